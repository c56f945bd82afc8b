import type { SplitScores, Task } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { wilsonInterval } from '../../src/statistics/proportions.ts';
import { changeOfModel, type Measured } from '../shared/change.ts';
import { ofPredictedClasses, trivialModel } from '../shared/trivial.ts';
import { score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'fitting/underfitting',
    title: 'A model has hardly learnt its own training images.',
    why: 'A model that cannot even tell the images apart that it was trained on has not learnt the task: it is too small, was trained too briefly, or was fed images that it cannot read.',
    fix: 'Check the preprocessing and the labels first, then train for longer, at another learning rate, or with a larger network.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['scores'],
    uses: ['models', 'comparisons'],
    messages: {
      underfitted:
        '{model} scores {value} in {score} on its training images, at most {high} with 95 % confidence; {trivially} scores {trivial}, and {required} is required.',
    },
    options: {
      gain: 'Share of the way from the trivial score to 1 that the training score must have come, 0–1 (deepchecks: 0.1).',
    },
  },

  defaults: { gain: 0.1 },

  *evaluate({ base, head, pair, options }) {
    for (const { model, task, splits } of Object.values(head.scores)) {
      const fit = fitOf(task, splits.train);
      const trivial = fit && trivialOf(task, fit.name, splits.train, head.models[model]?.labels ?? []);
      if (!fit || !trivial) continue;
      const required = trivial.score + options.gain * (1 - trivial.score);
      if (fit.interval[1] >= required) continue;
      const named = { subject: model, identity: model };
      const before = fitOf(task, base.scores?.[model]?.splits.train);
      yield {
        message: 'underfitted',
        ...named,
        at: head.models[model] && { path: head.models[model].path },
        measured: fit.value,
        limit: required,
        ...changeOfModel(pair, model, { ...named, family: 'score', worse: 'lower' }, before ?? undefined, fit),
        data: {
          model,
          score: fit.name,
          value: score(fit.value),
          high: score(fit.interval[1]),
          trivially: trivial.words,
          trivial: score(trivial.score),
          required: score(required),
        },
      };
    }
  },
});

interface Fit extends Measured {
  name: string;
}

/** What answers without looking, and its score. */
interface Trivial {
  words: string;
  score: number;
}

/** The most frequent class; a picture in which nothing is found; a map of one class. `null` where nothing is trivial. */
function trivialOf(task: Task, name: string, split: SplitScores, labels: readonly string[]): Trivial | null {
  if (task === 'detection' || task === 'instance-segmentation') return { words: 'finding nothing', score: 0 };
  const { confusion, classes } = split;
  if (confusion === null) return null;
  if (task === 'classification') {
    const trivial = trivialModel(name, confusion);
    if (!trivial) return null;
    const label = labels[trivial.answer] ?? `class ${trivial.answer}`;
    return { words: `always answering ${label}`, score: trivial.score };
  }
  if (task !== 'segmentation' || name !== 'mean_iou') return null;
  const support = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const most = Math.max(...support);
  const used = support.filter((count) => count > 0).length;
  const share = most / support.reduce((sum, count) => sum + count, 0);
  return { words: `answering ${classes[support.indexOf(most)].name} everywhere`, score: share / used };
}

function fitOf(task: Task, train: SplitScores | undefined): Fit | null {
  if (!train) return null;
  return task === 'classification' ? trainingFit(train) : declaredFit(train);
}

function declaredFit({ declared: { name, value, interval }, n }: SplitScores): Fit | null {
  return value === null || !interval ? null : { name, value, interval, n };
}

/** The declared score where the trivial model has it too, else the accuracy with Wilson's interval. */
function trainingFit(split: SplitScores): Fit | null {
  const { declared, confusion } = split;
  if (confusion === null) return null;
  if (ofPredictedClasses(declared.name)) return declaredFit(split);
  const n = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = confusion.reduce((sum, row, truth) => sum + row[truth], 0);
  return n === 0 ? null : { name: 'accuracy', value: right / n, interval: wilsonInterval(right, n), n };
}
