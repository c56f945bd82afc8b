/** Compares durations of two models that ran interleaved, over several fresh processes. */
import { studentCdf, studentQuantile } from './distributions.ts';
import type { Interval } from './proportions.ts';

/** Durations in ms of interleaved runs in one process; the i-th runs were neighbours. */
export interface SessionPair {
  base: ArrayLike<number>;
  head: ArrayLike<number>;
  /** A second session of base. */
  again?: ArrayLike<number>;
}

export interface DurationOptions {
  /** Accepted slow-down, as a share: 0.01 accepts 1 %. Default 0. */
  tolerance?: number;
  /** Coverage of the two-sided interval and of the noise floor, in (0, 1). Default 0.95. */
  confidence?: number;
}

export interface DurationComparison {
  /** Ratio of head's duration to base's, less 1; positive is slower. */
  effect: number;
  interval: Interval;
  /** One-sided p of "the slow-down is at most the tolerance". */
  p: number;
  /** Session pairs. */
  pairs: number;
  /** Effect that base against itself, over as many pairs, stays within at this confidence; null if not measured. */
  noiseFloor: number | null;
}

/**
 * Ratio of durations with its t interval over session pairs.
 *
 * Each pair gives the median log ratio of its neighbouring runs. A session has an offset of its own that outlasts any
 * number of runs within it, so the pairs, not the runs, are the sample. Where base has a second session, head is held
 * against the geometric mean of both, and their spread about a ratio of 1 bounds the standard error from below: a small
 * spread by luck proves nothing.
 *
 * @param pairs - at least two
 * @throws {RangeError} with fewer than two pairs, unequal or empty runs, or a duration that is not above 0
 */
export function compareDurations(
  pairs: readonly SessionPair[],
  { tolerance = 0, confidence = 0.95 }: DurationOptions = {},
): DurationComparison {
  if (pairs.length < 2) {
    throw new RangeError(
      `Expected at least 2 session pairs for \`pairs\` but received ${pairs.length}. Time the models in more fresh sessions.`,
    );
  }
  const ratios = pairs.map(({ base, head, again }) =>
    medianLogRatio(again === undefined ? [base] : [base, again], head),
  );
  const centre = mean(ratios);
  const own = {
    error: Math.sqrt(sumOfSquares(ratios, centre) / (ratios.length - 1) / ratios.length),
    df: ratios.length - 1,
  };
  const floor = pairs.flatMap(({ base, again }) => (again === undefined ? [] : [medianLogRatio([base], again)]));
  const noise = floor.length === 0 ? null : noiseOf(floor, ratios.length);
  const errors = noise === null ? [own] : [own, noise];

  const half = Math.max(...errors.map((spread) => halfWidth(spread, confidence)));
  return {
    effect: Math.expm1(centre),
    interval: [Math.expm1(centre - half), Math.expm1(centre + half)],
    p: Math.max(...errors.map((spread) => upperTail(centre - Math.log1p(tolerance), spread))),
    pairs: pairs.length,
    noiseFloor: noise === null ? null : Math.expm1(halfWidth(noise, confidence)),
  };
}

interface Spread {
  /** Standard error of the mean log ratio. */
  error: number;
  df: number;
}

/** Of one session against the mean of two there is three quarters of the variance of one against one. */
const SHARE_OF_VARIANCE = 3 / 4;

/** The true log ratio of a model against itself is 0, so no degree of freedom is spent on its mean. */
function noiseOf(ratios: number[], pairs: number): Spread {
  const variance = (SHARE_OF_VARIANCE * sumOfSquares(ratios, 0)) / ratios.length;
  return { error: Math.sqrt(variance / pairs), df: ratios.length };
}

const halfWidth = ({ error, df }: Spread, confidence: number): number =>
  studentQuantile((1 + confidence) / 2, df) * error;

function upperTail(distance: number, { error, df }: Spread): number {
  if (error === 0) return distance > 0 ? 0 : 1;
  return studentCdf(-distance / error, df);
}

/** Median of the log ratios of runs to the geometric mean of their neighbours in `others`. */
function medianLogRatio(others: readonly ArrayLike<number>[], runs: ArrayLike<number>): number {
  for (const { length } of others) {
    if (length > 0 && length === runs.length) continue;
    throw new RangeError(
      `Expected as many runs of head as of base, at least 1, but received ${runs.length} and ${length}. Time the models in turns.`,
    );
  }
  const ratios = Array.from(runs, (duration, i) => Math.log(duration) - mean(others.map((own) => Math.log(own[i]))));
  if (!ratios.every(Number.isFinite)) {
    throw new RangeError('Expected durations above 0 ms but received another value. Leave out runs that failed.');
  }
  ratios.sort((left, right) => left - right);
  const middle = ratios.length >> 1;
  return ratios.length % 2 === 1 ? ratios[middle] : (ratios[middle - 1] + ratios[middle]) / 2;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const sumOfSquares = (values: number[], centre: number): number =>
  values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
