import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';
import { resample } from './resample.ts';

export const HASH_SIDE = 32;
export const HASH_FILTER = 'lanczos';
const LOW = 8;

/** cos(π k (2n + 1) / 64) for k < 8: the rows of the 32-point DCT-II that the hash keeps. */
const COSINES = Float64Array.from({ length: LOW * HASH_SIDE }, (_, i) => {
  const k = Math.floor(i / HASH_SIDE);
  const n = i % HASH_SIDE;
  return Math.cos((Math.PI * k * (2 * n + 1)) / (2 * HASH_SIDE));
});

/**
 * 64-bit perceptual hash, equal to `imagehash.phash`: grey, 32 × 32 by Lanczos, the 8 × 8 lowest frequencies of the
 * two-dimensional DCT-II; a bit is set where a coefficient exceeds their median, the constant one included.
 *
 * @returns 16 hex digits, the first bit highest
 */
export function phash(pixels: Pixels): string {
  return hashOf(resample(toGrey(pixels), HASH_SIDE, HASH_SIDE, HASH_FILTER));
}

/** As `phash`, of the grey picture at 32 × 32. */
export function hashOf({ data }: Pixels): string {
  const rows = new Float64Array(LOW * HASH_SIDE);
  for (let k = 0; k < LOW; k++) {
    for (let x = 0; x < HASH_SIDE; x++) {
      let sum = 0;
      for (let y = 0; y < HASH_SIDE; y++) sum += data[y * HASH_SIDE + x] * COSINES[k * HASH_SIDE + y];
      rows[k * HASH_SIDE + x] = sum;
    }
  }
  const coefficients = new Float64Array(LOW * LOW);
  for (let k = 0; k < LOW; k++) {
    for (let l = 0; l < LOW; l++) {
      let sum = 0;
      for (let x = 0; x < HASH_SIDE; x++) sum += rows[k * HASH_SIDE + x] * COSINES[l * HASH_SIDE + x];
      // Sums that are exactly zero in theory are rounding noise in practice: without this a flat picture hashes to noise.
      coefficients[k * LOW + l] = Math.abs(sum) < 1e-6 ? 0 : sum;
    }
  }
  const sorted = Float64Array.from(coefficients).sort();
  const median = (sorted[31] + sorted[32]) / 2;
  let hash = 0n;
  for (const coefficient of coefficients) hash = (hash << 1n) | (coefficient > median ? 1n : 0n);
  return hash.toString(16).padStart(16, '0');
}
