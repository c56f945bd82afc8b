/** Bias-corrected and accelerated bootstrap bounds (Efron 1987) from sorted resampled values. */
import { normalCdf, normalQuantile } from './distributions.ts';
import { lowerTail, shareBelow } from './tail.ts';

export interface Correction {
  /** z₀: how far the estimate lies from the median of its resamples, in standard normal units. */
  bias: number;
  /** a: how fast the standard error changes with the parameter. */
  acceleration: number;
}

const JACKKNIFE_LIMIT = 1000;

/** z₀ = Φ⁻¹(share of resamples below the estimate, equal ones counted half), kept finite. */
export function biasCorrection(ascending: Float64Array, estimate: number): number {
  const half = 0.5 / ascending.length;
  return normalQuantile(Math.min(Math.max(shareBelow(ascending, estimate), half), 1 - half));
}

/**
 * a = Σ Uᵢ³ / 6 (Σ Uᵢ²)^{3/2}, U the jackknife's deviations from their mean within each independent sample.
 *
 * Where a sample has more than 1 000 types, an even selection of them stands for all.
 *
 * @param samples - units of each type, for each independent sample
 * @param statistic - the estimate from such counts
 */
export function acceleration(
  samples: readonly Int32Array[],
  statistic: (samples: readonly Int32Array[]) => number,
): number {
  let squares = 0;
  let cubes = 0;
  samples.forEach((counts, s) => {
    const without = samples.with(s, counts.slice());
    const examined = Math.min(counts.length, JACKKNIFE_LIMIT);
    const scale = counts.length / examined;
    const deleted: { weight: number; value: number }[] = [];
    for (let i = 0; i < examined; i++) {
      const t = Math.floor(i * scale);
      without[s][t]--;
      const value = statistic(without);
      without[s][t]++;
      if (!Number.isNaN(value)) deleted.push({ weight: counts[t] * scale, value });
    }
    const weights = deleted.reduce((sum, { weight }) => sum + weight, 0);
    const centre = deleted.reduce((sum, { weight, value }) => sum + weight * value, 0) / weights;
    for (const { weight, value } of deleted) {
      squares += weight * (centre - value) ** 2;
      cubes += weight * (centre - value) ** 3;
    }
  });
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/** Two-sided BCa interval. Where resamples are too few for its quantiles, it ends at their extremes. */
export function bcaInterval(ascending: Float64Array, correction: Correction, confidence: number): [number, number] {
  const tail = (1 - confidence) / 2;
  return [bcaQuantile(ascending, tail, correction), bcaQuantile(ascending, 1 - tail, correction)];
}

function bcaQuantile(ascending: Float64Array, probability: number, { bias, acceleration: a }: Correction): number {
  const z = bias + normalQuantile(probability);
  const position = normalCdf(bias + z / Math.max(1 - a * z, 0.1)) * (ascending.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, ascending.length - 1);
  return ascending[low] + (position - low) * (ascending[high] - ascending[low]);
}

/** One-sided p of "the parameter is at most `limit`": the level at which the lower BCa bound touches it. */
export function bcaP(ascending: Float64Array, { bias, acceleration: a }: Correction, limit: number): number {
  const share = lowerTail(ascending, limit);
  const distance = normalQuantile(share) - bias;
  if (!Number.isFinite(distance)) return share;
  return normalCdf(distance / Math.max(1 + a * distance, 0.1) - bias);
}

/** Standard deviation with n − 1; 0 of one value. */
export function standardDeviation(values: Float64Array): number {
  let mean = 0;
  for (let i = 0; i < values.length; i++) mean += values[i];
  mean /= values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return Math.sqrt(squares / Math.max(values.length - 1, 1));
}
