/** What runs of a model say of a percentile of its latency, without any law of their distribution. */
import { binomialCdf } from './distributions.ts';

export interface PercentileBounds {
  /** The smallest value that at least this share of the runs does not exceed. */
  estimate: number;
  /** The percentile lies above `lower` with this confidence, and below `upper` with this confidence. */
  lower: number;
  upper: number;
}

/** Confidence of each bound, as MLPerf's. */
const confidence = 0.99;

/**
 * A percentile with its bounds by order statistics: of n runs, those above the percentile are binomial(n, 1 − share).
 *
 * `upper` is MLPerf's early-stopping estimate (loadgen, `early_stopping.cc`): the (n − t)-th smallest run for the largest t
 * with P(at most t runs lie above) ≤ 1 − confidence. As there, t is at least 1: fewer runs than that takes say nothing of
 * the percentile (64 for p90, 130 for p95, 662 for p99).
 *
 * @param runs - independent durations, in any order
 * @param share - of the runs that lie below, in (0, 1): 0.95 for p95
 * @returns `null` with fewer runs than the percentile takes
 */
export function percentileBounds(runs: ArrayLike<number>, share: number): PercentileBounds | null {
  const n = runs.length;
  const above = mostWithin(n, 1 - share);
  if (above < 1) return null;
  const sorted = Float64Array.from(runs).sort();
  const below = mostWithin(n, share);
  return {
    estimate: sorted[Math.max(0, Math.ceil(share * n - 1e-9) - 1)],
    lower: sorted[Math.max(0, below)],
    upper: sorted[n - above - 1],
  };
}

/** The fewest runs that say something of a percentile. */
export function fewestRuns(share: number): number {
  let n = 2;
  while (mostWithin(n, 1 - share) < 1) n += 1;
  return n;
}

/** Largest t with P(binomial(n, share) ≤ t) ≤ 1 − confidence; −1 when there is none. */
function mostWithin(n: number, share: number): number {
  let t = -1;
  while (binomialCdf(t + 1, n, share) <= 1 - confidence) t += 1;
  return t;
}
