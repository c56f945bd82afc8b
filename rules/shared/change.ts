import type { PairFacts } from '../../src/model/facts.ts';
import type { Family, Problem } from '../../src/model/finding.ts';
import { normalCdf, normalQuantile } from '../../src/statistics/distributions.ts';

/** A value that was measured of one commit's model. */
export interface Measured {
  value: number;
  /** 95 % interval. */
  interval: readonly [number, number];
  /** Images that it rests on. */
  n: number;
}

interface Named {
  subject: string;
  identity: string;
  family: Family;
  /** Which way is worse. */
  worse: 'higher' | 'lower';
}

/** As `changeOf`, of a model: where it is base's own, what moved its value is the data, which is told as such and is no fault of it. */
export function changeOfModel(
  { comparisons }: Pick<PairFacts, 'comparisons'>,
  model: string,
  ...[named, base, head]: Parameters<typeof changeOf>
): Pick<Problem, 'change' | 'noise'> {
  return comparisons[model]?.sameModel ? { noise: Number.MAX_VALUE } : changeOf(named, base, head);
}

/**
 * What tells a value that head made worse from one that lay near its limit before: the normal test of the difference of two values
 * that have an interval each, as of independent samples. Both commits' values rest on nearly the same images and vary together, so
 * that the test errs towards *no worse*. Where base has no such value, any problem of it is new.
 */
export function changeOf(
  { subject, identity, family, worse }: Named,
  base: Measured | undefined,
  head: Measured,
): Pick<Problem, 'change'> {
  if (base === undefined) return {};
  const effect = worse === 'higher' ? head.value - base.value : base.value - head.value;
  const error = Math.hypot(standardError(base), standardError(head));
  const half = normalQuantile(0.975) * error;
  return {
    change: {
      subject,
      identity,
      effect,
      interval: [effect - half, effect + half],
      tolerance: 0,
      p: error > 0 ? normalCdf(-effect / error) : Number(effect <= 0),
      n: head.n,
      family,
    },
  };
}

function standardError({ interval: [low, high] }: Measured): number {
  return (high - low) / 2 / normalQuantile(0.975);
}
