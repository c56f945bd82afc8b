import { defineRule } from '../../src/model/rule.ts';
import { changeOfModel } from '../shared/change.ts';
import { score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'fitting/overfitting',
    title: 'A model scores much better on its training images than on the evaluation images.',
    why: 'The model has learnt its training images by heart. What it scores there says nothing of new images, and what it scores on new ones can be had with a smaller model or more data.',
    fix: 'Train for fewer epochs (early stopping on validation), augment, regularise, use a smaller network, or collect more images. Look for leaked or mislabelled images first.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['scores'],
    uses: ['models', 'comparisons'],
    messages: {
      gap: '{model} scores {train} in {score} on train and {evaluation} on {split}: a gap of {measured}, at least {low} with 95 % confidence, limit {limit}.',
    },
    options: { gap: 'Train score minus evaluation score that is accepted, in the unit of the declared score.' },
  },

  defaults: { gap: 0.1 },

  *evaluate({ base, head, pair, options }) {
    for (const { model, evaluation: split, splits, gap } of Object.values(head.scores)) {
      // A tenth of a share is much, a tenth of a decibel is nothing.
      const limit = gap && gap.train > 1 ? 10 * options.gap : options.gap;
      if (!gap || gap.interval[0] <= limit) continue;
      const { train, evaluation, value, interval } = gap;
      const n = splits[split]?.n ?? 0;
      const before = base.scores?.[model]?.gap;
      const named = { subject: model, identity: model };
      yield {
        message: 'gap',
        ...named,
        at: head.models[model] && { path: head.models[model].path },
        measured: value,
        limit,
        ...changeOfModel(
          pair,
          model,
          { ...named, family: 'score', worse: 'higher' },
          before ? { ...before, n } : undefined,
          { value, interval, n },
        ),
        data: {
          model,
          score: splits[split]?.declared.name ?? 'the declared score',
          train: score(train),
          evaluation: score(evaluation),
          split,
          low: score(interval[0]),
        },
      };
    }
  },
});
