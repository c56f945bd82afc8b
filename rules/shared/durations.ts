import type { Latency, LatencyPair } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { studentQuantile } from '../../src/statistics/distributions.ts';
import { compareDurations, type DurationComparison, type SessionPair } from '../../src/statistics/log-ratio.ts';
import { requiredSamples } from '../../src/statistics/sample-size.ts';

/** The level of the latency tests in the default error budget. */
const level = 0.002;

export type Compared = Pick<Test, 'effect' | 'interval' | 'p' | 'n' | 'requiredN'>;

/** How much slower head is than base, over fresh processes. */
export function compareTimes(pairs: readonly SessionPair[], tolerance: number): Compared {
  if (pairs.length === 1) return ofOnePair(pairs[0]);
  const comparison = compareDurations(pairs, { tolerance });
  const { effect, interval, p, pairs: n } = comparison;
  return { effect, interval, p, n, requiredN: pairsNeeded(comparison, tolerance) };
}

/** A process alone has no interval; a factor of ten either way stands for not knowing, and the test stays inconclusive. */
function ofOnePair({ base, head }: SessionPair): Compared {
  const ratio = median(head) / median(base);
  return { effect: ratio - 1, interval: [ratio / 10 - 1, ratio * 10 - 1], p: 1, n: 1, requiredN: 2 };
}

function pairsNeeded({ effect, interval, pairs }: DurationComparison, tolerance: number): number | undefined {
  const standardError = (interval[1] - interval[0]) / 2 / studentQuantile(0.975, pairs - 1);
  const distance = effect - tolerance;
  if (standardError === 0 || distance === 0) return undefined;
  return Math.max(2, requiredSamples({ n: pairs, standardError, distance, alpha: level }));
}

/** All runs of head, or of base with both of its sessions, in ms. */
export function runsOf({ pairs }: Latency, side: 'base' | 'head'): number[] {
  return pairs.flatMap(({ base, again, head }) => (side === 'head' ? [...head] : [...base, ...again]));
}

/** Median over the processes of each one's median run, in ms. */
export function typicalTime(pairs: readonly LatencyPair[], side: 'base' | 'head'): number {
  return median(pairs.map(({ [side]: runs }) => median(runs)));
}

export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Milliseconds with as many digits as tell them apart: `0.482`, `12.3`, `1240`. */
export function milliseconds(time: number): string {
  return String(Number(time.toPrecision(3)));
}
