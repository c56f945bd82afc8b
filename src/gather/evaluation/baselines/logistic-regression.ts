import { minimise } from '../../../statistics/minimise.ts';
import { majority, type Training } from './simple-classifiers.ts';

/** Weight of the data against the penalty: scikit-learn's default. */
const c = 1;

/**
 * Multinomial logistic regression with an L2 penalty on the weights, none on the intercepts: scikit-learn's `LogisticRegression`.
 * A query that is `null` gets the most frequent class.
 *
 * @returns class index of each query, the lower one on ties
 */
export function logisticRegression(
  training: Training,
  queries: readonly (Float32Array | null)[],
  options: { tolerance?: number; iterations?: number } = { tolerance: 1e-2, iterations: 100 },
): Int32Array {
  const { classes, features } = training;
  const width = features[0].length;
  const weights = minimise(lossOf(training), new Float64Array(classes * (width + 1)), options);
  const [fallback] = majority(training, [null]);
  const scores = new Float64Array(classes);
  return Int32Array.from(queries, (query) => {
    if (!query) return fallback;
    scoreInto(scores, weights, query, width);
    return scores.reduce((best, score, k) => (score > scores[best] ? k : best), 0);
  });
}

/** C · the sum of the log losses + half the squared weights; rows of `width` weights and an intercept, one for each class. */
function lossOf({ classes, features, labels }: Training) {
  const width = features[0].length;
  const scores = new Float64Array(classes);
  // Of two classes scikit-learn has one row of weights, the difference of ours: twice the penalty says the same.
  const penalty = classes === 2 ? 2 : 1;
  return (weights: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let loss = 0;
    features.forEach((vector, row) => {
      scoreInto(scores, weights, vector, width);
      const highest = scores.reduce((a, b) => Math.max(a, b));
      let sum = 0;
      for (let k = 0; k < classes; k++) sum += Math.exp(scores[k] - highest);
      loss += c * (highest + Math.log(sum) - scores[labels[row]]);
      for (let k = 0; k < classes; k++) {
        const error = c * (Math.exp(scores[k] - highest) / sum - (k === labels[row] ? 1 : 0));
        const at = k * (width + 1);
        for (let i = 0; i < width; i++) gradient[at + i] += error * vector[i];
        gradient[at + width] += error;
      }
    });
    for (let k = 0; k < classes; k++) {
      for (let i = k * (width + 1); i < k * (width + 1) + width; i++) {
        loss += (penalty * weights[i] ** 2) / 2;
        gradient[i] += penalty * weights[i];
      }
    }
    return loss;
  };
}

function scoreInto(scores: Float64Array, weights: Float64Array, vector: Float32Array, width: number): void {
  for (let k = 0; k < scores.length; k++) {
    const at = k * (width + 1);
    let score = weights[at + width];
    for (let i = 0; i < width; i++) score += weights[at + i] * vector[i];
    scores[k] = score;
  }
}
