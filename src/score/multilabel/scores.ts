/** The multi-label scores that a policy's `score:` may take, and how each is computed and compared. */
import { talliesOf } from '../class-sums.ts';
import { f1OfClass, precisionOfClass, recallOfClass } from '../classification/agreement.ts';
import { mean } from '../classification/probability.ts';
import type { WeightedScore } from '../classification/ranking.ts';
import type { ClassTallies } from '../classification/tallies.ts';
import { type Direction, meanUnits, type PairedUnits } from '../paired-units.ts';
import { meanOfUnits, type ScoredUnits, weightedOfUnits } from '../single-units.ts';
import { sumAddends, summedOfUnits, summedUnits } from '../summed-units.ts';
import type { ClassValues } from '../task-scores.ts';
import { macroF1, macroPrecision, macroRecall, microF1, weightedF1 } from './averages.ts';
import { checkMultilabel, checkPaired, imageCount, type MultilabelColumns } from './columns.ts';
import {
  f1PerImage,
  hammingLossPerImage,
  jaccardPerImage,
  logLossPerImage,
  subsetAccuracyPerImage,
} from './per-image.ts';
import { averagePrecisionPerLabel, macroPrAuc, macroRocAuc, microPrAuc } from './ranking.ts';
import { labelAddends, rankedUnits } from './units.ts';

export { selectImages } from './columns.ts';

type MultilabelScore = { direction: Direction } & (
  | { kind: 'mean'; perImage(columns: MultilabelColumns): Float64Array }
  | { kind: 'tallies'; ofTallies(tallies: ClassTallies): number }
  | { kind: 'ranking'; prepare(columns: MultilabelColumns): WeightedScore }
);

const scores = {
  micro_f1: { kind: 'tallies', direction: 'higher', ofTallies: microF1 },
  macro_f1: { kind: 'tallies', direction: 'higher', ofTallies: macroF1 },
  weighted_f1: { kind: 'tallies', direction: 'higher', ofTallies: weightedF1 },
  samples_f1: { kind: 'mean', direction: 'higher', perImage: f1PerImage },
  macro_precision: { kind: 'tallies', direction: 'higher', ofTallies: macroPrecision },
  macro_recall: { kind: 'tallies', direction: 'higher', ofTallies: macroRecall },
  subset_accuracy: { kind: 'mean', direction: 'higher', perImage: subsetAccuracyPerImage },
  hamming_loss: { kind: 'mean', direction: 'lower', perImage: hammingLossPerImage },
  jaccard: { kind: 'mean', direction: 'higher', perImage: jaccardPerImage },
  macro_pr_auc: { kind: 'ranking', direction: 'higher', prepare: macroPrAuc },
  micro_pr_auc: { kind: 'ranking', direction: 'higher', prepare: microPrAuc },
  macro_roc_auc: { kind: 'ranking', direction: 'higher', prepare: macroRocAuc },
  log_loss: { kind: 'mean', direction: 'lower', perImage: logLossPerImage },
} satisfies Record<string, MultilabelScore>;

export type MultilabelScoreName = keyof typeof scores;

/** Every name that `computeMultilabelScore` knows, in the order reports list them. */
export const multilabelScoreNames = Object.keys(scores) as MultilabelScoreName[];

/** Whether a policy's word names a multi-label score. */
export const isMultilabelScore = (name: string): name is MultilabelScoreName => Object.hasOwn(scores, name);

/** Whether a score reads more than which labels were answered. */
export const needsScores = (name: MultilabelScoreName): boolean =>
  name === 'log_loss' || scores[name].kind === 'ranking';

/** Which way is better. */
export const multilabelDirection = (name: MultilabelScoreName): Direction => scores[name].direction;

/**
 * One score of one model.
 *
 * @returns the score; NaN where it is undefined (no images, or as the score's own function documents)
 * @throws {RangeError} where lengths disagree
 */
export function computeMultilabelScore(name: MultilabelScoreName, columns: MultilabelColumns): number {
  checkMultilabel(columns);
  const score: MultilabelScore = scores[name];
  if (columns.truth.length === 0) return Number.NaN;
  switch (score.kind) {
    case 'mean':
      return mean(score.perImage(columns));
    case 'tallies':
      return score.ofTallies(talliesOf(sumAddends(labelAddends(columns, labelsOf(columns)))));
    case 'ranking':
      return score.prepare(columns)();
  }
}

/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} where lengths disagree
 */
export function multilabelScoredUnits(
  name: MultilabelScoreName,
  columns: MultilabelColumns,
  cluster?: Int32Array,
): ScoredUnits {
  checkMultilabel(columns);
  const score: MultilabelScore = scores[name];
  switch (score.kind) {
    case 'mean':
      return meanOfUnits(score.perImage(columns), cluster);
    case 'tallies': {
      const addends = labelAddends(columns, labelsOf(columns));
      return summedOfUnits(addends, (sums) => score.ofTallies(talliesOf(sums)), cluster);
    }
    case 'ranking':
      return weightedOfUnits(score.prepare(columns), imageCount(columns), cluster);
  }
}

/**
 * What the paired bootstrap of one score of two models on the same images resamples.
 *
 * @param cluster - cluster of each image, where images are not independent (near duplicates, one patient)
 * @throws {RangeError} where lengths disagree, or the two differ in images or labels
 */
export function multilabelPairedUnits(
  name: MultilabelScoreName,
  base: MultilabelColumns,
  head: MultilabelColumns,
  cluster?: Int32Array,
): PairedUnits {
  checkPaired(base, head);
  const score: MultilabelScore = scores[name];
  switch (score.kind) {
    case 'mean':
      return meanUnits(score.perImage(base), score.perImage(head), score.direction, cluster);
    case 'tallies': {
      const [own, theirs] = [labelAddends(base, labelsOf(base)), labelAddends(head, labelsOf(head))];
      return summedUnits(own, theirs, (sums) => score.ofTallies(talliesOf(sums)), score.direction, cluster);
    }
    case 'ranking':
      return rankedUnits(score.prepare, base, head, score.direction, cluster);
  }
}

/** What each label scores by itself; `n` counts the images that have it. */
export function perClassMultilabel(columns: MultilabelColumns): ClassValues[] {
  checkMultilabel(columns);
  const tallies = talliesOf(sumAddends(labelAddends(columns, labelsOf(columns))));
  const averagePrecision = averagePrecisionPerLabel(columns);
  return Array.from(tallies.support, (n, c) => ({
    n,
    values: {
      precision: precisionOfClass(tallies, c),
      recall: recallOfClass(tallies, c),
      f1: f1OfClass(tallies, c),
      average_precision: averagePrecision[c],
    },
  }));
}

/** What the paired bootstrap of one label's F1 resamples. @throws {RangeError} as `multilabelPairedUnits` */
export function classPairedUnits(
  label: number,
  base: MultilabelColumns,
  head: MultilabelColumns,
  cluster?: Int32Array,
): PairedUnits {
  checkPaired(base, head);
  const [own, theirs] = [labelAddends(base, [label]), labelAddends(head, [label])];
  return summedUnits(own, theirs, (sums) => f1OfClass(talliesOf(sums), 0), 'higher', cluster);
}

const labelsOf = ({ classes }: MultilabelColumns): number[] => Array.from({ length: classes }, (_, c) => c);
