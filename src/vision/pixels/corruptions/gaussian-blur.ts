import { gaussian } from '../gaussian.ts';
import type { Pixels } from '../image.ts';
import { fromShares } from './values.ts';

const SIGMA = [1, 2, 3, 4, 6];

/** ImageNet-C's Gaussian blur: a kernel of four standard deviations either way, borders repeated. */
export function blur(pixels: Pixels, severity: number): Pixels {
  const values = gaussian(pixels, SIGMA[severity - 1]);
  return fromShares(pixels, (i) => values[i] / 255);
}
