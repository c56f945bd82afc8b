import { orient } from '../../vision/pixels/orient.ts';

/** Side of a miniature (`Vision.miniatures`). */
const SIDE = 64;
/** Correlation from which two pictures are one. */
const SAME = 0.9;
/** By how much a part of the thumbnail must be more like the picture than the whole is. */
const BETTER = 0.05;
/** Sides of the parts that are tried, as shares of the thumbnail's, and the step between their places. */
const SHARES = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.4, 0.3];
const STEP = 2;
/** Grey levels below which a margin is the black that cameras put around a thumbnail of another shape, and their spread. */
const BLACK = 24;
const EVEN = 6;
/** RMS contrast below which a picture is like any other. */
const LEAST_CONTRAST = 4;

export type Likeness = 'same' | 'shows more' | 'shows something else';

/**
 * How an embedded thumbnail relates to its picture, from the miniatures of both. It shows more where the picture is a part
 * of it, as after a crop that left the thumbnail as it was; something else where it is neither the same nor holds it.
 *
 * @param picture - 64 × 64 grey levels of the upright picture
 * @param thumbnail - the same of the thumbnail, which has no orientation of its own
 * @param orientation - the picture's EXIF orientation, which most thumbnails share
 */
export function likenessOf(picture: Uint8Array, thumbnail: Uint8Array, orientation: number): Likeness {
  const ways = orientation > 1 ? [thumbnail, turned(thumbnail, orientation)] : [thumbnail];
  const small = shrink(picture, 0, 0, SIDE, SIDE);
  if (contrastOf(small) < LEAST_CONTRAST) return 'same';
  let best = -1;
  for (const way of ways) {
    const { left, top, right, bottom } = withoutMargins(way);
    best = Math.max(best, correlation(small, shrink(way, left, top, right, bottom)));
    best = Math.max(best, correlation(small, shrink(way, 0, 0, SIDE, SIDE)));
  }
  if (best >= SAME) return 'same';
  const part = Math.max(...ways.map((way) => bestPart(small, way)));
  if (part >= SAME && part >= best + BETTER) return 'shows more';
  return 'shows something else';
}

function turned(thumbnail: Uint8Array, orientation: number): Uint8Array {
  return orient({ width: SIDE, height: SIDE, channels: 1, data: thumbnail }, orientation).data;
}

/** The largest correlation of the picture with a part of the thumbnail, of any place and shape. */
function bestPart(small: Float64Array, thumbnail: Uint8Array): number {
  let best = -1;
  for (const across of [1, ...SHARES]) {
    for (const down of [1, ...SHARES]) {
      const [width, height] = [across * SIDE, down * SIDE];
      for (let left = 0; left + width <= SIDE; left += STEP) {
        for (let top = 0; top + height <= SIDE; top += STEP) {
          best = Math.max(best, correlation(small, shrink(thumbnail, left, top, left + width, top + height)));
        }
      }
    }
  }
  return best;
}

const SMALL = 16;

/** A part of a miniature as 16 × 16 values, each the level at the middle of its field and around it. */
function shrink(data: Uint8Array, left: number, top: number, right: number, bottom: number): Float64Array {
  const out = new Float64Array(SMALL * SMALL);
  const [across, down] = [(right - left) / SMALL, (bottom - top) / SMALL];
  for (let y = 0; y < SMALL; y++) {
    for (let x = 0; x < SMALL; x++) {
      let sum = 0;
      for (const dy of [0.25, 0.75]) {
        const row = Math.min(SIDE - 1, Math.floor(top + (y + dy) * down)) * SIDE;
        for (const dx of [0.25, 0.75]) sum += data[row + Math.min(SIDE - 1, Math.floor(left + (x + dx) * across))];
      }
      out[y * SMALL + x] = sum / 4;
    }
  }
  return out;
}

/** Pearson's correlation; 0 where one of the two is flat. */
function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [meanOf(a), meanOf(b)];
  let [both, squaresA, squaresB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] - meanA, b[i] - meanB];
    both += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return squaresA > 0 && squaresB > 0 ? both / Math.sqrt(squaresA * squaresB) : 0;
}

function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function contrastOf(values: Float64Array): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** The thumbnail without rows and columns of even black at its edges. */
function withoutMargins(data: Uint8Array): { left: number; top: number; right: number; bottom: number } {
  const isBlack = (start: number, step: number) => {
    let [least, most] = [255, 0];
    for (let i = 0; i < SIDE; i++) {
      const level = data[start + i * step];
      least = Math.min(least, level);
      most = Math.max(most, level);
    }
    return most < BLACK && most - least < EVEN * 2;
  };
  let [left, top, right, bottom] = [0, 0, SIDE, SIDE];
  const most = SIDE / 3;
  while (top < most && isBlack(top * SIDE, 1)) top++;
  while (SIDE - bottom < most && isBlack((bottom - 1) * SIDE, 1)) bottom--;
  while (left < most && isBlack(left, SIDE)) left++;
  while (SIDE - right < most && isBlack(right - 1, SIDE)) right--;
  return { left, top, right, bottom };
}
