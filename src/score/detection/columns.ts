import type { DetectedObjects, DetectionResults, Objects, TrueObjects } from '../../model/facts/results.ts';

export type { DetectedObjects, Objects, RunLengths, TrueObjects } from '../../model/facts/results.ts';

/** One model's detections in n images and what is truly there. */
export type DetectionColumns = Omit<DetectionResults, 'task'>;

/** Number of images, n. */
export const imageCount = ({ truth }: Pick<DetectionColumns, 'truth'>): number => truth.start.length - 1;

/** The image of each object, in [0, n). */
export function imagesOf({ start }: Pick<Objects, 'start'>): Int32Array {
  const images = new Int32Array(start[start.length - 1]);
  for (let i = 0; i + 1 < start.length; i++) images.fill(i, start[i], start[i + 1]);
  return images;
}

/**
 * Throws unless lengths agree, classes lie in [0, k), scores are numbers, and masks are there where they are compared.
 *
 * Scores are computed from trusted shapes; this is the one place that looks.
 */
export function checkDetection({ classes, overlap, truth, detected }: DetectionColumns): void {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(
      `Expected a positive integer for \`classes\` but received ${classes}. Pass the number of classes the model has.`,
    );
  }
  if (truth.start.length === 0 || detected.start.length !== truth.start.length) {
    throw new RangeError(
      `Expected \`truth.start\` and \`detected.start\` of one length, 1 or more, but received ${truth.start.length} and ${detected.start.length}. Lay out the detections of the images that have a truth.`,
    );
  }
  checkObjects('truth', truth, classes, overlap);
  checkObjects('detected', detected, classes, overlap);
  const n = truth.category.length;
  checkLength('truth.area', truth.area, n);
  checkLength('truth.crowd', truth.crowd, n);
  if (truth.ignore) checkLength('truth.ignore', truth.ignore, n);
  checkLength('detected.score', detected.score, detected.category.length);
  const at = detected.score.findIndex(Number.isNaN);
  if (at >= 0) {
    throw new RangeError(
      `Expected a number for \`detected.score[${at}]\` but received NaN. Leave out detections without a score.`,
    );
  }
}

function checkObjects(name: string, objects: Objects, classes: number, overlap: DetectionColumns['overlap']): void {
  const { start, category, boxes, masks } = objects;
  const n = start[start.length - 1];
  checkLength(`${name}.category`, category, n);
  checkLength(`${name}.boxes`, boxes, 4 * n);
  const at = category.findIndex((index) => index < 0 || index >= classes);
  if (at >= 0) {
    throw new RangeError(
      `Expected a class index in [0, ${classes}) for \`${name}.category[${at}]\` but received ${category[at]}. Map labels to the model's label list first.`,
    );
  }
  if (overlap !== 'mask') return;
  if (masks === null) {
    throw new RangeError(
      `Expected a mask for every object in \`${name}.masks\` but received none. Give masks, or compare boxes.`,
    );
  }
  checkLength(`${name}.masks`, masks, n);
}

function checkLength(name: string, values: ArrayLike<unknown>, n: number): void {
  if (values.length !== n) {
    throw new RangeError(
      `Expected ${n} values for \`${name}\` but received ${values.length}. Lay the images' objects end to end.`,
    );
  }
}

/** Throws unless both models answered for the same true objects. */
export function checkPaired(base: DetectionColumns, head: DetectionColumns): void {
  checkDetection(base);
  checkDetection(head);
  if (base.classes !== head.classes || base.overlap !== head.overlap) {
    throw new RangeError(
      `Expected ${base.classes} classes compared by ${base.overlap} in \`head\` but received ${head.classes} by ${head.overlap}. Map both models to one list of classes, and compare both by boxes or both by masks.`,
    );
  }
  const same = (['start', 'category', 'boxes', 'area', 'crowd'] as const).every((column) =>
    equal(base.truth[column], head.truth[column]),
  );
  if (!same || !equal(base.truth.ignore ?? [], head.truth.ignore ?? [])) {
    throw new RangeError(
      'Expected the same true objects in `base` and `head` but received others. Compare both models on one set of labelled images.',
    );
  }
}

function equal(own: ArrayLike<number>, theirs: ArrayLike<number>): boolean {
  if (own.length !== theirs.length) return false;
  for (let at = 0; at < own.length; at++) if (own[at] !== theirs[at]) return false;
  return true;
}

/** The columns of some of the images, in the order given; an image may be asked for more than once. */
export function selectImages<Columns extends DetectionColumns>(columns: Columns, images: ArrayLike<number>): Columns {
  return { ...columns, truth: selectTrue(columns.truth, images), detected: selectDetected(columns.detected, images) };
}

function selectTrue(truth: TrueObjects, images: ArrayLike<number>): TrueObjects {
  const { start, rows } = rowsOf(truth.start, images);
  return {
    ...selectObjects(truth, start, rows),
    area: Float64Array.from(rows, (row) => truth.area[row]),
    crowd: Uint8Array.from(rows, (row) => truth.crowd[row]),
    ignore: truth.ignore && Uint8Array.from(rows, (row) => truth.ignore![row]),
  };
}

function selectDetected(detected: DetectedObjects, images: ArrayLike<number>): DetectedObjects {
  const { start, rows } = rowsOf(detected.start, images);
  return {
    ...selectObjects(detected, start, rows),
    score: Float64Array.from(rows, (row) => detected.score[row]),
  };
}

function selectObjects({ category, boxes, masks }: Objects, start: Int32Array, rows: Int32Array): Objects {
  const selected = new Float64Array(4 * rows.length);
  for (let at = 0; at < rows.length; at++) {
    selected.set(boxes.subarray(4 * rows[at], 4 * rows[at] + 4), 4 * at);
  }
  return {
    start,
    category: Int32Array.from(rows, (row) => category[row]),
    boxes: selected,
    masks: masks && Array.from(rows, (row) => masks[row]),
  };
}

function rowsOf(start: Int32Array, images: ArrayLike<number>): { start: Int32Array; rows: Int32Array } {
  const selected = new Int32Array(images.length + 1);
  for (let i = 0; i < images.length; i++) {
    selected[i + 1] = selected[i] + start[images[i] + 1] - start[images[i]];
  }
  const rows = new Int32Array(selected[images.length]);
  for (let i = 0; i < images.length; i++) {
    for (let at = selected[i], row = start[images[i]]; at < selected[i + 1]; at++, row++) rows[at] = row;
  }
  return { start: selected, rows };
}
