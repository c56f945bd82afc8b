import type { Comparisons, Gathered, Model, Predictions, Samples, SplitPredictions } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { GatherResult, PairGatherer, Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { computeScore, isScoreName } from '../../score/classification/scores.ts';
import { columnsOver, jointClasses } from './columns.ts';
import {
  type Answers,
  compareClasses,
  compareGaps,
  compareGroups,
  compareScore,
  flipsBetween,
} from './compare-answers.ts';
import { evaluationSplit } from '../contents.ts';
import { predictRows } from './predict.ts';

interface SideAt {
  snapshot: Snapshot;
  gathered: Gathered;
}

/** Base's and head's model on base's and on head's evaluation data: the 2 × 2 in which a model cannot hide behind easier images. */
export const comparisons: PairGatherer<'comparisons'> = {
  fact: 'comparisons',
  async gather(base, head, policy, tools) {
    const result: GatherResult<Record<string, Comparisons>> = { entries: {}, faults: [] };
    for (const model of Object.values(head.gathered.facts.models ?? {})) {
      try {
        const compared = await compareModel(model.model, base, head, policy, tools);
        if (compared) result.entries[model.model] = compared;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: model.model, fault: error });
      }
    }
    return result;
  },
};

interface Prepared {
  model: Model;
  samples: Samples;
  predictions: Predictions;
  split: string;
  snapshot: Snapshot;
}

function prepare(name: string, { snapshot, gathered: { facts } }: SideAt): Prepared | null {
  const model = facts.models?.[name];
  const predictions = facts.predictions?.[name];
  const samples = model && facts.samples?.[model.dataset];
  const split = samples && evaluationSplit(samples);
  if (!model || !predictions || !samples || !split || !predictions.splits[split]) return null;
  return { model, samples, predictions, split, snapshot };
}

async function compareModel(
  name: string,
  base: SideAt,
  head: SideAt,
  policy: Policy,
  tools: Tools,
): Promise<Comparisons | null> {
  const before = prepare(name, base);
  const after = prepare(name, head);
  if (!before || !after) return null;
  const classes = jointClasses(before.model.labels, after.model.labels);
  const sameModel = before.model.contentHash === after.model.contentHash && sameReading(before.model, after.model);
  const sameData = evaluationKey(before) === evaluationKey(after);

  const own = {
    base: answers(before, before.predictions.splits[before.split], classes),
    head: answers(after, after.predictions.splits[after.split], classes),
  };
  const cross = sameModel || sameData ? null : await crossPredict(before, after, policy, tools);
  const headOnBase = sameModel
    ? own.base
    : sameData
      ? own.head
      : answers(before, cross?.headOnBase as SplitPredictions, classes, after.model.labels);
  const baseOnHead = sameModel
    ? own.head
    : sameData
      ? own.base
      : answers(after, cross?.baseOnHead as SplitPredictions, classes, before.model.labels);

  const score = after.model.score;
  const value = ({ columns }: Answers) => (isScoreName(score) ? finite(computeScore(score, columns)) : null);
  const square = {
    baseOnBase: value(own.base),
    baseOnHead: value(baseOnHead),
    headOnBase: value(headOnBase),
    headOnHead: value(own.head),
  };
  const pairs = sameModel
    ? []
    : sameData
      ? [{ data: 'both' as const, base: own.base, head: own.head }]
      : [
          { data: 'base' as const, base: own.base, head: headOnBase },
          { data: 'head' as const, base: baseOnHead, head: own.head },
        ];
  const named = { model: name, tolerance: after.model.tolerance, score };
  const shown = pairs[pairs.length - 1];
  return {
    model: name,
    dataset: after.model.dataset,
    split: after.split,
    score,
    sameModel,
    sameData,
    overall: pairs.flatMap((pair) => compareScore(pair, named, tools.cache)),
    classes: pairs.flatMap((pair) => compareClasses(pair, classes)),
    groups: pairs.flatMap((pair) => compareGroups(pair)),
    gaps: pairs.flatMap((pair) => compareGaps(pair, name, tools.cache)),
    square,
    modelEffect: difference(square.headOnBase, square.baseOnBase),
    dataEffect: difference(square.headOnHead, square.headOnBase),
    ...(shown ? flipsBetween(shown, classes) : { negativeFlips: [], flips: { negative: 0, positive: 0 } }),
  };
}

/** Equal weights read in another way (preprocessing, labels) are another model. */
function sameReading(a: Model, b: Model): boolean {
  return JSON.stringify([a.preprocessing, a.labels]) === JSON.stringify([b.preprocessing, b.labels]);
}

/** What an evaluation depends on: images, labels and groups, in no particular order. */
function evaluationKey({ samples, predictions, split }: Prepared): string {
  const columns = samples.groups.map((attribute) => samples.attributes[attribute] ?? []);
  const rows = [...predictions.splits[split].rows];
  return rows
    .map((row) =>
      JSON.stringify([samples.hash[row], samples.label[row], ...columns.map((column) => column[row] ?? null)]),
    )
    .sort()
    .join('\n');
}

async function crossPredict(before: Prepared, after: Prepared, policy: Policy, tools: Tools) {
  const data = ({ samples, snapshot, predictions, split }: Prepared) => ({
    samples,
    snapshot,
    split,
    rows: [...predictions.splits[split].rows],
    leftOut: 0,
  });
  return {
    headOnBase: await predictRows({ model: after.model, snapshot: after.snapshot }, data(before), policy, tools),
    baseOnHead: await predictRows({ model: before.model, snapshot: before.snapshot }, data(after), policy, tools),
  };
}

function answers(
  { samples, model }: Prepared,
  split: SplitPredictions,
  classes: readonly string[],
  labels = model.labels,
): Answers {
  return { samples, rows: split.rows, columns: columnsOver(classes, labels, split) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function difference(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
