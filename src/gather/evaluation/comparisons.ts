import type { Comparisons, Images, NearDuplicates, Predictions, Results, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { GatheredSide, GatherResult, PairGatherer, Tools } from '../../model/gatherer.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { scoresOf } from '../../score/tasks.ts';
import { evaluationSplit } from '../contents.ts';
import { clustersOf } from './clusters.ts';
import { type AnswerPair, compareClasses, compareGaps, compareGroups, compareScore } from './compare-answers.ts';
import { compareCalibration } from './compare-calibration.ts';
import { type Predictor, predictorOf } from './predictor.ts';
import { compareSlices } from './slices.ts';
import { readerOf } from './tasks.ts';

const shownFlips = 200;

/** Base's and head's model on base's and on head's evaluation data: the 2 × 2 in which a model cannot hide behind easier images. */
export const comparisons: PairGatherer<'comparisons'> = {
  fact: 'comparisons',
  async gather(base, head, tools) {
    const result: GatherResult<Record<string, Comparisons>> = { entries: {}, faults: [] };
    for (const name of Object.keys(head.gathered.facts.predictions ?? {})) {
      try {
        const [before, after] = [await prepare(name, base, tools), await prepare(name, head, tools)];
        if (before && after && before.predictor.task === after.predictor.task) {
          result.entries[name] = await compareModel(before, after, tools);
        }
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name, fault: error });
      }
    }
    return result;
  },
};

interface Prepared {
  predictor: Predictor;
  samples: Samples;
  images: Images | undefined;
  near: NearDuplicates | undefined;
  snapshot: Snapshot;
  split: string;
  own: { rows: Int32Array; results: Results };
}

async function prepare(
  name: string,
  { snapshot, policy, gathered: { facts } }: GatheredSide,
  tools: Tools,
): Promise<Prepared | null> {
  const predictions: Predictions | undefined = facts.predictions?.[name];
  const samples = predictions && facts.samples?.[predictions.dataset];
  const split = samples && evaluationSplit(samples);
  const own = split && predictions?.splits[split];
  if (!samples || !split || !own) return null;
  const predictor = await predictorOf(name, { snapshot, policy, facts }, tools);
  const images = facts.images?.[samples.dataset];
  const near = facts.nearDuplicates?.[samples.dataset];
  return predictor && { predictor, samples, images, near, snapshot, split, own };
}

async function compareModel(before: Prepared, after: Prepared, tools: Tools): Promise<Comparisons> {
  const { model, task, score, tolerance, dataset } = after.predictor;
  const classes = jointClasses(before.predictor.classes, after.predictor.classes);
  const sameModel = before.predictor.key === after.predictor.key;
  const sameData = evaluationKey(before) === evaluationKey(after);

  const onBase = sameModel ? null : await pairOn(before, before.predictor, after.predictor, classes, tools);
  const onHead = sameModel || sameData ? null : await pairOn(after, before.predictor, after.predictor, classes, tools);
  const value = (results: Results | undefined) => (results ? finite(scoresOf(task).compute(score, results)) : null);
  const own = (side: Prepared) => value(side.own.results);
  const square = {
    baseOnBase: own(before),
    baseOnHead: sameModel ? own(after) : sameData ? own(before) : value(onHead?.base),
    headOnBase: sameModel ? own(before) : sameData ? own(after) : value(onBase?.head),
    headOnHead: own(after),
  };
  const pairs: AnswerPair[] = [
    ...(onBase ? [{ ...onBase, data: sameData ? ('both' as const) : ('base' as const) }] : []),
    ...(onHead ? [{ ...onHead, data: 'head' as const }] : []),
  ];
  const named = { model, tolerance, score };
  const shown = pairs[pairs.length - 1];
  const flips = shown && readerOf(task).flips(shown, classes);
  return {
    model,
    dataset,
    split: after.split,
    task,
    score,
    sameModel,
    sameData,
    overall: pairs.flatMap((pair) => compareScore(pair, named, tools.cache)),
    classes: pairs.flatMap((pair) => compareClasses(pair, named, classes, tools.cache)),
    groups: pairs.flatMap((pair) => compareGroups(pair, named, tools.cache)),
    slices: pairs.flatMap((pair) => compareSlices(pair, named, tools.cache)),
    gaps: pairs.flatMap((pair) => compareGaps(pair, named, tools.cache)),
    calibration: pairs.flatMap((pair) => compareCalibration(pair, model, tools.cache)),
    square,
    modelEffect: difference(square.headOnBase, square.baseOnBase),
    dataEffect: difference(square.headOnHead, square.headOnBase),
    negativeFlips: flips ? flips.negative.slice(0, shownFlips) : [],
    flips: flips ? flips.counts : { negative: 0, positive: 0, of: 'images', n: 0 },
  };
}

/** Both models' answers on one side's evaluation data, on the images that both could answer, with one list of classes. */
async function pairOn(
  side: Prepared,
  before: Predictor,
  after: Predictor,
  classes: readonly string[],
  tools: Tools,
): Promise<Omit<AnswerPair, 'data'>> {
  const { samples, snapshot, split, images, near } = side;
  const reader = readerOf(side.predictor.task);
  const rows = reader.rows(samples, split);
  const asked = { samples, snapshot, split, images, rows, leftOut: 0 };
  const answered: { rows: Int32Array; results: Results }[] = [];
  for (const predictor of [before, after]) {
    // A side's own model has answered its own data already.
    const { rows: own, results } = predictor === side.predictor ? side.own : await predictor.answer(asked);
    answered.push({ rows: own, results: reader.over(classes, predictor.classes, results) });
  }
  const [base, head] = answered;
  const answeredByHead = new Set(head.rows);
  const shared = base.rows.filter((row) => answeredByHead.has(row));
  if (shared.length < Math.max(base.rows.length, head.rows.length)) {
    tools.note(
      `${before.model}: ${shared.length} of ${rows.length} images of ${samples.dataset} in ${split} (${snapshot.side}) have an answer of both models, and only these are compared.`,
    );
  }
  const { select } = scoresOf(side.predictor.task);
  const of = ({ rows: own, results }: (typeof answered)[number]) =>
    shared.length === own.length ? results : select(results, positionsOf(shared, own));
  const cluster = clustersOf(samples, shared, near);
  return { samples, images, rows: shared, cluster, base: of(base), head: of(head) };
}

/** Where each of some rows stands among others; both ascending. */
function positionsOf(rows: Int32Array, among: Int32Array): Int32Array {
  const at = new Map([...among].map((row, position) => [row, position]));
  return rows.map((row) => at.get(row) as number);
}

/** Both models' classes: base's in its order, then those that only head has. */
function jointClasses(base: readonly string[], head: readonly string[]): string[] {
  return [...new Set([...base, ...head])];
}

/** What an evaluation depends on: images, their truth and groups, in no particular order. */
function evaluationKey({ samples, split, predictor }: Prepared): string {
  const reader = readerOf(predictor.task);
  const columns = samples.groups.map((attribute) => samples.attributes[attribute] ?? []);
  const rows = reader.rows(samples, split);
  return reader
    .truthKeys(samples, rows)
    .map((key, i) => JSON.stringify([key, ...columns.map((column) => column[rows[i]] ?? null)]))
    .sort()
    .join('\n');
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function difference(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
