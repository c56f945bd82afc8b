import { kernels, roomsOf } from '../kernels/kernels.ts';
import type { Pixels } from './image.ts';

/** Pixels that the kernels are given at once. */
const STRIP = 2 ** 16;

/** Luma of a picture as Pillow's `convert('L')` takes it: ITU-R 601 weights in 16-bit fixed point, rounded. */
export function toGrey(pixels: Pixels): Pixels {
  if (pixels.channels === 1) return pixels;
  const { width, height, data } = pixels;
  const out = new Uint8Array(width * height);
  const { at, bytes } = roomsOf({ colours: 3 * STRIP, grey: STRIP });
  for (let from = 0; from < out.length; from += STRIP) {
    const to = Math.min(from + STRIP, out.length);
    bytes.set(data.subarray(3 * from, 3 * to), at.colours);
    kernels.grey(at.colours, at.grey, to - from);
    out.set(bytes.subarray(at.grey, at.grey + to - from), from);
  }
  return { width, height, channels: 1, data: out };
}
