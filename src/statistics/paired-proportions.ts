/** Exact and score tests of two models' accuracy on the same, independent images. */
import { binomialCdf, binomialMass, normalCdf, normalQuantile } from './distributions.ts';
import type { Interval } from './proportions.ts';

/** How two models differ on the same images. */
export interface PairedCounts {
  /** Images that base gets right and head wrong. */
  worse: number;
  /** Images that base gets wrong and head right. */
  better: number;
  /** All images. */
  n: number;
}

export interface McNemar {
  /** p of "head is not worse". */
  oneSided: number;
  /** p of "no difference". */
  twoSided: number;
}

/** Exact conditional McNemar test: `worse` is binomial(worse + better, ½) if the models are equal. */
export function mcnemarExact({ worse, better }: Pick<PairedCounts, 'worse' | 'better'>): McNemar {
  const discordant = worse + better;
  return {
    oneSided: binomialCdf(better, discordant, 0.5),
    twoSided: Math.min(1, 2 * binomialCdf(Math.min(worse, better), discordant, 0.5)),
  };
}

/**
 * McNemar's test with mid-p: the exact test less half the chance of what was seen (Fagerland, Lydersen & Laake 2013).
 * Close to its nominal level where the exact test is far below.
 */
export function mcnemarMidP({ worse, better }: Pick<PairedCounts, 'worse' | 'better'>): McNemar {
  const discordant = worse + better;
  const exact = mcnemarExact({ worse, better });
  const seen = binomialMass(better, discordant, 0.5);
  return {
    oneSided: exact.oneSided - seen / 2,
    twoSided: worse === better ? 1 - seen / 2 : exact.twoSided - seen,
  };
}

/**
 * Tango's score statistic (1998) for a difference of paired proportions, standard normal if the difference is `margin`.
 *
 * @param margin - hypothetical difference in [−1, 1]; positive where head is worse
 * @returns z, positive where more is lost than `margin`
 */
export function tangoStatistic({ worse, better, n }: PairedCounts, margin: number): number {
  const excess = worse - better - n * margin;
  const b = -worse - better + (2 * n - worse + better) * margin;
  const c = -better * margin * (1 - margin);
  const gained = Math.max(0, (Math.sqrt(Math.max(0, b * b - 8 * n * c)) - b) / (4 * n));
  const variance = n * (2 * gained + margin * (1 - margin));
  if (variance <= 0) return excess === 0 ? 0 : Math.sign(excess) * Number.POSITIVE_INFINITY;
  return excess / Math.sqrt(variance);
}

/** Tango's score interval of (worse − better) / n: every margin that his test at this confidence does not reject. */
export function tangoInterval(counts: PairedCounts, confidence = 0.95): Interval {
  const z = normalQuantile((1 + confidence) / 2);
  const seen = (counts.worse - counts.better) / counts.n;
  return [marginAt(counts, z, -1, seen), marginAt(counts, -z, seen, 1)];
}

/** The margin in [low, high] at which the (falling) statistic is z. */
function marginAt(counts: PairedCounts, z: number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (;;) {
    const middle = from + (to - from) / 2;
    if (middle <= from || middle >= to) return middle;
    if (tangoStatistic(counts, middle) > z) from = middle;
    else to = middle;
  }
}

/** A comparison of accuracies; shares of all images, positive where head is worse. */
export interface AccuracyComparison {
  effect: number;
  /** Tango's two-sided interval. */
  interval: Interval;
  /** One-sided p of "the loss is at most the tolerance". */
  p: number;
  n: number;
}

/**
 * Compares two accuracies on independent images: McNemar's mid-p test at tolerance 0, Tango's score test otherwise.
 *
 * Tango's test rests on a normal approximation; above a positive tolerance its p is therefore never below McNemar's
 * mid-p, which few disagreements cannot make small.
 *
 * @param counts - n ≥ 1
 * @param tolerance - loss of accuracy that is accepted, in (−1, 1)
 */
export function compareAccuracy(counts: PairedCounts, tolerance = 0, confidence = 0.95): AccuracyComparison {
  const { worse, better, n } = counts;
  const exact = mcnemarMidP(counts).oneSided;
  const score = normalCdf(-tangoStatistic(counts, tolerance));
  return {
    effect: (worse - better) / n,
    interval: worse + better === 0 ? [0, 0] : tangoInterval(counts, confidence),
    p:
      worse + better === 0 && tolerance >= 0
        ? 1
        : tolerance === 0
          ? exact
          : tolerance > 0
            ? Math.max(score, exact)
            : score,
    n,
  };
}
