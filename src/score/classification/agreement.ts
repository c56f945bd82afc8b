/**
 * Scores of predicted classes against true ones, from per-class tallies.
 *
 * Definitions and degenerate cases are scikit-learn's with `labels=None` and `zero_division=0`: a class that occurs
 * neither in the truth nor in the predictions does not count in macro averages; 0/0 within a counted class is 0.
 * With no samples every score is NaN: undefined.
 */
import type { ClassTallies } from './tallies.ts';

export type Average = 'macro' | 'weighted' | 'micro';
type OfClass = (tallies: ClassTallies, c: number) => number;

/** Share of images whose predicted class is the true one, in [0, 1]. */
export function accuracy({ support, hits }: ClassTallies): number {
  return sum(hits) / sum(support);
}

/** Mean recall over the classes that occur in the truth, in [0, 1]. */
export function balancedAccuracy({ support, hits }: ClassTallies): number {
  let total = 0;
  let present = 0;
  for (let c = 0; c < support.length; c++) {
    if (support[c] === 0) continue;
    total += hits[c] / support[c];
    present++;
  }
  return total / present;
}

/** Of the images predicted as class c, the share that are of class c; 0 where none is predicted. */
export const precisionOfClass: OfClass = ({ predicted, hits }, c) => ratio(hits[c], predicted[c]);

/** Of the images of class c, the share predicted as class c; 0 where there is none. */
export const recallOfClass: OfClass = ({ support, hits }, c) => ratio(hits[c], support[c]);

/** Harmonic mean of precision and recall, 2·hits / (support + predicted); 0 where the class does not occur. */
export const f1OfClass: OfClass = ({ support, predicted, hits }, c) => ratio(2 * hits[c], support[c] + predicted[c]);

/** Intersection over union, hits / (support + predicted − hits); 0 where the class does not occur. */
export const jaccardOfClass: OfClass = ({ support, predicted, hits }, c) =>
  ratio(hits[c], support[c] + predicted[c] - hits[c]);

/** One of the scores above for every class, in order. */
export function perClass(ofClass: OfClass, tallies: ClassTallies): Float64Array {
  return tallies.support.map((_, c) => ofClass(tallies, c));
}

/** Precision averaged over classes, in [0, 1]. */
export const precision = (tallies: ClassTallies, average: Average): number =>
  averaged(precisionOfClass, tallies, average);

/** Recall averaged over classes, in [0, 1]. */
export const recall = (tallies: ClassTallies, average: Average): number => averaged(recallOfClass, tallies, average);

/** F1 averaged over classes, in [0, 1]. */
export const f1 = (tallies: ClassTallies, average: Average): number => averaged(f1OfClass, tallies, average);

/** Intersection over union averaged over classes, in [0, 1]. */
export const jaccard = (tallies: ClassTallies, average: Exclude<Average, 'micro'>): number =>
  averaged(jaccardOfClass, tallies, average);

/**
 * Multiclass Matthews correlation coefficient R_K (Gorodkin 2004), in [−1, 1]; 0 where truth or predictions hold one
 * class only.
 */
export function mcc({ support, predicted, hits }: ClassTallies): number {
  const n = sum(support);
  if (n === 0) return Number.NaN;
  const covariance = sum(hits) * n - dot(support, predicted);
  const spread = (n * n - dot(predicted, predicted)) * (n * n - dot(support, support));
  return spread === 0 ? 0 : covariance / Math.sqrt(spread);
}

/** Cohen's unweighted kappa, in [−1, 1]; NaN where truth and predictions hold one and the same class only. */
export function cohenKappa({ support, predicted, hits }: ClassTallies): number {
  const n = sum(support);
  const disagreement = (n - sum(hits)) * n;
  const expected = n * n - dot(support, predicted);
  return expected === 0 ? Number.NaN : 1 - disagreement / expected;
}

/** Single-label micro averages all equal accuracy, since each wrong image is one false positive and one false negative. */
function averaged(ofClass: OfClass, tallies: ClassTallies, average: Average): number {
  if (average === 'micro') return accuracy(tallies);
  const { support, predicted } = tallies;
  let total = 0;
  let weights = 0;
  for (let c = 0; c < support.length; c++) {
    const weight = average === 'weighted' ? support[c] : Number(support[c] + predicted[c] > 0);
    total += weight * ofClass(tallies, c);
    weights += weight;
  }
  return total / weights;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

function dot(left: Float64Array, right: Float64Array): number {
  let total = 0;
  for (let i = 0; i < left.length; i++) total += left[i] * right[i];
  return total;
}
