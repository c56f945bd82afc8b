import type { SegmentationResults } from '../../model/facts.ts';

/** One model's class maps of `n` images against the true ones, as counts of pixels. */
export type SegmentationColumns = Omit<SegmentationResults, 'task'>;

/** Number of images, n. */
export const imageCount = ({ start }: Pick<SegmentationColumns, 'start'>): number => start.length - 1;

/** Throws unless the lengths agree and every cell is one of k × k. */
export function checkSegmentation({ classes, start, cell, pixels, boundary }: SegmentationColumns): void {
  if (!Number.isInteger(classes) || classes < 1) {
    throw new RangeError(
      `Expected a positive integer for \`classes\` but received ${classes}. Pass the number of classes the model has.`,
    );
  }
  const entries = start.at(-1);
  if (entries === undefined || entries !== cell.length || entries !== pixels.length) {
    throw new RangeError(
      `Expected as many values for \`cell\` and \`pixels\` as \`start\` ends with (${entries}) but received ${cell.length} and ${pixels.length}. Lay the images' confusions end to end.`,
    );
  }
  const at = cell.findIndex((value) => value < 0 || value >= classes * classes);
  if (at >= 0) {
    throw new RangeError(
      `Expected a cell in [0, ${classes * classes}) for \`cell[${at}]\` but received ${cell[at]}. Number cells as true class × ${classes} + predicted class.`,
    );
  }
  const counts = imageCount({ start }) * classes;
  for (const [name, values] of Object.entries(boundary ?? {})) {
    if (values.length === counts) continue;
    throw new RangeError(
      `Expected ${counts} values for \`boundary.${name}\` but received ${values.length}. Pass one row of classes per image.`,
    );
  }
}

/** Throws unless both models answered for the same true maps. */
export function checkPaired(base: SegmentationColumns, head: SegmentationColumns): void {
  checkSegmentation(base);
  checkSegmentation(head);
  if (base.classes !== head.classes) {
    throw new RangeError(
      `Expected ${base.classes} for \`head.classes\` but received ${head.classes}. Map both models to one list of classes first.`,
    );
  }
  const [own, theirs] = [supports(base), supports(head)];
  if (own.length !== theirs.length || own.some((pixels, at) => pixels !== theirs[at])) {
    throw new RangeError(
      'Expected the same true pixels of each class in `base` and `head` but received others. Compare both models on one set of true maps.',
    );
  }
}

/** True pixels of each class in each image, row-major [n × k]. */
function supports({ classes, start, cell, pixels }: SegmentationColumns): Float64Array {
  const support = new Float64Array(imageCount({ start }) * classes);
  for (let i = 0; i < imageCount({ start }); i++) {
    for (let e = start[i]; e < start[i + 1]; e++) support[i * classes + Math.trunc(cell[e] / classes)] += pixels[e];
  }
  return support;
}

/** The columns of some of the images, in the order given; an image may be asked for more than once. */
export function selectImages<Columns extends SegmentationColumns>(
  columns: Columns,
  images: ArrayLike<number>,
): Columns {
  const { classes, boundary } = columns;
  const start = new Int32Array(images.length + 1);
  for (let i = 0; i < images.length; i++) {
    start[i + 1] = start[i] + columns.start[images[i] + 1] - columns.start[images[i]];
  }
  const cell = new Int32Array(start[images.length]);
  const pixels = new Float64Array(start[images.length]);
  for (let i = 0; i < images.length; i++) {
    const [from, to] = [columns.start[images[i]], columns.start[images[i] + 1]];
    cell.set(columns.cell.subarray(from, to), start[i]);
    pixels.set(columns.pixels.subarray(from, to), start[i]);
  }
  const rows = (values: Float64Array): Float64Array => {
    const selected = new Float64Array(images.length * classes);
    for (let i = 0; i < images.length; i++) {
      selected.set(values.subarray(images[i] * classes, (images[i] + 1) * classes), i * classes);
    }
    return selected;
  };
  return {
    ...columns,
    start,
    cell,
    pixels,
    boundary: boundary && {
      predicted: rows(boundary.predicted),
      predictedMatched: rows(boundary.predictedMatched),
      truth: rows(boundary.truth),
      truthMatched: rows(boundary.truthMatched),
    },
  };
}
