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
      trivial: 'Always answering {class} scores {trivial} in {score} on {split}: {share} of its images are {class}.',
      vacuous: 'Any model scores 1 in {score}: there are {classes} classes.',
    },
    options: { trivial: 'Score of the model that always answers one class, from which on a score is inadequate, 0–1.' },
  },

  defaults: { trivial: 0.8 },

  *evaluate({ head, options }) {
    for (const { model, evaluation, splits } of Object.values(head.scores)) {
      const split = splits[evaluation];
      if (!split) continue;
      const name = split.declared.name;
      const fault = { subject: model, identity: model, at: head.models[model]?.at };

      const { confusion } = split;
      if (confusion === null) continue;
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

/** k of `top_k_accuracy`, 0 of any other score. */
function ranks(name: string): number {
  return Number(/^top_(\d+)_accuracy$/.exec(name)?.[1] ?? 0);
}
