import type { Pixels } from './image.ts';

/** Luma of a picture as Pillow's `convert('L')` takes it: ITU-R 601 weights in 16-bit fixed point, rounded. */
export function toGrey(pixels: Pixels): Pixels {
  if (pixels.channels === 1) return pixels;
  const { width, height, data } = pixels;
  const out = new Uint8Array(width * height);
  for (let i = 0, from = 0; i < out.length; i++, from += 3) {
    out[i] = (data[from] * 19595 + data[from + 1] * 38470 + data[from + 2] * 7471 + 0x8000) >> 16;
  }
  return { width, height, channels: 1, data: out };
}
