import type { Pixels } from '../image.ts';

/** A picture of changed values, given as shares of white: clipped, and cut to whole grey levels as ImageNet-C does. */
export function fromShares(pixels: Pixels, shareOf: (index: number) => number): Pixels {
  const data = new Uint8Array(pixels.data.length);
  // A hair's breadth above: 0.1 · 255 must not fall below 25.5 by the rounding of binary fractions.
  for (let i = 0; i < data.length; i++) data[i] = Math.min(1, Math.max(0, shareOf(i))) * 255 + 1e-9;
  return { ...pixels, data };
}
