/**
 * One-vs-rest ranking scores. Each class's images are sorted once; a weighted score is then one pass, so that a
 * bootstrap can ask for thousands.
 */
import type { ProbabilityColumns } from './columns.ts';

/** A score of the same images under any weights ≥ 0, one per image; all 1 when left out. */
export type WeightedScore = (weights?: ArrayLike<number>) => number;

/** Images by falling score of one class, with the end of each run of equal scores. */
export interface Ranking {
  order: Int32Array;
  positive: Uint8Array;
  /** 1 where the next image's score differs (the last image included). */
  closes: Uint8Array;
}

export type OfRanking = (ranking: Ranking, weights?: ArrayLike<number>) => number;

/**
 * Area under the ROC curve of class `c` against the rest, in [0, 1], ties counted half; NaN where the class, or every
 * other one, has no image.
 */
export function rocAucPerClass(columns: Omit<ProbabilityColumns, 'predicted'>): Float64Array {
  return Float64Array.from({ length: columns.classes }, (_, c) => areaUnderRoc(rankByClass(columns, c)));
}

/**
 * Average precision of class `c` against the rest, Σ (R_i − R_{i−1})·P_i over distinct scores, in [0, 1]; 0 where the
 * class has no image.
 */
export function prAucPerClass(columns: Omit<ProbabilityColumns, 'predicted'>): Float64Array {
  return Float64Array.from({ length: columns.classes }, (_, c) => averagePrecision(rankByClass(columns, c)));
}

/**
 * Macro one-vs-rest ROC AUC, `roc_auc_score(multi_class='ovr', labels=range(k))`: NaN as soon as one class has no
 * image. With two classes, the AUC of class 1.
 */
export const rocAuc = (columns: Omit<ProbabilityColumns, 'predicted'>): WeightedScore =>
  macro(columns, areaUnderRoc, Number.NaN);

/**
 * Macro average precision, `average_precision_score` of the one-hot truth: a class without images counts as 0.
 * With two classes, the average precision of class 1. NaN of no images.
 */
export const prAuc = (columns: Omit<ProbabilityColumns, 'predicted'>): WeightedScore =>
  macro(columns, averagePrecision, Number.NaN);

function macro(
  columns: Omit<ProbabilityColumns, 'predicted'>,
  ofRanking: OfRanking,
  undefinedValue: number,
): WeightedScore {
  const { truth, classes } = columns;
  if (truth.length === 0) return () => undefinedValue;
  const scored = classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
  const rankings = scored.map((c) => rankByClass(columns, c));
  return (weights) => {
    let total = 0;
    for (const ranking of rankings) total += ofRanking(ranking, weights);
    return total / rankings.length;
  };
}

function rankByClass({ truth, scores, classes }: Omit<ProbabilityColumns, 'predicted'>, c: number): Ranking {
  const order = Int32Array.from(truth, (_, i) => i).sort(
    (left, right) => scores[right * classes + c] - scores[left * classes + c],
  );
  const positive = Uint8Array.from(order, (i) => Number(truth[i] === c));
  const closes = Uint8Array.from(order, (i, at) =>
    Number(at + 1 === order.length || scores[i * classes + c] !== scores[order[at + 1] * classes + c]),
  );
  return { order, positive, closes };
}

export function areaUnderRoc({ order, positive, closes }: Ranking, weights?: ArrayLike<number>): number {
  let area = 0;
  let positives = 0;
  let negatives = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  for (let at = 0; at < order.length; at++) {
    const weight = weights ? weights[order[at]] : 1;
    if (positive[at]) tiedPositives += weight;
    else tiedNegatives += weight;
    if (!closes[at]) continue;
    area += tiedNegatives * (positives + tiedPositives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  return area / (positives * negatives);
}

export function averagePrecision({ order, positive, closes }: Ranking, weights?: ArrayLike<number>): number {
  let area = 0;
  let positives = 0;
  let seen = 0;
  let tiedPositives = 0;
  for (let at = 0; at < order.length; at++) {
    const weight = weights ? weights[order[at]] : 1;
    seen += weight;
    if (positive[at]) tiedPositives += weight;
    if (!closes[at]) continue;
    if (tiedPositives > 0) {
      positives += tiedPositives;
      area += tiedPositives * (positives / seen);
      tiedPositives = 0;
    }
  }
  return positives === 0 ? 0 : area / positives;
}
