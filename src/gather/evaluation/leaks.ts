import type { NearDuplicates, Predictions, Samples, Scores, SplitPredictions } from '../../model/facts.ts';
import type { Cache } from '../../model/gatherer.ts';
import { scoresOf } from '../../score/tasks.ts';
import { bootstrapInterval } from '../../statistics/bootstrap-interval.ts';
import { digest } from '../digest.ts';
import { remember } from '../remember.ts';
import { resultsDigest } from './results-digest.ts';

/** Raised when the comparison changes its meaning. */
const version = 1;
/** Fewest images on either side: on fewer, no difference that matters could be told from chance. */
const fewest = 10;
const resamples = 2000;

/**
 * The declared score on evaluation images that are in the training split too, by content or to the eye, against the others: two
 * independent samples. `null` where there are too few of either.
 */
export function leakedScore(
  { model, task, score: name }: Predictions,
  { results, rows }: SplitPredictions,
  samples: Samples,
  near: NearDuplicates | undefined,
  cache: Cache,
): Scores['leaked'] {
  const seen = seenInTraining(samples, near);
  const positions = [...rows.keys()];
  const leaked = positions.filter((position) => seen.has(samples.hash[rows[position]]));
  const clean = positions.filter((position) => !seen.has(samples.hash[rows[position]]));
  if (leaked.length < fewest || clean.length < fewest) return null;
  const key = digest(model, name, resultsDigest(results), Int32Array.from(leaked));
  return remember(cache, `leaked-scores@${version}`, key, (): Scores['leaked'] => {
    const scores = scoresOf(task);
    const sign = scores.direction(name) === 'higher' ? 1 : -1;
    const parts = [leaked, clean].map((images) => scores.select(results, images));
    const [inTrain, outside] = parts.map((part) => scores.single(name, part));
    const { value, interval } = bootstrapInterval(
      {
        samples: [inTrain.counts, outside.counts],
        statistic: ([a, b]) => sign * (inTrain.score(a) - outside.score(b)),
      },
      { key: ['leaked', model, name], resamples },
    );
    if (Number.isNaN(value)) return null;
    return {
      n: leaked.length,
      clean: clean.length,
      score: scores.compute(name, parts[0]),
      cleanScore: scores.compute(name, parts[1]),
      value,
      interval,
    };
  });
}

/** Hashes of training images, and of those that look the same as one. */
function seenInTraining({ hash, split }: Samples, near: NearDuplicates | undefined): Set<string> {
  const training = new Set(hash.filter((own, row) => own !== '' && split[row] === 'train'));
  const seen = new Set(training);
  near?.confirmed.forEach((isConfirmed, pair) => {
    if (isConfirmed !== 1) return;
    const [first, second] = [hash[near.first[pair]], hash[near.second[pair]]];
    if (training.has(first)) seen.add(second);
    if (training.has(second)) seen.add(first);
  });
  return seen;
}
