import type { Model } from '../../model/facts.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ModelJob } from '../../model/vision.ts';
import { encodeAnswer } from '../../vision/answers.ts';
import { keepInBatches } from '../keep.ts';
import { materialise } from '../model-files.ts';
import { jobOf } from './job.ts';
import { type Item, itemsOf, questionsOf } from './questions.ts';
import type { Asked } from './task-reader.ts';

export interface ModelAt {
  model: Model;
  snapshot: Snapshot;
}

/** A model that is to answer, and the kind under which the cache keeps its answers. */
export interface Respondent extends ModelAt {
  kind: string;
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
      const job = jobOf(model, policy, await materialise(snapshot, model, tools.scratch), tools.provider);
      jobs.push({ ...job, ...(asked.corruption && { corruption: asked.corruption }) });
    }
    const kept = members.map(({ kind }) => keepInBatches(tools.cache, kind));
    const wanted = new Map(keys.map((key) => [key, items.get(key) as Item]));
    let done = 0;
    for await (const { key, answers } of tools.vision.predict(jobs, questionsOf(asked.snapshot, wanted))) {
      kept.forEach(({ add }, index) => {
        add(key, answers ? encodeAnswer(answers[index]) : new Uint8Array());
      });
      done += 1;
      tools.progress(`${members.map(({ model }) => model.model).join(', ')} on ${asked.split}`, done, keys.length);
    }
    for (const { flush } of kept) flush();
  }
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
