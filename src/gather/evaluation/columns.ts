import type { SplitPredictions } from '../../model/facts.ts';
import type { ProbabilityColumns } from '../../score/classification/columns.ts';

/** Predictions as columns over another class list (a superset of the model's own, in any order). */
export function columnsOver(
  classes: readonly string[],
  own: readonly string[],
  { truth, predicted, probabilities }: SplitPredictions,
): ProbabilityColumns {
  const n = truth.length;
  if (classes.length === own.length && classes.every((name, index) => name === own[index])) {
    return { truth, predicted, scores: probabilities, classes: classes.length };
  }
  const to = Int32Array.from(own, (name) => classes.indexOf(name));
  const scores = new Float32Array(n * classes.length);
  for (let row = 0; row < n; row += 1) {
    for (let index = 0; index < own.length; index += 1) {
      scores[row * classes.length + to[index]] = probabilities[row * own.length + index];
    }
  }
  return {
    truth: truth.map((index) => to[index]),
    predicted: predicted.map((index) => to[index]),
    scores,
    classes: classes.length,
  };
}

/** Both models' classes: base's in its order, then those that only head has. */
export function jointClasses(base: readonly string[], head: readonly string[]): string[] {
  return [...new Set([...base, ...head])];
}
