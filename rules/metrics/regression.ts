import { defineRule } from '../../src/model/rule.ts';
import { placeOfChange } from '../shared/models.ts';
import { onEachData, regressed } from '../shared/paired.ts';
import { score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'metrics/regression',
    title: 'A model scores worse than its base.',
    why: 'The declared score is what the model is for. Base and head answer the same images, so that the difference is the model, not the data: it is reported only where chance cannot explain a loss beyond the tolerance.',
    fix: 'Find out what changed (weights, preprocessing, training data) and mend it, or accept the loss by a higher `tolerance` in the policy.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['scores', 'comparisons'],
    uses: ['models'],
    messages: onEachData('{model} scores {head} in {score}; it was {base}.'),
    options: {},
  },

  defaults: {},

  *evaluate({ base, head, pair }) {
    for (const model of Object.keys(head.scores)) {
      const { score: name = '', overall = [] } = pair.comparisons[model] ?? {};
      for (const { data, base: before, head: after, requiredN, ...test } of overall) {
        yield {
          ...test,
          message: regressed[data],
          subject: model,
          identity: model,
          at: placeOfChange(head.models[model], base.models?.[model]),
          requiredN: requiredN ?? undefined,
          family: 'score',
          data: { model, score: name, base: score(before), head: score(after) },
        };
      }
    }
  },
});
