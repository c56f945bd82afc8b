import type { Pixels } from '../image.ts';
import { fromShares } from './values.ts';

const KEPT = [0.4, 0.3, 0.2, 0.1, 0.05];

/** ImageNet-C's contrast: each channel keeps a share of its distance from its mean. */
export function flatten(pixels: Pixels, severity: number): Pixels {
  const { channels, data } = pixels;
  const means = [0, 0, 0];
  for (let i = 0; i < data.length; i++) means[i % channels] += data[i] / 255;
  for (let c = 0; c < channels; c++) means[c] /= data.length / channels;
  return fromShares(pixels, (i) => {
    const mean = means[i % channels];
    return (data[i] / 255 - mean) * KEPT[severity - 1] + mean;
  });
}
