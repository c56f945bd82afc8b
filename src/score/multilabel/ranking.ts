/** Ranking scores of labels, each prepared by sorting once, so that a bootstrap asks for thousands under image weights. */
import {
  areaUnderRoc,
  averagePrecision,
  type OfRanking,
  type Ranking,
  type WeightedScore,
} from '../classification/ranking.ts';
import type { MultilabelColumns } from './columns.ts';

/**
 * Mean average precision: Σ (R_i − R_{i−1})·P_i of each label, averaged over the labels, in [0, 1]. A label that no
 * image has counts as 0, as in `average_precision_score(average='macro')`. NaN of no images.
 */
export const macroPrAuc = (columns: MultilabelColumns): WeightedScore => macro(columns, averagePrecision);

/** Area under the ROC curve averaged over the labels, in [0, 1]; NaN as soon as all images, or none, have one label. */
export const macroRocAuc = (columns: MultilabelColumns): WeightedScore => macro(columns, areaUnderRoc);

/** Average precision of all n × k answers as one ranking, in [0, 1]; 0 where no image has a label, NaN of no images. */
export function microPrAuc({ classes, truth, scores }: MultilabelColumns): WeightedScore {
  if (truth.length === 0) return () => Number.NaN;
  const { order, ...rest } = rank(truth, scores);
  const ranking = { ...rest, order: order.map((entry) => Math.trunc(entry / classes)) };
  return (weights) => averagePrecision(ranking, weights);
}

/** Average precision of each label, in [0, 1]; 0 where no image has it. */
export function averagePrecisionPerLabel(columns: MultilabelColumns): Float64Array {
  return Float64Array.from({ length: columns.classes }, (_, c) => averagePrecision(rankLabel(columns, c)));
}

function macro(columns: MultilabelColumns, ofRanking: OfRanking): WeightedScore {
  const { classes, truth } = columns;
  if (truth.length === 0) return () => Number.NaN;
  const rankings = Array.from({ length: classes }, (_, c) => rankLabel(columns, c));
  return (weights) => {
    let total = 0;
    for (const ranking of rankings) total += ofRanking(ranking, weights);
    return total / classes;
  };
}

function rankLabel({ classes, truth, scores }: MultilabelColumns, c: number): Ranking {
  const own = (_: number, entry: number): boolean => entry % classes === c;
  return rank(truth.filter(own), scores.filter(own));
}

function rank(truth: Uint8Array, scores: Float32Array | Float64Array): Ranking {
  const order = Int32Array.from(truth, (_, entry) => entry).sort((left, right) => scores[right] - scores[left]);
  return {
    order,
    positive: Uint8Array.from(order, (entry) => truth[entry]),
    closes: Uint8Array.from(order, (entry, at) =>
      Number(at + 1 === order.length || scores[entry] !== scores[order[at + 1]]),
    ),
  };
}
