import type { Baseline, Results } from '../../../model/facts.ts';
import type { Cache } from '../../../model/gatherer.ts';
import { classificationScore, isScoreName } from '../../../score/classification/scores.ts';
import { scoresOf } from '../../../score/tasks.ts';
import { pairedBootstrap } from '../../../statistics/bootstrap.ts';
import { digest } from '../../digest.ts';
import { remember } from '../../remember.ts';
import { resultsDigest } from '../results-digest.ts';

/** Raised when a margin changes its meaning. */
const version = 3;
const resamples = 2000;

/** What answers without a network, and its answers to the model's evaluation images. */
export interface Rival {
  method: Baseline['method'];
  results: Results;
}

/**
 * How much better a model is than what answers without a network, by the paired bootstrap on the same images; `null` where the
 * score is undefined of either.
 *
 * @param cluster - cluster of each image, where images are not independent
 */
export function marginOver(
  { method, results: theirs }: Rival,
  { model, score: declared }: { model: string; score: string },
  own: Results,
  cluster: Int32Array | undefined,
  cache: Cache,
): Baseline | null {
  const score = comparable(declared, theirs);
  const key = digest(model, method, score, resultsDigest(own), resultsDigest(theirs), cluster ?? 'independent');
  return remember(cache, `baseline-margins@${version}`, key, () => {
    const { compute, paired } = scoresOf(own.task);
    const { effect, interval, n } = pairedBootstrap(paired(score, own, theirs, cluster), {
      key: ['baseline', model, method],
      resamples,
      maximum: resamples,
    });
    if (Number.isNaN(effect) || interval.some(Number.isNaN)) return null;
    return { method, score: compute(score, theirs), model: compute(score, own), margin: effect, interval, n };
  });
}

/** Labels alone have no probabilities worth scoring, so scores that need them give way to macro-F1. */
function comparable(declared: string, theirs: Results): string {
  if (theirs.task !== 'classification') return declared;
  return isScoreName(declared) && !classificationScore(declared).needsProbabilities ? declared : 'macro_f1';
}
