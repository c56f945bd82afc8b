import { classesOf } from '../gather/evaluation/claimed.ts';
import { readPredictions } from '../gather/evaluation/files/index.ts';
import { stampOf, stampPath } from '../gather/evaluation/files/stamp.ts';
import { gatherSide, withSources } from '../gather/gather.ts';
import { resolveCommits } from '../git/refs.ts';
import { openSnapshot } from '../git/snapshot.ts';
import { Fault } from '../model/fault.ts';
import type { Policy, RuleDescription } from '../model/policy.ts';
import { scoreNames } from '../score/names.ts';
import type { VisionOptions } from '../vision/open.ts';
import { findPolicy } from './find-policy.ts';
import { ownTools } from './own-tools.ts';

export interface StampRequest {
  directory: string;
  /** The commit that holds predictions and model. */
  ref: string;
  policyFile: string | null;
  /** Path of the model's file in the repository. */
  modelFile: string;
  /** The policy's name of the model; may be left out where one alone has predictions. */
  model: string | undefined;
  rules: readonly RuleDescription[];
  presets: Readonly<Record<string, string>>;
  natives: VisionOptions;
}

/** A stamp that is to be written, and where. */
export interface WrittenStamp {
  path: string;
  text: string;
  /** Images that the predictions answer. */
  images: number;
}

/**
 * Ties the predictions of a commit to the model that made them.
 * @throws Fault where there are no predictions, they cannot be read, or there is no such model
 */
export async function stampPredictions(request: StampRequest, signal: AbortSignal): Promise<WrittenStamp[]> {
  const { head: commit } = await resolveCommits(request.directory, { audit: { ref: request.ref } }, { signal });
  const head = await openSnapshot(request.directory, commit.commit, 'head', { signal, trusted: commit.commit });
  const { rules, presets, directory, policyFile: file } = request;
  const found = await findPolicy({ tip: null, base: null, head, file, directory, scores: scoreNames, rules, presets });
  if ('mistakes' in found) {
    const [{ message, at }] = found.mistakes;
    throw new Fault('policy', message, at);
  }
  const { policy } = found;
  const model = policy.models[nameIn(policy, request.model)];
  await using resources = new AsyncDisposableStack();
  const tools = await ownTools(resources, request.natives, signal);
  const { facts, unread } = await gatherSide(head, policy, tools, withSources(['samples', 'masks']));
  const samples = facts.samples?.[model.data];
  if (!samples) {
    const { reason, at } = unread.find(({ name }) => name === model.data) ?? {
      reason: `${model.data} is not in the commit.`,
      at: undefined,
    };
    throw new Fault('broken', reason, at);
  }
  const { classes } = await classesOf(head, policy, model, samples);
  const claim = { model, classes, dataset: policy.datasets[model.data], samples, masks: facts.masks?.[model.data] };
  const answers = await readPredictions(head, claim, tools, { stamps: 'ignored' });
  if (!answers) {
    throw new Fault(
      'usage',
      `Expected predictions of ${model.name} in the commit ${commit.commit.slice(0, 7)} but there are none. Commit them first, then stamp them.`,
    );
  }
  const stamps: WrittenStamp[] = [];
  for (const part of answers.parts) {
    const stamp = await stampOf(head, part, request.modelFile, tools);
    stamps.push({
      path: stampPath(part.place),
      text: `${JSON.stringify(stamp, null, 2)}\n`,
      images: part.images.length,
    });
  }
  return stamps;
}

function nameIn({ models }: Policy, asked: string | undefined): string {
  const claimed = Object.values(models).flatMap(({ name, predictions }) => (predictions === undefined ? [] : [name]));
  if (asked !== undefined && claimed.includes(asked)) return asked;
  if (asked === undefined && claimed.length === 1) return claimed[0];
  const received = asked === undefined ? `${claimed.length} of them` : JSON.stringify(asked);
  const wayOut =
    claimed.length === 0 ? 'Give a model `predictions` in the policy.' : `Name one of ${claimed.join(', ')}.`;
  throw new Fault('usage', `Expected a model with predictions but received ${received}. ${wayOut}`);
}
