import type { Results } from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import { scoresOf } from '../../score/tasks.ts';
import { bootstrapInterval } from '../../statistics/bootstrap-interval.ts';
import { digest } from '../digest.ts';
import { remember } from '../remember.ts';
import { resultsDigest } from './results-digest.ts';

/** Raised when an interval changes its meaning. */
const version = 2;

/** Answers, and the cluster of each image where some are not independent. */
export interface Clustered {
  results: Results;
  cluster: Int32Array | undefined;
}

/** Scores that are computed anew from so many units take fewer resamples: the Monte-Carlo error of a bound is then 7 % of the standard error. */
export const costly = 2000;
export const fewer = 1000;

export function keyOf({ results, cluster }: Clustered): string {
  return digest(resultsDigest(results), cluster ?? 'independent');
}

/** 95 % BCa bootstrap interval of a score of these answers; `null` where it is undefined. @param key of the random stream */
export function intervalOf(name: string, of: Clustered, key: readonly string[], cache: Cache): [number, number] | null {
  return remember(cache, `score-intervals@${version}`, digest(name, ...key, keyOf(of)), () => {
    const { counts, score } = scoresOf(of.results.task).single(name, of.results, of.cluster);
    const { interval } = bootstrapInterval(
      { samples: [counts], statistic: ([drawn]) => score(drawn) },
      { key: ['score', ...key], ...(counts.length > costly && { resamples: fewer }) },
    );
    return interval.some(Number.isNaN) ? null : interval;
  });
}
