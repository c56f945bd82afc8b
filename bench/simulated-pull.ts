/**
 * A pull request on a classifier that exists in figures alone: both commits' answers, as facts that the product's own comparisons
 * make of them. The rules' limits lie where the simulated values do, so that chance alone decides on which side they fall.
 */
import type { BothSides } from '../src/evaluate/run-rule.ts';
import { marginOver } from '../src/gather/evaluation/baselines/margins.ts';
import {
  type AnswerPair,
  compareClasses,
  compareGaps,
  compareGroups,
  compareScore,
} from '../src/gather/evaluation/compare-answers.ts';
import { compareCalibration } from '../src/gather/evaluation/compare-calibration.ts';
import { scores } from '../src/gather/evaluation/scores.ts';
import { compareSlices } from '../src/gather/evaluation/slices.ts';
import { readerOf } from '../src/gather/evaluation/tasks.ts';
import type { Baselines, ClassificationResults, Comparisons, Predictions } from '../src/model/facts.ts';
import type { Cache } from '../src/model/gatherer.ts';
import type { Policy } from '../src/model/policy.ts';
import type { RandomStream } from '../src/statistics/random.ts';
import { models } from '../test/harness/rule/facts/models.ts';
import { doubtfulLabels, imagesOf, probabilities, samplesOf, timingsOf } from './simulated-data.ts';

export interface Setting {
  /** Evaluation images of each class; even numbers where two belong together. */
  sizes: readonly number[];
  score: 'accuracy' | 'macro_f1';
  tolerance: number;
  /** Images in a row that belong together and are answered alike: 1 or 2. */
  ofOneUnit: number;
  /** Head's answer, given the true class and base's. */
  head(truth: number, base: number, random: RandomStream): number;
  /** Share of the answers on train that head gives anew. */
  churn: number;
}

/** Options that put each limit amid the values that are held against it. */
export const nearLimits = `
  metrics/miscalibration: [warning, { error: 0.05 }]
  fitting/overfitting: [error, { gap: 0.05 }]
  fitting/underfitting: [error, { gain: 0.97 }]
  fitting/memorised-labels: [warning, { difference: 0.01 }]
  ethics/group-gap: [error, { gap: 0.05 }]
`;
const rightOnTrain = 0.97;
const confidence = 0.95;
/** Cheap classifiers that are about as much better than the model as its interval is wide. */
const rivals = { 'k-nearest-neighbours': 0.915, 'logistic-regression': 0.925 } as const;
const trainingImages = 600;
const leakedImages = 40;

/** Right with a given chance; mistakes spread over the other classes. */
export function answer(truth: number, classes: number, random: RandomStream, chance = 0.9): number {
  return random.nextFloat() < chance ? truth : (truth + 1 + random.nextInteger(classes - 1)) % classes;
}

/** Facts of both commits and of the pair. */
export async function simulatePull(
  setting: Setting,
  random: RandomStream,
  policy: Policy,
  cache: Cache,
): Promise<BothSides> {
  const { sizes, score, tolerance, churn, ofOneUnit } = setting;
  const k = sizes.length;
  const classes = sizes.map((_, c) => `class ${c}`);
  const truth = Int32Array.from(sizes.flatMap((size, c) => Array<number>(size).fill(c)));
  const n = truth.length;
  const samples = samplesOf({ test: n, train: trainingImages, leaked: leakedImages, ofOneUnit }, random);
  const images = imagesOf(samples, random);
  const rows = Int32Array.from(truth.keys());
  const trainRows = Int32Array.from({ length: trainingImages }, (_, i) => n + i);
  const trainTruth = trainRows.map((_, i) => i % k);

  const alike = (answers: Int32Array) => answers.map((_, i) => answers[i - (i % ofOneUnit)]);
  const before = alike(truth.map((own) => answer(own, k, random)));
  const after = alike(truth.map((own, i) => setting.head(own, before[i], random)));
  const trained = trainTruth.map((own) => answer(own, k, random, rightOnTrain));
  const retrained = trainTruth.map((own, i) =>
    random.nextFloat() < churn ? answer(own, k, random, rightOnTrain) : trained[i],
  );
  const resultsOf = (own: Int32Array, predicted: Int32Array): ClassificationResults => ({
    task: 'classification',
    classes: k,
    truth: own,
    predicted,
    scores: probabilities(predicted, k, () => confidence + 0.04 * (random.nextFloat() - 0.5)),
  });
  const [base, head] = [resultsOf(truth, before), resultsOf(truth, after)];

  const cluster = ofOneUnit > 1 ? rows.map((row) => Math.trunc(row / ofOneUnit)) : undefined;
  const pair: AnswerPair = { data: 'both', samples, images, rows, cluster, base, head };
  const named = { model: 'm', score, tolerance };
  const flips = readerOf('classification').flips(pair, classes);
  const comparison: Comparisons = {
    model: 'm',
    dataset: 'd',
    split: 'test',
    task: 'classification',
    score,
    sameModel: false,
    sameData: true,
    overall: compareScore(pair, named, cache),
    classes: compareClasses(pair, named, classes, cache),
    groups: compareGroups(pair, named, cache),
    slices: compareSlices(pair, named, cache),
    gaps: compareGaps(pair, named, cache),
    calibration: compareCalibration(pair, 'm', cache),
    square: { baseOnBase: null, baseOnHead: null, headOnBase: null, headOnHead: null },
    modelEffect: null,
    dataEffect: null,
    negativeFlips: flips.negative,
    flips: flips.counts,
  };

  const cheap = Object.entries(rivals).map(([method, chance]) => ({
    method: method as keyof typeof rivals,
    results: { ...base, predicted: alike(truth.map((own) => answer(own, k, random, chance))), hard: true as const },
  }));
  const doubtful = doubtfulLabels(churn, random);
  const side = async (name: 'base' | 'head', own: ClassificationResults, onTrain: ClassificationResults) => {
    const split = (of: string, at: Int32Array, results: ClassificationResults) => ({
      split: of,
      rows: at,
      results,
      leftOut: 0,
      unreadable: 0,
    });
    const predictions: Predictions = {
      model: 'm',
      dataset: 'd',
      task: 'classification',
      classes,
      score,
      tolerance,
      key: '',
      at: { path: 'm.onnx' },
      origin: 'measured',
      splits: { test: split('test', rows, own), train: split('train', trainRows, onTrain) },
    };
    const baselines: Baselines = {
      model: 'm',
      score,
      baselines: cheap.flatMap((rival) => marginOver(rival, named, own, cluster, cache) ?? []),
      contradicted: doubtful[name],
    };
    const facts = { samples: { d: samples }, images: { d: images }, predictions: { m: predictions } };
    const tools = { cache } as Parameters<typeof scores.gather>[2];
    const { entries } = await scores.gather(undefined as never, policy, tools, { facts, unread: [] });
    const described = models({ m: { dataset: 'd', labels: classes, contentHash: `git:${name}`, score, tolerance } });
    return { facts: { ...facts, models: described, scores: entries, baselines: { m: baselines } }, unread: [] };
  };
  return {
    base: await side('base', base, resultsOf(trainTruth, trained)),
    head: await side('head', head, resultsOf(trainTruth, retrained)),
    pair: { facts: { comparisons: { m: comparison }, latency: { m: timingsOf(random) } }, unread: [] },
  };
}
