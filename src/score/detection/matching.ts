/**
 * COCO's greedy matching of the detections of a class to its true objects, image by image, at every overlap threshold and
 * for every size range. Done once: all scores, on any weights of the images, are read from it.
 */
import { type DetectionColumns, imageCount, imagesOf } from './columns.ts';
import { imageMatcher } from './image-matching.ts';
import { detectedAreas, overlapOf } from './overlap.ts';
import { areaRanges, detectionLimit, everyThreshold, sizes } from './protocol.ts';

/**
 * `compatibility: 'pycocotools'` repeats what pycocotools 2.0 is known to do against COCO's definition:
 *
 * - `ignore` of a true object is overwritten by its `iscrowd`, so that an object marked as not counting counts
 *   (cocodataset/cocoapi issues 123, 307, 466);
 * - a match is stored as the true object's id, so that the object with id 0 is taken but its detection counts as false
 *   (issues 572, 672).
 */
export interface MatchingOptions {
  compatibility?: 'pycocotools';
  /** Annotation id of each true object; read for compatibility only. None is 0 when left out. */
  ids?: ArrayLike<number>;
}

/** The detections of one class by falling score, at most 100 an image, and what became of each. */
export interface ClassMatches {
  /** Score of each, m. Equal ones stand in the order of images and rows. */
  score: Float64Array;
  /** Image of each. */
  image: Int32Array;
  /** Row of each in `detected`. */
  row: Int32Array;
  /** How many of the same image and class come before. */
  rank: Uint8Array;
  /** By size and detection (size × m + detection): bit t is set where it is a true positive at overlap threshold t. */
  found: Uint16Array;
  /** The same for detections that are neither right nor wrong: on what does not count, or unmatched and of another size. */
  ignored: Uint16Array;
  /** Row of the true object of any size that it meets at overlap 0.5, else −1. */
  partner: Int32Array;
  truth: {
    image: Int32Array;
    /** Bit s is set where the object counts in size range s. */
    counted: Uint8Array;
  };
}

/**
 * Matches each class by itself.
 *
 * @param only - the one class to match; every class when left out
 * @throws {RangeError} where masks of one image differ in size
 */
export function matchClasses(columns: DetectionColumns, options: MatchingOptions, only?: number): ClassMatches[] {
  const { truth, detected, classes } = columns;
  const images = { truth: imagesOf(truth), detected: imagesOf(detected) };
  const counted = countedSizes(columns, options);
  const areas = detectedAreas(columns);
  const match = imageMatcher(overlapOf(columns), {
    counted,
    crowd: truth.crowd,
    unseen: Uint8Array.from(truth.category, (_, row) =>
      Number(options.compatibility === 'pycocotools' && options.ids?.[row] === 0),
    ),
  });
  const rowsOfTruth = rowsByClass(truth.category, classes);
  const rowsOfDetected = rowsByClass(detected.category, classes);
  const wanted = only === undefined ? Array.from({ length: classes }, (_, k) => k) : [only];

  return wanted.map((k) => {
    const objects = rowsOfTruth[k];
    const ranked = rankRows(rowsOfDetected[k], detected.score, images.detected, imageCount(columns));
    const m = ranked.row.length;
    const matches: ClassMatches = {
      ...ranked,
      score: Float64Array.from(ranked.row, (row) => detected.score[row]),
      found: new Uint16Array(sizes.length * m),
      ignored: new Uint16Array(sizes.length * m),
      partner: new Int32Array(m).fill(-1),
      truth: {
        image: Int32Array.from(objects, (row) => images.truth[row]),
        counted: Uint8Array.from(objects, (row) => counted[row]),
      },
    };
    const outside = Uint8Array.from(ranked.row, (row) => sizesWithout(areas[row]));
    ignoreOtherSizes(matches.ignored, outside);
    for (let from = 0, to = 0; from < objects.length; from = to) {
      const image = images.truth[objects[from]];
      while (to < objects.length && images.truth[objects[to]] === image) to++;
      const positions = ranked.byImage.subarray(ranked.start[image], ranked.start[image + 1]);
      if (positions.length > 0) match(matches, outside, positions, objects.subarray(from, to));
    }
    return matches;
  });
}

/** Bit s of each true object: whether it counts in size range s. */
function countedSizes({ truth }: DetectionColumns, { compatibility }: MatchingOptions): Uint8Array {
  return Uint8Array.from(truth.category, (_, row) => {
    const ignored = compatibility !== 'pycocotools' && truth.ignore?.[row] === 1;
    return ignored || truth.crowd[row] === 1 ? 0 : ~sizesWithout(truth.area[row]) & (2 ** sizes.length - 1);
  });
}

/** Bit s: whether an area lies outside size range s. */
function sizesWithout(area: number): number {
  let bits = 0;
  for (let s = 0; s < sizes.length; s++) {
    const [least, most] = areaRanges[sizes[s]];
    if (area < least || area > most) bits |= 1 << s;
  }
  return bits;
}

function ignoreOtherSizes(ignored: Uint16Array, outside: Uint8Array): void {
  const m = outside.length;
  for (let s = 0; s < sizes.length; s++) {
    for (let at = 0; at < m; at++) if ((outside[at] >> s) & 1) ignored[s * m + at] = everyThreshold;
  }
}

/** Rows of each class, ascending. */
function rowsByClass(category: Int32Array, classes: number): Int32Array[] {
  const counts = new Int32Array(classes);
  for (let row = 0; row < category.length; row++) counts[category[row]]++;
  const rows = Array.from(counts, (count) => new Int32Array(count));
  counts.fill(0);
  for (let row = 0; row < category.length; row++) rows[category[row]][counts[category[row]]++] = row;
  return rows;
}

interface Ranked {
  row: Int32Array;
  image: Int32Array;
  rank: Uint8Array;
  /** Positions in `row` by image: those of image i are entries `start[i]` to below `start[i + 1]`, by falling score. */
  byImage: Int32Array;
  start: Int32Array;
}

function rankRows(rows: Int32Array, score: Float64Array, images: Int32Array, n: number): Ranked {
  const falling = rows.slice().sort((one, other) => score[other] - score[one] || one - other);
  const start = new Int32Array(n + 1);
  const rank = new Uint8Array(falling.length);
  let kept = 0;
  for (let at = 0; at < falling.length; at++) {
    const before = start[images[falling[at]] + 1];
    if (before === detectionLimit) continue;
    start[images[falling[at]] + 1]++;
    rank[kept] = before;
    falling[kept++] = falling[at];
  }
  for (let i = 0; i < n; i++) start[i + 1] += start[i];
  const row = falling.slice(0, kept);
  const image = row.map((own) => images[own]);
  const byImage = new Int32Array(kept);
  for (let at = 0; at < kept; at++) byImage[start[image[at]] + rank[at]] = at;
  return { row, image, rank: rank.slice(0, kept), byImage, start };
}
