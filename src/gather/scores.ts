import type { GroupScore, Model, Predictions, Samples, Scores, SplitPredictions, SplitScores } from '../model/facts.ts';
import type { Gatherer } from '../model/gatherer.ts';
import { f1OfClass, perClass, precisionOfClass, recallOfClass } from '../score/classification/agreement.ts';
import type { ProbabilityColumns } from '../score/classification/columns.ts';
import {
  classificationScore,
  computeScore,
  isScoreName,
  type ScoreName,
  scoreNames,
} from '../score/classification/scores.ts';
import { confusionMatrix, tallyClasses } from '../score/classification/tallies.ts';
import { pairedBootstrap } from '../statistics/bootstrap.ts';
import { columnsOver } from './columns.ts';
import { evaluationSplit } from './contents.ts';
import { unitsOf } from './units.ts';

const resamples = 2000;
const normalWidth = 1.959964;

/** The scores of each model's predictions, split by split, class by class and group by group. */
export const scores: Gatherer<'scores'> = {
  fact: 'scores',
  async gather(_snapshot, _policy, _tools, { facts }) {
    const entries: Record<string, Scores> = {};
    for (const predictions of Object.values(facts.predictions ?? {})) {
      const model = facts.models?.[predictions.model];
      const samples = facts.samples?.[predictions.dataset];
      if (model && samples) entries[predictions.model] = scoresOf(model, predictions, samples);
    }
    return { entries, faults: [] };
  },
};

function scoresOf(model: Model, predictions: Predictions, samples: Samples): Scores {
  const evaluation = evaluationSplit(samples) ?? 'test';
  const errors = new Map<string, number>();
  const splits = Object.fromEntries(
    Object.values(predictions.splits).map((split) => {
      const { scored, standardError } = scoreSplit(model, predictions.classes, split, samples);
      errors.set(split.split, standardError);
      return [split.split, scored];
    }),
  );
  return {
    model: model.model,
    dataset: predictions.dataset,
    evaluation,
    splits,
    gap: gapOf(model, evaluation, splits, errors),
  };
}

function scoreSplit(
  model: Model,
  classes: readonly string[],
  split: SplitPredictions,
  samples: Samples,
): { scored: SplitScores; standardError: number } {
  const columns = columnsOver(classes, classes, split);
  const tallies = tallyClasses(columns);
  const [precision, recall, f1] = [precisionOfClass, recallOfClass, f1OfClass].map((ofClass) =>
    perClass(ofClass, tallies),
  );
  const confusion = confusionMatrix(columns);
  const values = Object.fromEntries(scoreNames.map((name) => [name, defined(computeScore(name, columns))]));
  const declared = isScoreName(model.score) ? bootstrapScore(model.score, columns, [model.model, split.split]) : null;
  return {
    standardError: declared?.standardError ?? Number.NaN,
    scored: {
      split: split.split,
      n: split.rows.length,
      values,
      declared: { name: model.score, value: values[model.score] ?? null, interval: declared?.interval ?? null },
      classes: classes.map((name, index) => ({
        name,
        n: tallies.support[index],
        precision: precision[index],
        recall: recall[index],
        f1: f1[index],
      })),
      groups: groupScores(split, samples),
      confusion: classes.map((_, row) => [...confusion.subarray(row * classes.length, (row + 1) * classes.length)]),
    },
  };
}

function bootstrapScore(
  name: ScoreName,
  columns: ProbabilityColumns,
  key: string[],
): { interval: [number, number] | null; standardError: number } {
  const { interval, standardError } = pairedBootstrap(unitsOf(name, columns), {
    key: ['score', ...key],
    resamples,
    maximum: resamples,
    tolerance: -1e9,
  });
  return { interval: interval.some(Number.isNaN) ? null : interval, standardError };
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

/** How much better the model is on images it was trained on, in the direction in which more is better; the samples are independent. */
function gapOf(
  model: Model,
  evaluation: string,
  splits: Record<string, SplitScores>,
  errors: ReadonlyMap<string, number>,
): Scores['gap'] {
  const train = splits.train?.declared.value;
  const held = splits[evaluation]?.declared.value;
  if (train === null || train === undefined || held === null || held === undefined || !isScoreName(model.score))
    return null;
  const sign = classificationScore(model.score).direction === 'higher' ? 1 : -1;
  const value = sign * (train - held);
  const half = normalWidth * Math.hypot(errors.get('train') ?? 0, errors.get(evaluation) ?? 0);
  return { train, evaluation: held, value, interval: [value - half, value + half] };
}

function defined(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
