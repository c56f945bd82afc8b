import type { CalibrationComparison } from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import { scoresOf } from '../../score/tasks.ts';
import { pairedBootstrap } from '../../statistics/bootstrap.ts';
import { digest } from '../digest.ts';
import { remember } from '../remember.ts';
import { type AnswerPair, pairDigest } from './compare-answers.ts';

/** Raised when the comparison changes its meaning. */
const version = 1;
/** Every resample bins all images anew. */
const resamples = 500;

/** The expected calibration error of both classifiers, and how much it grew; none where a model answers labels alone. */
export function compareCalibration(pair: AnswerPair, model: string, cache: Cache): CalibrationComparison[] {
  const { base, head, data, cluster } = pair;
  if (base.task !== 'classification' || head.task !== 'classification' || base.hard || head.hard) return [];
  const key = digest(model, pairDigest(pair));
  return remember(cache, `paired-calibration@${version}`, key, () => {
    const { compute, paired } = scoresOf('classification');
    const { effect, interval, p, n } = pairedBootstrap(paired('ece', base, head, cluster), {
      key: ['calibration', model],
      resamples,
    });
    if (Number.isNaN(effect)) return [];
    return [{ data, base: compute('ece', base), head: compute('ece', head), effect, interval, p, n }];
  });
}
