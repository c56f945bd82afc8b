import type { GroupScore, Model, Predictions, Samples, Scores, SplitPredictions, SplitScores } from '../../model/facts.ts';
import type { Cache, Gatherer } from '../../model/gatherer.ts';
import { f1OfClass, perClass, precisionOfClass, recallOfClass } from '../../score/classification/agreement.ts';
import type { ProbabilityColumns } from '../../score/classification/columns.ts';
import {
  classificationScore,
  computeScore,
  isScoreName,
  type ScoreName,
  scoreNames,
} from '../../score/classification/scores.ts';
import { scoredUnits } from '../../score/classification/single.ts';
import { confusionMatrix, tallyClasses } from '../../score/classification/tallies.ts';
import { bootstrapInterval } from '../../statistics/bootstrap-interval.ts';
import { columnsOver } from './columns.ts';
import { evaluationSplit } from '../contents.ts';
import { columnsDigest, digest } from '../digest.ts';
import { remember } from '../remember.ts';

/** Raised when a score or its interval changes its meaning. */
const version = 1;

/** The scores of each model's predictions, split by split, class by class and group by group. */
export const scores: Gatherer<'scores'> = {
  fact: 'scores',
  async gather(_snapshot, _policy, { cache }, { facts }) {
    const entries: Record<string, Scores> = {};
    for (const predictions of Object.values(facts.predictions ?? {})) {
      const model = facts.models?.[predictions.model];
      const samples = facts.samples?.[predictions.dataset];
      if (model && samples) entries[predictions.model] = scoresOf(model, predictions, samples, cache);
    }
    return { entries, faults: [] };
  },
};

function scoresOf(model: Model, predictions: Predictions, samples: Samples, cache: Cache): Scores {
  const evaluation = evaluationSplit(samples) ?? 'test';
  const { classes } = predictions;
  const columns = new Map(
    Object.values(predictions.splits).map((split) => [split.split, columnsOver(classes, classes, split)]),
  );
  return {
    model: model.model,
    dataset: predictions.dataset,
    evaluation,
    splits: Object.fromEntries(
      Object.values(predictions.splits).map((split) => [
        split.split,
        scoreSplit(model, classes, split, samples, cache),
      ]),
    ),
    gap: gapOf(model, columns.get('train'), columns.get(evaluation), cache),
  };
}

function scoreSplit(
  model: Model,
  classes: readonly string[],
  split: SplitPredictions,
  samples: Samples,
  cache: Cache,
): SplitScores {
  const columns = columnsOver(classes, classes, split);
  const tallies = tallyClasses(columns);
  const [precision, recall, f1] = [precisionOfClass, recallOfClass, f1OfClass].map((ofClass) =>
    perClass(ofClass, tallies),
  );
  const confusion = confusionMatrix(columns);
  const values = Object.fromEntries(scoreNames.map((name) => [name, defined(computeScore(name, columns))]));
  return {
    split: split.split,
    n: split.rows.length,
    values,
    declared: {
      name: model.score,
      value: values[model.score] ?? null,
      interval: isScoreName(model.score) ? intervalOf(model.score, columns, [model.model, split.split], cache) : null,
    },
    classes: classes.map((name, index) => ({
      name,
      n: tallies.support[index],
      precision: precision[index],
      recall: recall[index],
      f1: f1[index],
    })),
    groups: groupScores(split, samples),
    confusion: classes.map((_, row) => [...confusion.subarray(row * classes.length, (row + 1) * classes.length)]),
  };
}

function intervalOf(
  name: ScoreName,
  columns: ProbabilityColumns,
  key: string[],
  cache: Cache,
): [number, number] | null {
  return remember(cache, `score-intervals@${version}`, digest(name, ...key, columnsDigest(columns)), () => {
    const { counts, score } = scoredUnits(name, columns);
    const { interval } = bootstrapInterval(
      { samples: [counts], statistic: ([drawn]) => score(drawn) },
      { key: ['score', ...key] },
    );
    return interval.some(Number.isNaN) ? null : interval;
  });
}

function groupScores(split: SplitPredictions, samples: Samples): GroupScore[] {
  return samples.groups.flatMap((attribute) => {
    const column = samples.attributes[attribute] ?? [];
    const counts = new Map<string, { n: number; right: number }>();
    split.rows.forEach((row, index) => {
      const value = column[row];
      if (value === null || value === undefined) return;
      const count = counts.get(value) ?? { n: 0, right: 0 };
      count.n += 1;
      if (split.predicted[index] === split.truth[index]) count.right += 1;
      counts.set(value, count);
    });
    return [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, { n, right }]) => ({ attribute, value, n, accuracy: right / n }));
  });
}

/** How much better the model is on images it was trained on, in the direction in which more is better; two independent samples. */
function gapOf(
  { model, score: name }: Model,
  train: ProbabilityColumns | undefined,
  held: ProbabilityColumns | undefined,
  cache: Cache,
): Scores['gap'] {
  if (!train || !held || !isScoreName(name)) return null;
  const key = digest(name, model, columnsDigest(train), columnsDigest(held));
  return remember(cache, `score-gaps@${version}`, key, () => {
    const sign = classificationScore(name).direction === 'higher' ? 1 : -1;
    const [seen, unseen] = [train, held].map((columns) => scoredUnits(name, columns));
    const { value, interval } = bootstrapInterval(
      { samples: [seen.counts, unseen.counts], statistic: ([a, b]) => sign * (seen.score(a) - unseen.score(b)) },
      { key: ['gap', model, name] },
    );
    if (Number.isNaN(value)) return null;
    return { train: computeScore(name, train), evaluation: computeScore(name, held), value, interval };
  });
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
