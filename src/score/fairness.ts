/** Scores by group and the gaps between groups; definitions are Fairlearn's. */
import type { ClassificationColumns } from './classification/columns.ts';

/** Which group each image is in. */
export interface Grouping {
  /** Group index of each image in [0, groupCount); −1 where it is unknown and the image does not count. */
  groups: Int32Array;
  groupCount: number;
}

/** The spread of one value over groups. Groups whose value is NaN do not count. */
export interface GroupGap {
  /** Largest minus smallest value, ≥ 0 (`MetricFrame.difference(method='between_groups')`); NaN without a group. */
  difference: number;
  /** Smallest over largest value (`MetricFrame.ratio(method='between_groups')`); NaN where both are 0. */
  ratio: number;
  /** Index of the group with the worst value, the first of equals; −1 without a group. */
  worst: number;
}

/** What a classifier does to each group, for one class against the rest. */
export interface GroupRates {
  /** Share of the group predicted as the class. */
  selection: Float64Array;
  /** Share of the group's images of the class that are predicted as it; 0 where there is none, as in Fairlearn. */
  truePositive: Float64Array;
  /** Share of the group's other images that are predicted as the class; 0 where there is none, as in Fairlearn. */
  falsePositive: Float64Array;
  /** Images of the class, and others, in each group: what the rates above rest on. */
  positives: Float64Array;
  negatives: Float64Array;
}

/**
 * Difference and ratio between the best and the worst group.
 *
 * @param values - one value for each group
 * @param direction - which way is better; decides which group is the worst
 */
export function groupGap(values: ArrayLike<number>, direction: 'higher' | 'lower' = 'higher'): GroupGap {
  let smallest = -1;
  let largest = -1;
  for (let g = 0; g < values.length; g++) {
    if (Number.isNaN(values[g])) continue;
    if (smallest < 0 || values[g] < values[smallest]) smallest = g;
    if (largest < 0 || values[g] > values[largest]) largest = g;
  }
  if (smallest < 0) return { difference: Number.NaN, ratio: Number.NaN, worst: -1 };
  return {
    difference: values[largest] - values[smallest],
    ratio: values[smallest] / values[largest],
    worst: direction === 'higher' ? smallest : largest,
  };
}

/** Selection, true positive and false positive rate of each group, for `positive` against the rest. */
export function groupRates(
  { truth, predicted }: Pick<ClassificationColumns, 'truth' | 'predicted'>,
  positive: number,
  { groups, groupCount }: Grouping,
): GroupRates {
  const positives = new Float64Array(groupCount);
  const negatives = new Float64Array(groupCount);
  const truePositives = new Float64Array(groupCount);
  const falsePositives = new Float64Array(groupCount);
  groups.forEach((group, i) => {
    if (group < 0) return;
    const [all, selected] = truth[i] === positive ? [positives, truePositives] : [negatives, falsePositives];
    all[group]++;
    if (predicted[i] === positive) selected[group]++;
  });
  return {
    selection: positives.map((count, g) => (truePositives[g] + falsePositives[g]) / (count + negatives[g])),
    truePositive: truePositives.map((count, g) => count / Math.max(positives[g], 1)),
    falsePositive: falsePositives.map((count, g) => count / Math.max(negatives[g], 1)),
    positives,
    negatives,
  };
}

/** Gap in selection rate (`demographic_parity_difference`, `demographic_parity_ratio`); the ratio is NaN where nothing is selected. */
export function demographicParity(rates: GroupRates): GroupGap {
  return groupGap(rates.selection);
}

/** Gap in true positive rate (`equal_opportunity_difference`, `equal_opportunity_ratio`). */
export function equalOpportunity(rates: GroupRates): GroupGap {
  return groupGap(inhabitedRates(rates).truePositive);
}

/**
 * The larger difference and the smaller ratio of the gaps in true and in false positive rate (`equalized_odds_difference`,
 * `equalized_odds_ratio`, both of the worst case). A ratio that is undefined does not count, which differs from Fairlearn
 * where the true positive rates are all 0: there it says NaN.
 */
export function equalizedOdds(rates: GroupRates): Pick<GroupGap, 'difference' | 'ratio'> {
  const { truePositive, falsePositive } = inhabitedRates(rates);
  const gaps = [groupGap(truePositive), groupGap(falsePositive)];
  const ratios = gaps.map(({ ratio }) => ratio).filter((ratio) => !Number.isNaN(ratio));
  return {
    difference: Math.max(...gaps.map(({ difference }) => difference)),
    ratio: ratios.length > 0 ? Math.min(...ratios) : Number.NaN,
  };
}

/** A group without any image has no rates at all; one without positives has a rate of 0, as in Fairlearn. */
function inhabitedRates({ truePositive, falsePositive, positives, negatives }: GroupRates) {
  const onlyInhabited = (rate: number, g: number) => (positives[g] + negatives[g] > 0 ? rate : Number.NaN);
  return { truePositive: truePositive.map(onlyInhabited), falsePositive: falsePositive.map(onlyInhabited) };
}
