import type { Model } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { EncodedImage, ModelJob, Question } from '../../model/vision.ts';
import { encodeAnswer } from '../../vision/answers.ts';
import { readImages } from '../contents.ts';
import { keepInBatches } from '../keep.ts';
import { materialise } from '../model-files.ts';
import { jobOf } from './job.ts';
import type { Asked } from './task-reader.ts';
import { readerOf } from './tasks.ts';

export interface ModelAt {
  model: Model;
  snapshot: Snapshot;
}

/** A model that is to answer, and the kind under which the cache keeps its answers. */
export interface Respondent extends ModelAt {
  kind: string;
}

/** One picture to be asked of: its key, its content and where it lies, the same of its target. */
interface Item {
  hash: string;
  path: string;
  target: { hash: string; path: string } | null;
}

/**
 * Runs models of one task on rows of a dataset and keeps their answers: each only on what the cache has no answer to, and an
 * image that several lack is decoded once. A picture that cannot be decoded is kept as such.
 * @throws Fault when a model cannot be run, or images could not be had
 */
export async function askModels(
  respondents: readonly Respondent[],
  asked: Omit<Asked, 'policy'>,
  policy: Policy,
  tools: Tools,
): Promise<void> {
  const items = itemsOf(respondents[0].model.task, asked);
  for (const { members, keys } of sharing(respondents, [...items.keys()], tools)) {
    const jobs: ModelJob[] = [];
    for (const { model, snapshot } of members) {
      jobs.push(jobOf(model, policy, await materialise(snapshot, model, tools.scratch), tools.provider));
    }
    const kept = members.map(({ kind }) => keepInBatches(tools.cache, kind));
    const wanted = new Map(keys.map((key) => [key, items.get(key) as Item]));
    let done = 0;
    for await (const { key, answers } of tools.vision.predict(jobs, questions(asked.snapshot, wanted))) {
      kept.forEach(({ add }, index) => {
        add(key, answers ? encodeAnswer(answers[index]) : new Uint8Array());
      });
      done += 1;
      tools.progress(`${members.map(({ model }) => model.model).join(', ')} on ${asked.split}`, done, keys.length);
    }
    for (const { flush } of kept) flush();
  }
}

/** What each row depends on → the picture that is asked of. */
function itemsOf(task: Model['task'], { samples, rows }: Pick<Asked, 'samples' | 'rows'>): Map<string, Item> {
  const reader = readerOf(task);
  const items = new Map<string, Item>();
  for (const row of rows) {
    const { targets } = samples;
    const target = task === 'restoration' && targets ? { hash: targets.hash[row], path: targets.path[row] } : null;
    items.set(reader.keyOf(samples, row), { hash: samples.hash[row], path: samples.path[row], target });
  }
  return items;
}

/** Keys without an answer, by the models that lack it. */
function sharing(respondents: readonly Respondent[], keys: string[], { cache }: Tools) {
  const lacking = new Map<string, number[]>();
  respondents.forEach(({ kind }, index) => {
    const known = cache.getMany(kind, keys);
    for (const key of keys) {
      if (known.has(key)) continue;
      const own = lacking.get(key);
      if (own) own.push(index);
      else lacking.set(key, [index]);
    }
  });
  const groups = new Map<string, { members: Respondent[]; keys: string[] }>();
  for (const [key, indices] of lacking) {
    const name = indices.join(' ');
    const group = groups.get(name);
    if (group) group.keys.push(key);
    else groups.set(name, { members: indices.map((index) => respondents[index]), keys: [key] });
  }
  return groups.values();
}

/** The pictures, keyed as their answers are kept. One that is broken where it lies is left out; one that cannot be had ends it. */
async function* questions(snapshot: Snapshot, items: ReadonlyMap<string, Item>): AsyncGenerator<Question> {
  const onFault = (_hash: string, fault: Fault) => {
    if (fault.kind !== 'broken') throw fault;
  };
  const keysOf = new Map<string, string[]>();
  for (const [key, { hash }] of items) keysOf.set(hash, [...(keysOf.get(hash) ?? []), key]);
  const paths = new Map([...items.values()].map(({ hash, path }) => [hash, path]));
  for await (const { key: hash, bytes } of readImages(snapshot, paths, onFault)) {
    for (const key of keysOf.get(hash) ?? []) {
      const target = items.get(key)?.target;
      if (!target) yield { key, bytes };
      else yield* withTarget(snapshot, { key, bytes }, target, onFault);
    }
  }
}

async function* withTarget(
  snapshot: Snapshot,
  image: EncodedImage,
  { hash, path }: { hash: string; path: string },
  onFault: (hash: string, fault: Fault) => void,
): AsyncGenerator<Question> {
  try {
    yield { ...image, target: await snapshot.read(path) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    onFault(hash, error);
  }
}
