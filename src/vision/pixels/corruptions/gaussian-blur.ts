import type { Pixels } from '../image.ts';
import { fromShares } from './values.ts';

const SIGMA = [1, 2, 3, 4, 6];
const TRUNCATE = 4;

/** ImageNet-C's Gaussian blur: a kernel of four standard deviations either way, borders repeated. */
export function blur(pixels: Pixels, severity: number): Pixels {
  const { width, height, channels, data } = pixels;
  const kernel = kernelOf(SIGMA[severity - 1]);
  const down = along(Float64Array.from(data), height, width * channels, width * channels, 1, kernel);
  const across = alongRows(down, width, height, channels, kernel);
  return fromShares(pixels, (i) => across[i] / 255);
}

function kernelOf(sigma: number): Float64Array {
  const radius = Math.trunc(TRUNCATE * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}

/** Weighs the neighbours along one axis: `lines` of them begin `lineStep` apart, and along one they lie `step` apart. */
function along(
  values: Float64Array,
  length: number,
  step: number,
  lines: number,
  lineStep: number,
  kernel: Float64Array,
  out = new Float64Array(values.length),
  offset = 0,
): Float64Array {
  const radius = kernel.length >> 1;
  for (let line = 0; line < lines; line++) {
    const start = offset + line * lineStep;
    for (let at = 0; at < length; at++) {
      let sum = 0;
      for (let k = -radius; k <= radius; k++) {
        const neighbour = Math.min(length - 1, Math.max(0, at + k));
        sum += kernel[k + radius] * values[start + neighbour * step];
      }
      out[start + at * step] = sum;
    }
  }
  return out;
}

function alongRows(
  values: Float64Array,
  width: number,
  height: number,
  channels: number,
  kernel: Float64Array,
): Float64Array {
  const out = new Float64Array(values.length);
  for (let y = 0; y < height; y++) along(values, width, channels, channels, 1, kernel, out, y * width * channels);
  return out;
}
