import type { ClassificationColumns } from './columns.ts';

/**
 * Per-class counts of a confusion matrix: its rows, columns and diagonal.
 *
 * Every score in `agreement.ts` depends on these 3 × k numbers alone, which is what makes resampling it cheap.
 * Counts may be weights (fractional), as in a bootstrap.
 */
export interface ClassTallies {
  /** Images whose true class is c. */
  support: Float64Array;
  /** Images predicted as class c. */
  predicted: Float64Array;
  /** Images of class c predicted as class c. */
  hits: Float64Array;
}

/**
 * Confusion matrix as in scikit-learn: entry [i, j] counts the images of true class i predicted as class j.
 *
 * @returns row-major [classes × classes], truth by prediction
 */
export function confusionMatrix({
  truth,
  predicted,
  classes,
}: Pick<ClassificationColumns, 'truth' | 'predicted' | 'classes'>): Float64Array {
  const confusion = new Float64Array(classes * classes);
  for (let i = 0; i < truth.length; i++) confusion[truth[i] * classes + predicted[i]]++;
  return confusion;
}

/** Counts images by true class, by predicted class, and where both agree. */
export function tallyClasses({
  truth,
  predicted,
  classes,
}: Pick<ClassificationColumns, 'truth' | 'predicted' | 'classes'>): ClassTallies {
  const tallies = {
    support: new Float64Array(classes),
    predicted: new Float64Array(classes),
    hits: new Float64Array(classes),
  };
  for (let i = 0; i < truth.length; i++) {
    tallies.support[truth[i]]++;
    tallies.predicted[predicted[i]]++;
    if (truth[i] === predicted[i]) tallies.hits[truth[i]]++;
  }
  return tallies;
}
