/** Scores that are means over images of a function of the class probabilities: likelihood, squared error, top-k. */
import type { ProbabilityColumns } from './columns.ts';

/**
 * Each image's cross-entropy, −ln p(true class), in nats, ≥ 0.
 *
 * As in scikit-learn, p is clipped to [ε, 1 − ε] with the machine epsilon of the scores' own type
 * (2⁻⁵² for Float64Array, 2⁻²³ for Float32Array), so that a confident mistake costs much but not infinity.
 */
export function logLossPerSample({ truth, scores, classes }: Omit<ProbabilityColumns, 'predicted'>): Float64Array {
  const epsilon = scores instanceof Float32Array ? 2 ** -23 : 2 ** -52;
  return Float64Array.from(
    truth,
    (c, i) => -Math.log(Math.min(Math.max(scores[i * classes + c], epsilon), 1 - epsilon)),
  );
}

/**
 * Each image's Brier score, Σ_c (p_c − [c is true])², in [0, 2]; with two classes half of that, in [0, 1],
 * which is scikit-learn's `scale_by_half='auto'`.
 */
export function brierPerSample({ truth, scores, classes }: Omit<ProbabilityColumns, 'predicted'>): Float64Array {
  const scale = classes < 3 ? 0.5 : 1;
  return Float64Array.from(truth, (trueClass, i) => {
    let total = 0;
    for (let c = 0; c < classes; c++) total += (scores[i * classes + c] - Number(c === trueClass)) ** 2;
    return scale * total;
  });
}

/**
 * 1 for each image whose true class is among its k likeliest, else 0.
 *
 * Ties follow scikit-learn's `top_k_accuracy_score`: the higher class index goes first; with two classes, the lower.
 *
 * @param k - how many classes count, ≥ 1; from `classes` on every image is a hit
 */
export function topKHits({ truth, scores, classes }: Omit<ProbabilityColumns, 'predicted'>, k: number): Float64Array {
  const higherFirst = classes > 2;
  return Float64Array.from(truth, (trueClass, i) => {
    const own = scores[i * classes + trueClass];
    let ahead = 0;
    for (let c = 0; c < classes; c++) {
      const other = scores[i * classes + c];
      if (other > own || (other === own && c !== trueClass && c > trueClass === higherFirst)) ahead++;
    }
    return Number(ahead < k);
  });
}

/** Arithmetic mean; NaN of nothing. */
export function mean(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total / values.length;
}
