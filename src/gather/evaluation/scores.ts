import type {
  GroupScore,
  NearDuplicates,
  Predictions,
  Samples,
  Scores,
  SplitPredictions,
  SplitScores,
} from '../../model/facts.ts';
import type { Cache, Gatherer } from '../../model/gatherer.ts';
import { shareOf } from '../../score/task-scores.ts';
import { scoresOf } from '../../score/tasks.ts';
import { bootstrapInterval } from '../../statistics/bootstrap-interval.ts';
import { evaluationSplit } from '../contents.ts';
import { digest } from '../digest.ts';
import { remember } from '../remember.ts';
import { clustersOf } from './clusters.ts';
import { fairnessOf } from './fairness.ts';
import { groupsOf } from './groups.ts';
import { leakedScore } from './leaks.ts';
import { type Clustered, costly, fewer, intervalOf, keyOf } from './score-intervals.ts';

/** Raised when a score or its interval changes its meaning. */
const version = 2;

/** The scores of each model's predictions, split by split, class by class and group by group. */
export const scores: Gatherer<'scores'> = {
  fact: 'scores',
  async gather(_snapshot, _policy, { cache }, { facts }) {
    const entries: Record<string, Scores> = {};
    for (const predictions of Object.values(facts.predictions ?? {})) {
      const samples = facts.samples?.[predictions.dataset];
      const near = facts.nearDuplicates?.[predictions.dataset];
      if (samples) entries[predictions.model] = scoresOfModel(predictions, samples, near, cache);
    }
    return { entries, faults: [] };
  },
};

function scoresOfModel(
  predictions: Predictions,
  samples: Samples,
  near: NearDuplicates | undefined,
  cache: Cache,
): Scores {
  const clustered = (split: SplitPredictions | undefined): Clustered | undefined =>
    split && { results: split.results, cluster: clustersOf(samples, split.rows, near) };
  const { model, dataset, task, splits } = predictions;
  const evaluation = evaluationSplit(samples) ?? 'test';
  return {
    model,
    dataset,
    task,
    evaluation,
    splits: Object.fromEntries(
      Object.values(splits).map((split) => [
        split.split,
        scoreSplit(predictions, split, samples, clustered(split)?.cluster, cache),
      ]),
    ),
    gap: gapOf(predictions, clustered(splits.train), clustered(splits[evaluation]), cache),
    leaked: splits[evaluation] ? leakedScore(predictions, splits[evaluation], samples, near, cache) : null,
  };
}

function scoreSplit(
  { model, task, score, classes }: Predictions,
  split: SplitPredictions,
  samples: Samples,
  cluster: Int32Array | undefined,
  cache: Cache,
): SplitScores {
  const scores = scoresOf(task);
  const { results } = split;
  const values = Object.fromEntries(scores.names.map((name) => [name, defined(scores.compute(name, results))]));
  const perClass = scores.classes(results);
  return {
    split: split.split,
    n: split.rows.length,
    values,
    declared: {
      name: score,
      value: values[score] ?? null,
      interval: values[score] === null ? null : intervalOf(score, { results, cluster }, [model, split.split], cache),
    },
    classScore: scores.classScore,
    classes: perClass.map(({ n, values }, index) => ({
      name: classes[index],
      n,
      values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, defined(value)])),
    })),
    groupScore: scores.groupScore(score),
    groups: groupScores(score, split, samples),
    ...fairnessOf({ model, score, classes }, split, samples, cluster, cache),
    confusion: scores.confusion(results),
  };
}

function groupScores(name: string, { rows, results }: SplitPredictions, samples: Samples): GroupScore[] {
  const scores = scoresOf(results.task);
  const compared = scores.groupScore(name);
  const shares = scores.shares?.(results) ?? null;
  return groupsOf(samples, rows).map(({ attribute, value, images }) => ({
    attribute,
    value,
    n: images.length,
    score: defined(scores.compute(compared, scores.select(results, images))),
    share: shares && defined(shareOf(shares, images)),
  }));
}

/** How much better the model is on images it was trained on, in the direction in which more is better; two independent samples. */
function gapOf(
  { model, task, score: name }: Predictions,
  train: Clustered | undefined,
  held: Clustered | undefined,
  cache: Cache,
): Scores['gap'] {
  if (!train || !held) return null;
  const scores = scoresOf(task);
  const key = digest(name, model, keyOf(train), keyOf(held));
  return remember(cache, `score-gaps@${version}`, key, () => {
    const sign = scores.direction(name) === 'higher' ? 1 : -1;
    const [seen, unseen] = [train, held].map(({ results, cluster }) => scores.single(name, results, cluster));
    const { value, interval } = bootstrapInterval(
      { samples: [seen.counts, unseen.counts], statistic: ([a, b]) => sign * (seen.score(a) - unseen.score(b)) },
      { key: ['gap', model, name], ...(seen.counts.length > costly && { resamples: fewer }) },
    );
    if (Number.isNaN(value)) return null;
    return {
      train: scores.compute(name, train.results),
      evaluation: scores.compute(name, held.results),
      value,
      interval,
    };
  });
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
