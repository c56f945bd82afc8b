import type { Pixels } from './image.ts';

/** Standard deviations either way at which the kernel ends, as SciPy's does. */
const TRUNCATE = 4;

/**
 * A picture's values under a Gaussian, not rounded: separable, the border's pixels repeated (SciPy's `gaussian_filter`, mode
 * `nearest`).
 *
 * @param sigma - standard deviation in pixels
 */
export function gaussian({ width, height, channels, data }: Pixels, sigma: number): Float64Array {
  const kernel = kernelOf(sigma);
  const row = width * channels;
  const down = along(data, { length: height, step: row, lines: width, lineStep: channels }, channels, kernel);
  return along(down, { length: width, step: channels, lines: height, lineStep: row }, channels, kernel);
}

function kernelOf(sigma: number): Float64Array {
  const radius = Math.trunc(TRUNCATE * sigma + 0.5);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-0.5 * ((i - radius) / sigma) ** 2));
  const sum = kernel.reduce((total, weight) => total + weight, 0);
  return kernel.map((weight) => weight / sum);
}

/** One axis of a picture: `lines` of `length` pixels, `step` values between a line's pixels and `lineStep` between lines. */
interface Axis {
  length: number;
  step: number;
  lines: number;
  lineStep: number;
}

function along(
  values: ArrayLike<number>,
  { length, step, lines, lineStep }: Axis,
  channels: number,
  kernel: Float64Array,
): Float64Array {
  const radius = kernel.length >> 1;
  const out = new Float64Array(values.length);
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < channels; channel++) {
      const start = line * lineStep + channel;
      for (let at = 0; at < length; at++) {
        let sum = 0;
        for (let k = -radius; k <= radius; k++) {
          sum += kernel[k + radius] * values[start + Math.min(length - 1, Math.max(0, at + k)) * step];
        }
        out[start + at * step] = sum;
      }
    }
  }
  return out;
}
