import type { Resample } from '../../model/preprocessing.ts';

/** A filter that has weights: all but the nearest neighbour. */
export type Filter = Exclude<Resample, 'nearest'>;

interface Kernel {
  support: number;
  weight: (x: number) => number;
}

/** Weights of one axis: output i reads `count[i]` source values from `first[i]` on, with its own row of `weights`. */
export interface Taps {
  first: Int32Array;
  count: Int32Array;
  /** Fixed point, `PRECISION` fractional bits; rows of `stride`. */
  weights: Int32Array;
  stride: number;
}

/** Fractional bits of a weight. */
export const PRECISION = 22;

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

/** Keys' cubic convolution at a distance `d`. */
function cubic(d: number, a: number): number {
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
}

const KERNELS: Record<Filter, Kernel> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI))),
  },
  bicubic: {
    support: 2,
    weight: (x) => cubic(Math.abs(x), -0.5),
  },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** Cubic convolution with a = −0.75, as OpenCV and PyTorch have it where they do not antialias. */
const SHARP_CUBIC: Kernel = { support: 2, weight: (x) => cubic(Math.abs(x), -0.75) };

/** Weights used last: the pictures of a dataset mostly share their sizes. */
const MOST_KNOWN = 64;
const known = new Map<string, Taps>();

/**
 * Weights of `count` outputs from `start` on, of one axis of a resize.
 *
 * @param antialias - as Pillow: the kernel grows with the step when it shrinks, and is cut at the edge; else as OpenCV and
 *   PyTorch without antialiasing: the kernel keeps its width, and the edge's value stands for those beyond
 */
export function tapsFor(
  from: number,
  to: number,
  start: number,
  count: number,
  kernel: Filter,
  antialias = true,
): Taps {
  const key = `${from} ${to} ${start} ${count} ${kernel} ${antialias}`;
  const axis = known.get(key) ?? computeTaps(from, to, start, count, kernelOf(kernel, antialias), antialias);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, axis);
  return axis;
}

const kernelOf = (kernel: Filter, antialias: boolean): Kernel =>
  kernel === 'bicubic' && !antialias ? SHARP_CUBIC : KERNELS[kernel];

function computeTaps(
  from: number,
  to: number,
  start: number,
  count: number,
  { support, weight }: Kernel,
  antialias: boolean,
): Taps {
  const scale = from / to;
  const filterScale = antialias ? Math.max(scale, 1) : 1;
  const reach = support * filterScale;
  const stride = Math.ceil(reach) * 2 + 1;
  const axis: Taps = {
    first: new Int32Array(count),
    count: new Int32Array(count),
    weights: new Int32Array(count * stride),
    stride,
  };
  const raw = new Float64Array(stride);
  for (let i = 0; i < count; i++) {
    const centre = (start + i + 0.5) * scale;
    const begin = Math.floor(centre - reach + 0.5);
    const end = Math.trunc(centre + reach + 0.5);
    const first = Math.min(Math.max(0, begin), from - 1);
    const n = Math.max(1, Math.min(from, end) - first);
    raw.fill(0);
    let sum = 0;
    for (let at = antialias ? first : begin; at < (antialias ? first + n : end); at++) {
      const value = weight((at - centre + 0.5) * (1 / filterScale));
      raw[Math.min(Math.max(at - first, 0), n - 1)] += value;
      sum += value;
    }
    for (let k = 0; k < n; k++) {
      const share = (sum === 0 ? raw[k] : raw[k] / sum) * (1 << PRECISION);
      axis.weights[i * stride + k] = Math.trunc(share < 0 ? share - 0.5 : share + 0.5);
    }
    axis.first[i] = first;
    axis.count[i] = n;
  }
  return axis;
}
