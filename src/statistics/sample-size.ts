/** How many samples a question needs. */
import { normalQuantile } from './distributions.ts';

export interface Errors {
  /** One-sided significance level, in (0, 0.5). Default 0.05. */
  alpha?: number;
  /** Chance of seeing what is there, in (0.5, 1). Default 0.8. */
  power?: number;
}

/**
 * Pairs for McNemar's test to see a difference between two models (Connor 1987).
 *
 * @param discordance - share of images that exactly one model gets right, in (0, 1]
 * @param effect - difference in accuracy to be seen, in (0, discordance]
 * @returns whole number of images, rounded up
 */
export function requiredPairs({
  discordance,
  effect,
  alpha = 0.05,
  power = 0.8,
}: Errors & { discordance: number; effect: number }): number {
  if (!(effect > 0 && effect <= discordance && discordance <= 1)) {
    throw new RangeError(
      `Expected 0 < effect ≤ discordance ≤ 1 but received effect ${effect} and discordance ${discordance}. A difference in accuracy cannot exceed the share of images on which the models differ.`,
    );
  }
  const spread =
    normalQuantile(1 - alpha) * Math.sqrt(discordance) + normalQuantile(power) * Math.sqrt(discordance - effect ** 2);
  return Math.ceil((spread / effect) ** 2);
}

/**
 * Images for a proportion to be known to ± `halfWidth` (normal approximation, p(1 − p)z²/h²).
 *
 * @param proportion - expected proportion in [0, 1]; 0.5, the default, is the worst case
 * @param halfWidth - half of the two-sided interval's width, in (0, 0.5)
 * @param confidence - coverage of that interval. Default 0.95
 */
export function requiredForHalfWidth({
  proportion = 0.5,
  halfWidth,
  confidence = 0.95,
}: {
  proportion?: number;
  halfWidth: number;
  confidence?: number;
}): number {
  const z = normalQuantile((1 + confidence) / 2);
  return Math.ceil((z * z * proportion * (1 - proportion)) / (halfWidth * halfWidth));
}

/**
 * Samples that would let a comparison decide, from the standard error it has now: n·(now / needed)².
 *
 * The needed standard error is |distance| / (z₁₋α + z_power).
 *
 * @param n - samples (or clusters) now
 * @param standardError - standard error of the effect at n
 * @param distance - how far the true effect is taken to lie from the tolerance: |effect − tolerance| to ask "if what is
 *   seen is true", the tolerance itself to ask "if nothing has changed"
 * @returns whole number of samples, rounded up; Infinity where the distance is 0
 */
export function requiredSamples({
  n,
  standardError,
  distance,
  alpha = 0.05,
  power = 0.8,
}: Errors & { n: number; standardError: number; distance: number }): number {
  const needed = Math.abs(distance) / (normalQuantile(1 - alpha) + normalQuantile(power));
  return Math.ceil(n * (standardError / needed) ** 2);
}
