import { Fault } from '../../model/fault.ts';
import { checkComparable, type Picture } from './picture.ts';

export interface SsimOptions {
  /** Difference of the largest and smallest possible value, such as 255 or 1. */
  dataRange: number;
  /**
   * - `gaussian`: σ = 1.5 over 11 × 11 pixels, population covariance, as Wang et al. 2004 (the default);
   * - `uniform`: 7 × 7 pixels alike, sample covariance, which is scikit-image's own default.
   */
  window?: 'gaussian' | 'uniform';
}

interface Window {
  /** Weights along one axis, symmetric, summing to 1. */
  taps: Float64Array;
  /** By what the windows' covariances are multiplied: 1, or N / (N − 1). */
  scale: number;
}

const windows: Record<'gaussian' | 'uniform', Window> = {
  gaussian: { taps: gaussianTaps(1.5, 5), scale: 1 },
  uniform: { taps: new Float64Array(7).fill(1 / 7), scale: 49 / 48 },
};

/**
 * Mean structural similarity (Wang et al. 2004, K₁ = 0.01, K₂ = 0.03) over all windows that lie inside the picture,
 * averaged over channels, in [−1, 1]; 1 for equal pictures. scikit-image's `structural_similarity`.
 *
 * @throws {Fault} broken: the pictures differ in size or channels, or are smaller than the window
 */
export function ssim(first: Picture, second: Picture, { dataRange, window = 'gaussian' }: SsimOptions): number {
  checkComparable(first, second, dataRange);
  const { taps } = windows[window];
  const { width, height, channels } = first;
  if (width < taps.length || height < taps.length) {
    throw new Fault(
      'broken',
      `Expected a picture of at least ${taps.length} × ${taps.length} pixels but received ${width} × ${height}. Leave pictures out that are too small to compare by structure.`,
    );
  }
  let total = 0;
  for (let channel = 0; channel < channels; channel++) {
    total += channelSimilarity(first, second, channel, dataRange, windows[window]);
  }
  return total / channels;
}

/**
 * One pass down the picture. Each row's products are filtered along the row and kept, in a ring, while a window still
 * reaches them. Only the sum of both variances is needed, so that there are four values a pixel: x, y, x² + y² and x·y.
 */
function channelSimilarity(
  first: Picture,
  second: Picture,
  channel: number,
  dataRange: number,
  { taps, scale }: Window,
): number {
  const { width, height } = first;
  const size = taps.length;
  const stride = 4 * (width - size + 1);
  const products = new Float64Array(4 * width);
  const ring = new Float64Array(size * stride);
  const offsets = new Int32Array(size);
  const constants = { luminance: (0.01 * dataRange) ** 2, contrast: (0.03 * dataRange) ** 2, scale };
  let total = 0;
  for (let y = 0; y < height; y++) {
    rowProducts(first, second, channel, y, products);
    filterRow(products, taps, ring.subarray((y % size) * stride, ((y % size) + 1) * stride));
    if (y < size - 1) continue;
    for (let tap = 0; tap < size; tap++) offsets[tap] = ((y + 1 + tap) % size) * stride;
    total += rowSimilarity(ring, offsets, taps, constants);
  }
  return (4 * total) / (stride * (height - size + 1));
}

/** x, y, x² + y² and x·y of each pixel of a row. */
function rowProducts(first: Picture, second: Picture, channel: number, y: number, into: Float64Array): void {
  const { width, channels } = first;
  let from = y * width * channels + channel;
  for (let at = 0; at < into.length; at += 4, from += channels) {
    const own = first.data[from];
    const other = second.data[from];
    into[at] = own;
    into[at + 1] = other;
    into[at + 2] = own * own + other * other;
    into[at + 3] = own * other;
  }
}

/** Weighted sums of four interleaved rows of values, of windows that lie inside the row. */
function filterRow(row: Float64Array, taps: Float64Array, into: Float64Array): void {
  const half = (taps.length - 1) / 2;
  for (let at = 0; at < into.length; at += 4) {
    const middle = at + 4 * half;
    let a = taps[half] * row[middle];
    let b = taps[half] * row[middle + 1];
    let c = taps[half] * row[middle + 2];
    let d = taps[half] * row[middle + 3];
    for (let tap = 0, left = at, right = at + 8 * half; tap < half; tap++, left += 4, right -= 4) {
      const weight = taps[tap];
      a += weight * (row[left] + row[right]);
      b += weight * (row[left + 1] + row[right + 1]);
      c += weight * (row[left + 2] + row[right + 2]);
      d += weight * (row[left + 3] + row[right + 3]);
    }
    into[at] = a;
    into[at + 1] = b;
    into[at + 2] = c;
    into[at + 3] = d;
  }
}

/**
 * Sum of the similarities of one row of windows.
 *
 * @param ring - filtered rows, four values a pixel
 * @param offsets - where in `ring` the rows of the windows start, from the top
 */
function rowSimilarity(
  ring: Float64Array,
  offsets: Int32Array,
  taps: Float64Array,
  { luminance, contrast, scale }: { luminance: number; contrast: number; scale: number },
): number {
  const last = taps.length - 1;
  const half = last / 2;
  const stride = ring.length / taps.length;
  let total = 0;
  for (let at = 0; at < stride; at += 4) {
    const middle = offsets[half] + at;
    let x = taps[half] * ring[middle];
    let y = taps[half] * ring[middle + 1];
    let squares = taps[half] * ring[middle + 2];
    let product = taps[half] * ring[middle + 3];
    for (let tap = 0; tap < half; tap++) {
      const weight = taps[tap];
      const upper = offsets[tap] + at;
      const lower = offsets[last - tap] + at;
      x += weight * (ring[upper] + ring[lower]);
      y += weight * (ring[upper + 1] + ring[lower + 1]);
      squares += weight * (ring[upper + 2] + ring[lower + 2]);
      product += weight * (ring[upper + 3] + ring[lower + 3]);
    }
    const means = x * y;
    const energy = x * x + y * y;
    const covariance = scale * (product - means);
    const variances = scale * (squares - energy);
    total += ((2 * means + luminance) * (2 * covariance + contrast)) / ((energy + luminance) * (variances + contrast));
  }
  return total;
}

function gaussianTaps(sigma: number, radius: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * radius + 1 }, (_, at) => Math.exp(-0.5 * ((at - radius) / sigma) ** 2));
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}
