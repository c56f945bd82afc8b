/**
 * How well the outlines of two class maps meet: the counts behind the boundary F-measure of the DAVIS benchmark
 * (Perazzi et al. 2016), `db_eval_boundary`, for all classes of one image.
 */
import type { ClassMap } from './confusion.ts';

/** Boundary pixels of each class in one image; length k each. */
export interface BoundaryCounts {
  /** Of the predicted map. */
  predicted: Float64Array;
  /** Those of them that lie within the tolerance of the true boundary. */
  predictedMatched: Float64Array;
  /** Of the true map. */
  truth: Float64Array;
  /** Those of them that lie within the tolerance of the predicted boundary. */
  truthMatched: Float64Array;
}

interface Outlined {
  width: number;
  height: number;
  /** Number of classes, k. */
  classes: number;
  /** Value of the truth whose pixels belong to no class in either map; `null` where all do. */
  ignore: number | null;
}

/** Share of the image's diagonal within which two boundary pixels meet. */
const TOLERANCE = 0.008;

/**
 * Counts boundary pixels and matches. The tolerance is 0.8 % of the diagonal, in whole pixels, rounded up: a disk.
 *
 * @param truth - true classes, width × height, rows from the top
 * @param predicted - predicted classes, as large; values not in [0, k) count as no class
 */
export function boundaryCounts(
  truth: ClassMap,
  predicted: ClassMap,
  { width, height, classes, ignore }: Outlined,
): BoundaryCounts {
  const inClass = (map: ClassMap): Int32Array => {
    const classOf = new Int32Array(map.length);
    for (let pixel = 0; pixel < map.length; pixel++) {
      classOf[pixel] = truth[pixel] === ignore || map[pixel] >= classes ? -1 : map[pixel];
    }
    return classOf;
  };
  const [own, answered] = [outlines(inClass(truth), width, classes), outlines(inClass(predicted), width, classes)];
  const spans = diskSpans(Math.ceil(TOLERANCE * Math.sqrt(width * width + height * height)));
  const lengths = (lists: number[][]): Float64Array => Float64Array.from(lists, (list) => list.length);
  const matches = (lists: number[][], others: number[][]): Float64Array =>
    Float64Array.from(lists, (list, c) => countNear(list, others[c], spans, { width, height }));
  return {
    predicted: lengths(answered),
    predictedMatched: matches(answered, own),
    truth: lengths(own),
    truthMatched: matches(own, answered),
  };
}

/**
 * Pixels of each class's boundary, ascending: those that differ in "is of the class" from their right, lower or lower
 * right neighbour, so that a boundary is one pixel wide and lies half a pixel up and left of the edge. In the last row
 * and column only the neighbour along it counts.
 */
function outlines(map: Int32Array, width: number, classes: number): number[][] {
  const lists: number[][] = Array.from({ length: classes }, () => []);
  const add = (category: number, pixel: number): void => {
    if (category >= 0) lists[category].push(pixel);
  };
  const last = map.length - width;
  for (let pixel = 0, x = 0; pixel < map.length; pixel++, x = x + 1 === width ? 0 : x + 1) {
    const own = map[pixel];
    const right = x + 1 < width ? map[pixel + 1] : own;
    const below = pixel < last ? map[pixel + width] : own;
    const beyond = x + 1 < width && pixel < last ? map[pixel + width + 1] : own;
    if (own === right && own === below && own === beyond) continue;
    add(own, pixel);
    if (right !== own) add(right, pixel);
    if (below !== own && below !== right) add(below, pixel);
    if (beyond !== own && beyond !== right && beyond !== below) add(beyond, pixel);
  }
  return lists;
}

/** How far a disk of a radius reaches left and right in the row `dy` from its centre, for dy from 0 to the radius. */
function diskSpans(radius: number): Int32Array {
  return Int32Array.from({ length: radius + 1 }, (_, dy) => Math.floor(Math.sqrt(radius * radius - dy * dy)));
}

/**
 * How many of some pixels have one of the others within the disk. Rows are walked with a cursor into each row of the
 * others within reach, so that the time is proportional to the pixels times the disk's height.
 */
function countNear(
  pixels: readonly number[],
  others: readonly number[],
  spans: Int32Array,
  { width, height }: { width: number; height: number },
): number {
  if (others.length === 0) return 0;
  const radius = spans.length - 1;
  const starts = rowStarts(others, width, height);
  const cursors = new Int32Array(2 * radius + 1);
  let row = -1;
  let near = 0;
  for (const pixel of pixels) {
    const y = Math.trunc(pixel / width);
    if (y !== row) {
      row = y;
      for (let dy = -radius; dy <= radius; dy++) {
        cursors[dy + radius] = starts[Math.min(Math.max(y + dy, 0), height)];
      }
    }
    // 0, 1, −1, 2, −2 …: what is near is found first.
    for (let step = 0; step <= 2 * radius; step++) {
      const dy = step % 2 ? (step + 1) / 2 : -step / 2;
      if (y + dy < 0 || y + dy >= height) continue;
      const end = starts[y + dy + 1];
      const centre = pixel + dy * width;
      const span = spans[Math.abs(dy)];
      let cursor = cursors[dy + radius];
      while (cursor < end && others[cursor] < centre - span) cursor++;
      cursors[dy + radius] = cursor;
      if (cursor < end && others[cursor] <= centre + span) {
        near++;
        break;
      }
    }
  }
  return near;
}

/** Where the pixels of each row start in an ascending list; length height + 1. */
function rowStarts(pixels: readonly number[], width: number, height: number): Int32Array {
  const starts = new Int32Array(height + 1);
  for (const pixel of pixels) starts[Math.trunc(pixel / width) + 1]++;
  for (let y = 0; y < height; y++) starts[y + 1] += starts[y];
  return starts;
}
