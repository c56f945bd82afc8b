import type { SplitScores } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { ofPredictedClasses, trivialModel } from '../shared/trivial.ts';
import { percent, score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'metrics/inadequate-metric',
    title: 'The declared score is high for a model that has learnt nothing.',
    why: 'Where 95 of 100 images are of one class, a model that always answers that class has an accuracy of 95 %. Such a score rises and falls with the class mix, not with the model.',
    fix: 'Declare a score in which every class counts the same (`macro_f1`, `balanced_accuracy`) or that chance cannot raise (`mcc`, `kappa`).',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['scores'],
    uses: ['models'],
    messages: {
      trivialMap:
        'Always answering {class} scores {trivial} in {score} on {split}: {share} of its pixels are {class}. Declare mean_iou.',
      trivialLabels:
        'Never answering a label scores {trivial} in {score} on {split}: an image has {labels} of {classes} labels. Declare macro_f1 or macro_pr_auc.',
      trivial: 'Always answering {class} scores {trivial} in {score} on {split}: {share} of its images are {class}.',
      vacuous: 'Any model scores 1 in {score}: there are {classes} classes.',
    },
    options: { trivial: 'Score of the model that always answers one class, from which on a score is inadequate, 0–1.' },
  },

  defaults: { trivial: 0.8 },

  *evaluate({ head, options }) {
    for (const { model, task, evaluation, splits } of Object.values(head.scores)) {
      const split = splits[evaluation];
      if (!split) continue;
      const name = split.declared.name;
      const fault = { subject: model, identity: model, at: head.models[model]?.at };

      if (task === 'multilabel') {
        const found = trivialLabels(split, options.trivial);
        if (found) yield { ...fault, message: 'trivialLabels', limit: options.trivial, ...found };
        continue;
      }
      const { confusion } = split;
      if (confusion === null) continue;
      if (task === 'segmentation') {
        const found = trivialMap(split, confusion, options.trivial);
        if (found) yield { ...fault, message: 'trivialMap', limit: options.trivial, ...found };
        continue;
      }
      const classes = confusion.length;
      if (classes > 0 && classes <= ranks(name)) {
        yield { ...fault, message: 'vacuous', data: { score: name, classes } };
      }
      const trivial = ofPredictedClasses(name) ? trivialModel(name, confusion) : null;
      if (trivial && trivial.score >= options.trivial) {
        const support = confusion[trivial.answer].reduce((sum, count) => sum + count, 0);
        yield {
          ...fault,
          message: 'trivial',
          measured: trivial.score,
          limit: options.trivial,
          data: {
            class: head.models[model]?.labels[trivial.answer] ?? `class ${trivial.answer}`,
            trivial: score(trivial.score),
            score: name,
            split: evaluation,
            share: percent(support / split.n),
          },
        };
      }
    }
  },
});

type Found = Pick<Problem, 'measured' | 'data'>;

/** The map that is of one class everywhere. */
function trivialMap(
  { split, declared: { name }, classes }: SplitScores,
  confusion: readonly (readonly number[])[],
  limit: number,
): Found | null {
  const support = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const pixels = support.reduce((sum, count) => sum + count, 0);
  const share = Math.max(...support) / pixels;
  const scores: Record<string, number> = { pixel_accuracy: share, frequency_weighted_iou: share * share };
  const trivial = scores[name];
  if (trivial === undefined || !(trivial >= limit)) return null;
  const most = classes[support.indexOf(Math.max(...support))].name;
  return {
    measured: trivial,
    data: { class: most, trivial: score(trivial), score: name, split, share: percent(share) },
  };
}

/** The answer without a label: wrong in as many labels as an image has, which are few of many. */
function trivialLabels({ split, n, declared: { name }, classes }: SplitScores, limit: number): Found | null {
  const labels = classes.reduce((sum, own) => sum + own.n, 0) / n;
  const trivial = labels / classes.length;
  if (name !== 'hamming_loss' || !(1 - trivial >= limit)) return null;
  return {
    measured: 1 - trivial,
    data: { trivial: score(trivial), score: name, split, labels: Number(labels.toFixed(1)), classes: classes.length },
  };
}

/** k of `top_k_accuracy`, 0 of any other score. */
function ranks(name: string): number {
  return Number(/^top_(\d+)_accuracy$/.exec(name)?.[1] ?? 0);
}
