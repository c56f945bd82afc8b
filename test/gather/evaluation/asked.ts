import { openCache } from '../../../src/cache/store.ts';
import { gatherPair, gatherSide, withSources } from '../../../src/gather/gather.ts';
import type { Gathered, GatheredPair } from '../../../src/model/facts.ts';
import type { Tools } from '../../../src/model/gatherer.ts';
import type { Policy } from '../../../src/model/policy.ts';
import { type Answer, type ModelJob, undecoded, type Vision } from '../../../src/model/vision.ts';
import { parsePolicy } from '../../../src/policy/parse.ts';
import { scoreNames } from '../../../src/score/names.ts';
import { type Content, snapshotOf } from '../../harness/snapshot.ts';

export function policyFrom(text: string): Policy {
  const source = {
    path: 'vision-gate.yml',
    commit: '0'.repeat(40),
    side: 'base' as const,
    rules: [],
    scores: scoreNames,
  };
  const parsed = parsePolicy(`version: 1\n${text}`, source);
  if ('mistakes' in parsed) throw new Error(parsed.mistakes.map(({ message }) => message).join('\n'));
  return parsed.policy;
}

/** What a model answers to an image of these bytes; `null` when it cannot be decoded. */
export type AnswerOf = (job: ModelJob, bytes: Uint8Array, target?: Uint8Array) => Answer | null;

/** Answers by a function where the product asks a child process, and counts the images that were asked of. */
export function answeringVision(answerOf: AnswerOf, size = { width: 100, height: 80 }): Vision & { asked: number } {
  const vision = {
    asked: 0,
    async *predict(jobs: ModelJob[], images: Parameters<Vision['predict']>[1]) {
      for await (const { key, bytes, target } of images) {
        vision.asked += 1;
        const answers = jobs.map((job) => answerOf(job, bytes, target));
        if (answers.includes(null)) yield { key, answers: null, error: 'no picture' };
        else yield { key, answers: answers as Answer[], error: null };
      }
    },
    async *describe(images: Parameters<Vision['describe']>[0]) {
      for await (const { key } of images) {
        yield { ...undecoded(key, ''), error: null, phash: '0'.repeat(16), ...size };
      }
    },
    versions: async () => ({ runtime: 'a runtime', decoder: 'a decoder', providers: ['cpu'] }),
  };
  return vision as unknown as Vision & { asked: number };
}

export interface Told {
  base: Gathered;
  head: Gathered;
  pair: GatheredPair;
  notes: string[];
}

export function toolsOf(vision: Vision): Tools & { notes: string[] } {
  const notes: string[] = [];
  return {
    vision,
    cache: openCache({ directories: [] }),
    scratch: process.env.TMPDIR ?? '/tmp',
    signal: new AbortController().signal,
    provider: 'cpu',
    progress: () => {},
    note: (text) => notes.push(text),
    notes,
  };
}

type Files = Record<string, Content>;

/** Both commits' scores and comparisons. */
export async function evaluate(
  base: Files,
  head: Files,
  policy: Policy,
  tools: Tools & { notes: string[] },
): Promise<Told> {
  const wanted = withSources(['scores', 'comparisons']);
  const sides = [snapshotOf(base, 'base'), snapshotOf(head, 'head')];
  const [before, after] = [
    await gatherSide(sides[0], policy, tools, wanted),
    await gatherSide(sides[1], policy, tools, wanted),
  ];
  const pair = await gatherPair(
    { snapshot: sides[0], policy, gathered: before },
    { snapshot: sides[1], policy, gathered: after },
    tools,
    wanted,
  );
  return { base: before, head: after, pair, notes: tools.notes };
}
