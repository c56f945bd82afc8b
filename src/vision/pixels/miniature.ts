import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';
import { orient } from './orient.ts';
import { resample } from './resample.ts';

const SIDE = 64;

/** The upright picture in grey, stretched to 64 × 64: 4 096 bytes, rows from the top. */
export function miniature(pixels: Pixels, orientation: number): Uint8Array {
  return orient(resample(toGrey(pixels), SIDE, SIDE, 'bicubic'), orientation).data;
}
