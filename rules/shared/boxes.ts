import type { Annotations, Images, Samples } from '../../src/model/facts.ts';

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface Size {
  width: number;
  height: number;
}

/** The annotation's box in pixels of a frame of that size. Its numbers are as written: not finite, or negative, where those are. */
export function boxInPixels({ boxes, unit }: Annotations, row: number, { width, height }: Size): Box {
  const [x, y] = unit === 'fractions' ? [width, height] : [1, 1];
  const start = row * 4;
  return {
    left: boxes[start] * x,
    top: boxes[start + 1] * y,
    width: boxes[start + 2] * x,
    height: boxes[start + 3] * y,
  };
}

/** Whether all four numbers of an annotation's box are. */
export function isFiniteBox({ boxes }: Annotations, row: number): boolean {
  const start = row * 4;
  for (let i = start; i < start + 4; i++) if (!Number.isFinite(boxes[i])) return false;
  return true;
}

/** By how many pixels a box reaches beyond its frame; 0 when it lies within. */
export function excess({ left, top, width, height }: Box, frame: Size): number {
  return Math.max(0, -left, -top, left + width - frame.width, top + height - frame.height);
}

/** What a box may reach beyond its frame by rounding: a pixel, or a hundredth of the longer side. */
export function tolerated(frame: Size): number {
  return Math.max(1, 0.01 * Math.max(frame.width, frame.height));
}

/** Size of the stored image; else of the listing's word; `null` when neither is known. */
export function storedSize(samples: Samples, images: Images | undefined, row: number): Size | null {
  if (images && images.width[row] > 0 && images.height[row] > 0) {
    return { width: images.width[row], height: images.height[row] };
  }
  const { declared } = samples;
  if (!declared || declared.width[row] <= 0 || declared.height[row] <= 0) return null;
  return { width: declared.width[row], height: declared.height[row] };
}

export function turned({ width, height }: Size): Size {
  return { width: height, height: width };
}

/** Whether the image's EXIF orientation lays it on its side. */
export function liesOnSide(images: Images | undefined, row: number): boolean {
  return images !== undefined && images.width[row] > 0 && images.orientation[row] >= 5;
}
