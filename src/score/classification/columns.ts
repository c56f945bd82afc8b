/** One model's classification results on `n` images, as columns. */
export interface ClassificationColumns {
  /** True class of each image, in [0, classes); length n. */
  truth: Int32Array;
  /** Predicted class of each image, in [0, classes); length n. */
  predicted: Int32Array;
  /** Class probabilities in [0, 1], row-major [n × classes]; each row sums to 1. */
  scores?: Float64Array | Float32Array;
  /** Number of classes, k. */
  classes: number;
}

/** The same columns, with the probabilities that ranking, likelihood and calibration scores read. */
export type ProbabilityColumns = ClassificationColumns & { scores: Float64Array | Float32Array };

/**
 * Throws unless lengths agree and every class index lies in [0, classes).
 *
 * Scores are computed from trusted shapes; this is the one place that looks.
 */
export function checkColumns({ truth, predicted, scores, classes }: ClassificationColumns): void {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(
      `Expected a positive integer for \`classes\` but received ${classes}. Pass the number of labels the model has.`,
    );
  }
  if (predicted.length !== truth.length) {
    throw new RangeError(
      `Expected ${truth.length} values for \`predicted\` but received ${predicted.length}. Pair truth and predictions image by image.`,
    );
  }
  if (scores !== undefined && scores.length !== truth.length * classes) {
    throw new RangeError(
      `Expected ${truth.length} × ${classes} values for \`scores\` but received ${scores.length}. Pass one row of class probabilities per image.`,
    );
  }
  checkIndices('truth', truth, classes);
  checkIndices('predicted', predicted, classes);
}

function checkIndices(name: string, indices: Int32Array, classes: number): void {
  const at = indices.findIndex((index) => index < 0 || index >= classes);
  if (at >= 0) {
    throw new RangeError(
      `Expected a class index in [0, ${classes}) for \`${name}[${at}]\` but received ${indices[at]}. Map labels to the model's label list first.`,
    );
  }
}
