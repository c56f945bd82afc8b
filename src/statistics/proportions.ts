/** Intervals of a single proportion. */
import { betaQuantile, normalQuantile } from './distributions.ts';

export type Interval = [low: number, high: number];

/**
 * Wilson's score interval of a proportion.
 *
 * @param successes - in [0, n]
 * @param n - trials; 0 gives [0, 1]
 * @param confidence - coverage in (0, 1), about right on average
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  if (n === 0) return [0, 1];
  const z = normalQuantile((1 + confidence) / 2);
  const share = successes / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return [successes === 0 ? 0 : Math.max(0, centre - half), successes === n ? 1 : Math.min(1, centre + half)];
}

/**
 * Clopper–Pearson's exact interval of a proportion: never covers less than `confidence`.
 *
 * @param successes - in [0, n]
 * @param n - trials; 0 gives [0, 1]
 */
export function clopperPearsonInterval(successes: number, n: number, confidence = 0.95): Interval {
  const tail = (1 - confidence) / 2;
  return [
    successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  ];
}
