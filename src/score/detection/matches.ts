import { checkDetection, type DetectionColumns, imagesOf } from './columns.ts';
import { type MatchingOptions, matchClasses } from './matching.ts';

/** A detection is one that a user would see from this score on: for telling what was found and missed. */
export const visible = 0.25;

export interface MatchesAt50 {
  /** Score of the detection that meets each true object, by row; NaN where none does. Of a crowd, the highest. */
  found: Float64Array;
  /** Row of that detection, else −1. */
  by: Int32Array;
  /** Detections that meet no object, by image: rows of image i are `rows[start[i]]` to below `rows[start[i + 1]]`, ascending. */
  unmatched: { start: Int32Array; rows: Int32Array };
}

/**
 * Which detection meets which true object at IoU 0.5 or more by COCO's greedy matching, for showing what was found and missed.
 *
 * @param minimumScore - detections below it are left out
 * @throws {RangeError} as `computeDetectionScore`
 */
export function matchesAt50(
  columns: DetectionColumns,
  minimumScore = Number.NEGATIVE_INFINITY,
  options: MatchingOptions = {},
): MatchesAt50 {
  checkDetection(columns);
  const found = new Float64Array(columns.truth.category.length).fill(Number.NaN);
  const by = new Int32Array(found.length).fill(-1);
  const alone = new Uint8Array(columns.detected.category.length);
  for (const { row, score, partner } of matchClasses(columns, options)) {
    for (let at = 0; at < row.length && score[at] >= minimumScore; at++) {
      const object = partner[at];
      if (object < 0) alone[row[at]] = 1;
      else if (by[object] < 0) {
        by[object] = row[at];
        found[object] = score[at];
      }
    }
  }
  const start = new Int32Array(columns.detected.start.length);
  const rows = Int32Array.from([...alone.keys()].filter((row) => alone[row] === 1));
  const images = imagesOf(columns.detected);
  for (const row of rows) start[images[row] + 1]++;
  for (let i = 0; i + 1 < start.length; i++) start[i + 1] += start[i];
  return { found, by, unmatched: { start, rows } };
}
