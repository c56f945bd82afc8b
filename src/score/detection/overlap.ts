/** How far two objects lie over each other, as pycocotools' `maskApi.c` measures it. */
import type { DetectionColumns, Objects, RunLengths } from './columns.ts';

/** IoU of a detection and a true object, by row, in [0, 1]; with a crowd, the share of the detection that it covers. */
export type Overlap = (detection: number, object: number) => number;

/**
 * The overlap that `columns` ask for.
 *
 * @throws {RangeError} when asked to compare masks of different sizes
 */
export function overlapOf({ overlap, truth, detected }: DetectionColumns): Overlap {
  const crowd = (object: number): boolean => truth.crowd[object] === 1;
  if (overlap === 'box') {
    const [own, theirs] = [detected.boxes, truth.boxes];
    return (detection, object) => boxOverlap(own, 4 * detection, theirs, 4 * object, crowd(object));
  }
  const [own, theirs] = [boundsOfMasks(detected), boundsOfMasks(truth)];
  return (detection, object) => {
    // Most pairs are told apart by their bounds.
    if (boxOverlap(own, 4 * detection, theirs, 4 * object, true) === 0) return 0;
    return maskOverlap(detected.masks![detection], truth.masks![object], crowd(object));
  };
}

/** Area of each detection in pixels: of its mask where masks are compared, else of its box. */
export function detectedAreas({ overlap, detected }: DetectionColumns): Float64Array {
  const { boxes, masks, category } = detected;
  if (overlap === 'mask') return Float64Array.from(masks!, maskArea);
  return Float64Array.from(category, (_, row) => boxes[4 * row + 2] * boxes[4 * row + 3]);
}

/**
 * IoU of two boxes (left, top, width, height), read at an offset each.
 *
 * @param crowd - divide by the first box's area alone
 */
export function boxOverlap(own: Float64Array, at: number, theirs: Float64Array, from: number, crowd: boolean): number {
  const width = Math.min(own[at + 2] + own[at], theirs[from + 2] + theirs[from]) - Math.max(own[at], theirs[from]);
  if (!(width > 0)) return 0;
  const height =
    Math.min(own[at + 3] + own[at + 1], theirs[from + 3] + theirs[from + 1]) - Math.max(own[at + 1], theirs[from + 1]);
  if (!(height > 0)) return 0;
  const both = width * height;
  const area = own[at + 2] * own[at + 3];
  return both / (crowd ? area : area + theirs[from + 2] * theirs[from + 3] - both);
}

/**
 * IoU of two masks, straight on their run lengths.
 *
 * @param crowd - divide by the first mask's area alone
 * @throws {RangeError} when they differ in size
 */
export function maskOverlap(own: RunLengths, theirs: RunLengths, crowd: boolean): number {
  if (own.width !== theirs.width || own.height !== theirs.height) {
    throw new RangeError(
      `Expected a mask of ${theirs.width} × ${theirs.height} but received ${own.width} × ${own.height}. Answer with masks as large as the image.`,
    );
  }
  const both = sharedPixels(own.counts, theirs.counts);
  if (both === 0) return 0;
  const area = maskArea(own);
  return both / (crowd ? area : area + maskArea(theirs) - both);
}

function sharedPixels(own: Uint32Array, theirs: Uint32Array): number {
  let [i, j, shared] = [1, 1, 0];
  let from = own[0];
  let theirFrom = theirs[0];
  while (i < own.length && j < theirs.length) {
    const to = from + own[i];
    const theirTo = theirFrom + theirs[j];
    shared += Math.max(0, Math.min(to, theirTo) - Math.max(from, theirFrom));
    if (to <= theirTo) {
      from = to + (own[i + 1] ?? 0);
      i += 2;
    } else {
      theirFrom = theirTo + (theirs[j + 1] ?? 0);
      j += 2;
    }
  }
  return shared;
}

/** Pixels inside. */
export function maskArea({ counts }: RunLengths): number {
  let area = 0;
  for (let i = 1; i < counts.length; i += 2) area += counts[i];
  return area;
}

/** Left, top, width and height of each mask's pixels; 4m. */
function boundsOfMasks({ masks }: Objects): Float64Array {
  const bounds = new Float64Array(4 * masks!.length);
  for (const [row, { height, counts }] of masks!.entries()) {
    let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, height, 0, 0];
    for (let i = 1, at = counts[0]; i < counts.length; i += 2) {
      if (counts[i] > 0) {
        const last = at + counts[i] - 1;
        const column = Math.floor(last / height);
        left = Math.min(left, Math.floor(at / height));
        right = column + 1;
        // A run over the foot of a column goes on at the head of the next.
        const wraps = column > Math.floor(at / height);
        top = wraps ? 0 : Math.min(top, at % height);
        bottom = wraps ? height : Math.max(bottom, (last % height) + 1);
      }
      at += counts[i] + (counts[i + 1] ?? 0);
    }
    if (right > 0) bounds.set([left, top, right - left, bottom - top], 4 * row);
  }
  return bounds;
}
