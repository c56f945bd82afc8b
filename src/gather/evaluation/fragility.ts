import type { Fragility, Model, Results } from '../../model/facts.ts';
import type { GatheredSide, Gatherer, GatherResult, PairGatherer, Tools } from '../../model/gatherer.ts';
import type { Corruption } from '../../model/vision.ts';
import { scoresOf } from '../../score/tasks.ts';
import { addEntry } from '../add-entry.ts';
import { evaluationSplit, sampleRows } from '../contents.ts';
import { clustersOf } from './clusters.ts';
import { compareScore } from './compare-answers.ts';
import { predictRows } from './predict.ts';
import { type Answered, sharedAnswers } from './shared-answers.ts';
import { readerOf } from './tasks.ts';

/** Images that are corrupted: enough for a difference of some points. */
const pictures = 300;

/** The middle of the five published severities. */
const corruptions: Corruption[] = (
  ['gaussian noise', 'gaussian blur', 'JPEG compression', 'brightness', 'contrast'] as const
).map((name) => ({ name, severity: 3 }));

type At = Pick<GatheredSide, 'snapshot' | 'policy'> & { model: Model };
type Facts = GatheredSide['gathered']['facts'];

/** Base's and head's model on head's evaluation images, corrupted alike. Equal models are equally fragile. */
export const fragility: PairGatherer<'fragility'> = {
  fact: 'fragility',
  async gather(base, head, tools) {
    const result: GatherResult<Record<string, Fragility>> = { entries: {}, faults: [] };
    for (const model of Object.values(head.gathered.facts.models ?? {})) {
      const before = base.gathered.facts.models?.[model.model];
      if (!before || before.task !== model.task || isSame(before, model)) continue;
      await addEntry(result, model.model, () =>
        examine({ ...head, model }, head.gathered.facts, { ...base, model: before }, tools),
      );
    }
    return result;
  },
};

/** Models that base does not have, on corrupted evaluation images. */
export const newFragility: Gatherer<'newFragility'> = {
  fact: 'newFragility',
  async gather(snapshot, policy, tools, { facts }, other) {
    const result: GatherResult<Record<string, Fragility>> = { entries: {}, faults: [] };
    if (snapshot.side === 'base') return result;
    for (const model of Object.values(facts.models ?? {})) {
      if (other?.facts.models?.[model.model]) continue;
      await addEntry(result, model.model, () => examine({ snapshot, policy, model }, facts, null, tools));
    }
    return result;
  },
};

function isSame(a: Model, b: Model): boolean {
  return a.contentHash === b.contentHash && JSON.stringify(a.preprocessing) === JSON.stringify(b.preprocessing);
}

/** @param base - the model that head's is compared with, on the same images; `null` where there is none */
async function examine(head: At, facts: Facts, base: At | null, tools: Tools): Promise<Fragility | null> {
  const { model, snapshot } = head;
  const samples = facts.samples?.[model.dataset];
  const split = samples && evaluationSplit(samples);
  if (!samples || !split || !facts.predictions?.[model.model]) return null;
  const rows = sampleRows(samples, readerOf(model.task).rows(samples, split), pictures);
  const images = facts.images?.[samples.dataset];
  const near = facts.nearDuplicates?.[samples.dataset];
  const { score, tolerance } = model;
  const { compute, direction } = scoresOf(model.task);
  const value = (results: Results | undefined) => {
    const found = results && compute(score, results);
    return found !== undefined && Number.isFinite(found) ? found : null;
  };

  const ask = async (accepted: number, corruption?: Corruption) => {
    const asked = { samples, snapshot, split, images, rows, leftOut: 0, ...(corruption && { corruption }) };
    // One after the other, so that two models of any size need not be held at once.
    const answered: Answered[] = [];
    for (const at of base ? [base, head] : [head]) {
      answered.push({ ...(await predictRows(at, asked, at.policy, tools)), classes: at.model.labels });
    }
    if (!base) return { base: null, head: value(answered[0].results), compared: null };
    const { classes: _, ...shared } = sharedAnswers(model.task, answered[0], answered[1]);
    const cluster = clustersOf(samples, shared.rows, near);
    const [compared = null] = compareScore(
      { data: 'head', samples, images, cluster, ...shared },
      { model: `${model.model} under ${corruption?.name ?? 'nothing'}`, score, tolerance: accepted },
      tools.cache,
    );
    return { base: value(shared.base), head: value(shared.head), compared };
  };

  const clean = await ask(tolerance);
  // What head loses on clean images is another rule's matter.
  const accepted = tolerance + Math.max(0, clean.compared?.effect ?? 0);
  const found: Fragility['corruptions'] = [];
  for (const corruption of corruptions) {
    tools.progress(`${model.model} under ${corruption.name}`, found.length, corruptions.length);
    found.push({ ...corruption, ...(await ask(accepted, corruption)) });
  }
  return {
    model: model.model,
    dataset: samples.dataset,
    split,
    score,
    tolerance,
    higherIsBetter: direction(score) === 'higher',
    n: rows.length,
    clean: { base: clean.base, head: clean.head },
    corruptions: found,
    at: model.at,
  };
}
