import type { Pixels } from '../image.ts';
import { fromShares } from './values.ts';

const ADDED = [0.1, 0.2, 0.3, 0.4, 0.5];

/** ImageNet-C's brightness: a share is added to the value (HSV) of each pixel; hue and saturation stay. */
export function brighten(pixels: Pixels, severity: number): Pixels {
  const { channels, data } = pixels;
  const added = ADDED[severity - 1];
  if (channels === 1) return fromShares(pixels, (i) => data[i] / 255 + added);
  return fromShares(pixels, (i) => {
    const start = i - (i % 3);
    const value = Math.max(data[start], data[start + 1], data[start + 2]) / 255;
    const raised = Math.min(1, value + added);
    return value === 0 ? raised : (data[i] / 255 / value) * raised;
  });
}
