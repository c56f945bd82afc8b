/** One model's answers on `n` images that may each have any number of `k` labels, as columns. */
export interface MultilabelColumns {
  /** Number of labels, k. */
  classes: number;
  /** Row-major [n × k]: 1 where the image has the label, else 0. */
  truth: Uint8Array;
  /** Row-major [n × k], in [0, 1], each label by itself. */
  scores: Float32Array | Float64Array;
  /** A label is answered from this score on, in [0, 1]; read in the precision of `scores`. */
  threshold: number;
}

/** Number of images, n. */
export const imageCount = ({ truth, classes }: MultilabelColumns): number => truth.length / classes;

/** Throws unless the lengths agree and `truth` holds 0 and 1 alone. */
export function checkMultilabel({ classes, truth, scores }: MultilabelColumns): void {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(
      `Expected a positive integer for \`classes\` but received ${classes}. Pass the number of labels the model has.`,
    );
  }
  if (truth.length % classes !== 0) {
    throw new RangeError(
      `Expected a multiple of ${classes} values for \`truth\` but received ${truth.length}. Pass one row of labels per image.`,
    );
  }
  if (scores.length !== truth.length) {
    throw new RangeError(
      `Expected ${truth.length} values for \`scores\` but received ${scores.length}. Pair truth and scores image by image.`,
    );
  }
  const at = truth.findIndex((value) => value > 1);
  if (at >= 0) {
    throw new RangeError(
      `Expected 0 or 1 for \`truth[${at}]\` but received ${truth[at]}. Write 1 where the image has the label.`,
    );
  }
}

/** Throws unless both models answered for the same labels of the same images. */
export function checkPaired(base: MultilabelColumns, head: MultilabelColumns): void {
  checkMultilabel(base);
  checkMultilabel(head);
  if (base.classes !== head.classes) {
    throw new RangeError(
      `Expected ${base.classes} for \`head.classes\` but received ${head.classes}. Map both models to one label list first.`,
    );
  }
  if (!sameLabels(base.truth, head.truth)) {
    throw new RangeError(
      'Expected `head.truth` to equal `base.truth` but received other labels. Compare both models on one set of labelled images.',
    );
  }
}

function sameLabels(base: Uint8Array, head: Uint8Array): boolean {
  if (base.length !== head.length) return false;
  for (let entry = 0; entry < base.length; entry++) if (base[entry] !== head[entry]) return false;
  return true;
}

/** The columns of some of the images, in the order given; an image may be asked for more than once. */
export function selectImages<Columns extends MultilabelColumns>(columns: Columns, images: ArrayLike<number>): Columns {
  const { classes, truth, scores } = columns;
  const selected = {
    truth: new Uint8Array(images.length * classes),
    scores: new (scores.constructor as typeof Float64Array)(images.length * classes),
  };
  for (let i = 0; i < images.length; i++) {
    const [from, to] = [images[i] * classes, (images[i] + 1) * classes];
    selected.truth.set(truth.subarray(from, to), i * classes);
    selected.scores.set(scores.subarray(from, to), i * classes);
  }
  return { ...columns, ...selected };
}

/** The threshold as scores of its columns' precision are held against it. */
export function answerLimit({ scores, threshold }: MultilabelColumns): number {
  return scores instanceof Float32Array ? Math.fround(threshold) : threshold;
}

/** 1 for each label that the model answers, row-major [n × k]. */
export function answeredLabels(columns: MultilabelColumns): Uint8Array {
  const { scores } = columns;
  const limit = answerLimit(columns);
  const answered = new Uint8Array(scores.length);
  for (let entry = 0; entry < scores.length; entry++) answered[entry] = Number(scores[entry] >= limit);
  return answered;
}
