/** Masks of single objects, as large as the picture. */
import type { RunLengths } from '../../model/facts.ts';
import type { Geometry } from './geometry.ts';
import type { OutputTensor } from './output.ts';

/** Maps that a model weighs to each object's mask: n × count × height × width logits. */
export interface Prototypes {
  count: number;
  height: number;
  width: number;
  data: ArrayLike<number>;
}

/** The one output that can be prototypes. */
export function prototypesOf(outputs: readonly OutputTensor[], batch: number): Prototypes | null {
  const found = outputs.filter(({ dims }) => dims.length === 4 && dims[0] === batch);
  if (found.length !== 1) return null;
  const [{ dims, data }] = found;
  return { count: dims[1], height: dims[2], width: dims[3], data };
}

/**
 * The mask of an object of Ultralytics' segmentation models: the weighed prototypes, interpolated to the picture, above 0, within
 * its box (`process_mask_native`).
 *
 * @param box - left, top, width and height in pixels of the picture
 */
export function maskOfPrototypes(
  { count, height, width, data }: Prototypes,
  row: number,
  coefficients: ArrayLike<number>,
  box: ArrayLike<number>,
  geometry: Geometry,
): RunLengths {
  const { canvas, scaleX, scaleY, left, top } = geometry;
  const logits = new Float32Array(width * height);
  const start = row * count * width * height;
  for (let c = 0; c < count; c++) {
    const weight = coefficients[c];
    const from = start + c * logits.length;
    for (let i = 0; i < logits.length; i++) logits[i] += weight * data[from + i];
  }
  // Where the centre of each pixel of the picture lies on the prototypes' grid.
  const across = (x: number) => (((x + 0.5) * scaleX + left) * width) / canvas.width - 0.5;
  const down = (y: number) => (((y + 0.5) * scaleY + top) * height) / canvas.height - 0.5;
  return maskInBox(box, geometry, (x, y) => sampled(logits, width, height, across(x), down(y)) > 0);
}

/**
 * The mask of an object of torchvision's Mask R-CNN, above one half: either as large as the canvas, or of the box alone
 * (`paste_masks_in_image`, whose border of one pixel is 0).
 *
 * @param onCanvas - left, top, right and bottom of the object's box on the canvas
 */
export function maskOfShares(
  shares: ArrayLike<number>,
  size: { width: number; height: number },
  onCanvas: ArrayLike<number>,
  box: ArrayLike<number>,
  geometry: Geometry,
): RunLengths {
  const { canvas, scaleX, scaleY, left, top } = geometry;
  const { width, height } = size;
  const isWhole = width === canvas.width && height === canvas.height;
  const [x0, y0] = isWhole ? [0, 0] : [onCanvas[0], onCanvas[1]];
  const [x1, y1] = isWhole ? [canvas.width, canvas.height] : [onCanvas[2], onCanvas[3]];
  const across = (x: number) => (((x + 0.5) * scaleX + left - x0) * width) / (x1 - x0) - 0.5;
  const down = (y: number) => (((y + 0.5) * scaleY + top - y0) * height) / (y1 - y0) - 0.5;
  const sample = isWhole ? sampled : sampledOverZero;
  return maskInBox(box, geometry, (x, y) => sample(shares, width, height, across(x), down(y)) > 0.5);
}

/** Run lengths of what `isObject` says of the picture's pixels within a box; all others are background. */
function maskInBox(
  box: ArrayLike<number>,
  { picture }: Geometry,
  isObject: (x: number, y: number) => boolean,
): RunLengths {
  const { width, height } = picture;
  const [fromX, fromY] = [Math.max(0, Math.floor(box[0])), Math.max(0, Math.floor(box[1]))];
  const toX = Math.min(width, Math.ceil(box[0] + box[2]));
  const toY = Math.min(height, Math.ceil(box[1] + box[3]));
  const counts: number[] = [];
  let end = 0;
  let last = 0;
  // `at` runs down the columns; a run ends where the value turns.
  const turn = (at: number) => {
    counts.push(at - end);
    end = at;
    last = 1 - last;
  };
  for (let x = fromX; x < toX; x++) {
    for (let y = fromY; y < toY; y++) {
      const value = isObject(x, y) ? 1 : 0;
      if (value !== last) turn(x * height + y);
    }
    // It goes on at the head of the next column only where the box is as high as the picture.
    const goesOn = fromY === 0 && toY === height && x + 1 < toX;
    if (last === 1 && !goesOn) turn(x * height + toY);
  }
  if (end < width * height) counts.push(width * height - end);
  return { width, height, counts: Uint32Array.from(counts) };
}

/** Bilinear, the edge repeated beyond it (`align_corners=False`). */
function sampled(values: ArrayLike<number>, width: number, height: number, x: number, y: number): number {
  const [u, v] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  const [left, top] = [Math.floor(u), Math.floor(v)];
  const right = Math.min(left + 1, width - 1);
  const bottom = Math.min(top + 1, height - 1);
  const above = values[top * width + left] * (1 - (u - left)) + values[top * width + right] * (u - left);
  const below = values[bottom * width + left] * (1 - (u - left)) + values[bottom * width + right] * (u - left);
  return above * (1 - (v - top)) + below * (v - top);
}

/** Bilinear, zeros beyond the edge. */
function sampledOverZero(values: ArrayLike<number>, width: number, height: number, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const at = (column: number, line: number) =>
    column < 0 || line < 0 || column >= width || line >= height ? 0 : values[line * width + column];
  const above = at(left, top) * (1 - (x - left)) + at(left + 1, top) * (x - left);
  const below = at(left, top + 1) * (1 - (x - left)) + at(left + 1, top + 1) * (x - left);
  return above * (1 - (y - top)) + below * (y - top);
}
