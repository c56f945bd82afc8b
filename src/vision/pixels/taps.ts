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

const KERNELS: Record<Filter, Kernel> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: {
    support: 1,
    weight: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI))),
  },
  bicubic: {
    support: 2,
    weight: (x) => {
      const a = -0.5;
      const d = Math.abs(x);
      if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
      return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
    },
  },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** Weights used last: the pictures of a dataset mostly share their sizes. */
const MOST_KNOWN = 64;
const known = new Map<string, Taps>();

/** Weights of `count` outputs from `start` on, of one axis of a resize as Pillow makes it: antialiased when it shrinks. */
export function tapsFor(from: number, to: number, start: number, count: number, kernel: Filter): Taps {
  const key = `${from} ${to} ${start} ${count} ${kernel}`;
  const axis = known.get(key) ?? computeTaps(from, to, start, count, KERNELS[kernel]);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, axis);
  return axis;
}

function computeTaps(from: number, to: number, start: number, count: number, { support, weight }: Kernel): Taps {
  const scale = from / to;
  const filterScale = Math.max(scale, 1);
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
    const first = Math.max(0, Math.trunc(centre - reach + 0.5));
    const n = Math.min(from, Math.trunc(centre + reach + 0.5)) - first;
    let sum = 0;
    for (let k = 0; k < n; k++) {
      raw[k] = weight((k + first - centre + 0.5) * (1 / filterScale));
      sum += raw[k];
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
