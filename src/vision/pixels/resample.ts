import type { Resample } from '../../model/preprocessing.ts';
import type { Pixels } from './image.ts';

/** A window of the resized picture, in its pixels. */
export interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

interface Kernel {
  support: number;
  weight: (x: number) => number;
}

/** Weights of one axis: output i reads `count[i]` source values from `first[i]` on, with its own row of `weights`. */
interface Taps {
  first: Int32Array;
  count: Int32Array;
  /** Fixed point, `PRECISION` fractional bits; rows of `stride`. */
  weights: Int32Array;
  stride: number;
}

const PRECISION = 22;
const HALF = 1 << (PRECISION - 1);

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

const KERNELS: Record<Exclude<Resample, 'nearest'>, Kernel> = {
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

/**
 * Resizes a picture to `width` × `height` as Pillow's `Image.resize` does: separable, antialiased when it shrinks,
 * horizontal pass first, each pass rounded to 8 bits with 22-bit fixed-point weights (Pillow, `src/libImaging/Resample.c`).
 * Bit for bit what Pillow gives up to version 12; 13 takes the vertical pass first where a picture loses more than twice
 * as many rows as columns, which moves some values by a few levels.
 *
 * @param window - the part of the result that is wanted; only it is computed, and it equals the same part of the whole
 */
export function resample(
  pixels: Pixels,
  width: number,
  height: number,
  kernel: Resample,
  window: Window = { left: 0, top: 0, width, height },
): Pixels {
  const whole = window.width === width && window.height === height;
  if (width === pixels.width && height === pixels.height && whole) return pixels;
  if (kernel === 'nearest') return nearest(pixels, width, height, window);

  const across = taps(pixels.width, width, window.left, window.width, kernel);
  const down = taps(pixels.height, height, window.top, window.height, kernel);
  const last = window.height - 1;
  const rows = { from: down.first[0], to: down.first[last] + down.count[last] };

  const unchanged = width === pixels.width && window.width === width;
  const narrowed = unchanged ? pixels : horizontal(pixels, across, rows);
  const top = unchanged ? 0 : rows.from;
  return height === pixels.height && window.height === height ? narrowed : vertical(narrowed, down, top);
}

/** Weights used last: the pictures of a dataset mostly share their sizes. */
const MOST_KNOWN = 64;
const known = new Map<string, Taps>();

function taps(from: number, to: number, start: number, count: number, kernel: Exclude<Resample, 'nearest'>): Taps {
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

function clip(sum: number): number {
  const value = sum >> PRECISION;
  return value < 0 ? 0 : Math.min(value, 255);
}

function horizontal(pixels: Pixels, taps: Taps, rows: { from: number; to: number }): Pixels {
  const width = taps.first.length;
  const height = rows.to - rows.from;
  const out = new Uint8Array(width * height * pixels.channels);
  const pass = pixels.channels === 3 ? horizontal3 : horizontal1;
  pass(pixels.data, pixels.width, rows.from, height, taps, out);
  return { width, height, channels: pixels.channels, data: out };
}

function horizontal3(data: Uint8Array, width: number, top: number, height: number, taps: Taps, out: Uint8Array): void {
  const { first, count, weights, stride } = taps;
  let to = 0;
  for (let y = 0; y < height; y++) {
    const row = (top + y) * width;
    for (let x = 0; x < first.length; x++) {
      let r = HALF;
      let g = HALF;
      let b = HALF;
      let from = (row + first[x]) * 3;
      const start = x * stride;
      const end = start + count[x];
      for (let k = start; k < end; k++, from += 3) {
        const w = weights[k];
        r = (r + Math.imul(data[from], w)) | 0;
        g = (g + Math.imul(data[from + 1], w)) | 0;
        b = (b + Math.imul(data[from + 2], w)) | 0;
      }
      out[to] = clip(r);
      out[to + 1] = clip(g);
      out[to + 2] = clip(b);
      to += 3;
    }
  }
}

/** Four rows at a time: each weight is read once for all of them. */
function horizontal1(data: Uint8Array, width: number, top: number, height: number, taps: Taps, out: Uint8Array): void {
  const { first, count, weights, stride } = taps;
  const columns = first.length;
  const whole = height - (height % 4);
  for (let y = 0; y < whole; y += 4) {
    const row = (top + y) * width;
    for (let x = 0; x < columns; x++) {
      let a = HALF;
      let b = HALF;
      let c = HALF;
      let d = HALF;
      let from = row + first[x];
      const start = x * stride;
      const end = start + count[x];
      for (let k = start; k < end; k++, from++) {
        const w = weights[k];
        a = (a + Math.imul(data[from], w)) | 0;
        b = (b + Math.imul(data[from + width], w)) | 0;
        c = (c + Math.imul(data[from + 2 * width], w)) | 0;
        d = (d + Math.imul(data[from + 3 * width], w)) | 0;
      }
      const to = y * columns + x;
      out[to] = clip(a);
      out[to + columns] = clip(b);
      out[to + 2 * columns] = clip(c);
      out[to + 3 * columns] = clip(d);
    }
  }
  for (let y = whole; y < height; y++) {
    const row = (top + y) * width;
    for (let x = 0; x < columns; x++) {
      let sum = HALF;
      let from = row + first[x];
      const start = x * stride;
      const end = start + count[x];
      for (let k = start; k < end; k++, from++) sum = (sum + Math.imul(data[from], weights[k])) | 0;
      out[y * columns + x] = clip(sum);
    }
  }
}

/** @param top - the row of the whole picture that is the first here */
function vertical(pixels: Pixels, taps: Taps, top: number): Pixels {
  const { first, count, weights, stride } = taps;
  const { data, channels, width } = pixels;
  const height = first.length;
  const rowValues = width * channels;
  const out = new Uint8Array(rowValues * height);
  const sums = new Int32Array(rowValues);
  for (let y = 0; y < height; y++) {
    sums.fill(HALF);
    for (let k = 0; k < count[y]; k++) {
      const w = weights[y * stride + k];
      const from = (first[y] - top + k) * rowValues;
      for (let i = 0; i < rowValues; i++) sums[i] = (sums[i] + Math.imul(data[from + i], w)) | 0;
    }
    const to = y * rowValues;
    for (let i = 0; i < rowValues; i++) out[to + i] = clip(sums[i]);
  }
  return { width, height, channels, data: out };
}

/** Pillow's nearest neighbour (`ImagingScaleAffine`): its source positions are summed step by step, and so are these. */
function nearest(pixels: Pixels, width: number, height: number, window: Window): Pixels {
  const { channels, data } = pixels;
  const columns = nearestPositions(pixels.width, width, window.left, window.width);
  const rows = nearestPositions(pixels.height, height, window.top, window.height);
  const out = new Uint8Array(window.width * window.height * channels);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * pixels.width + column) * channels;
      for (let c = 0; c < channels; c++) out[to++] = data[from + c];
    }
  }
  return { width: window.width, height: window.height, channels, data: out };
}

function nearestPositions(from: number, to: number, start: number, count: number): Int32Array {
  const positions = new Int32Array(count);
  const scale = from / to;
  let position = scale * 0.5;
  for (let i = 0; i < start + count; i++, position += scale) {
    if (i >= start) positions[i - start] = Math.min(from - 1, Math.trunc(position));
  }
  return positions;
}
