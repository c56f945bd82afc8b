import { defineRule } from '../../src/model/rule.ts';
import { changeOf } from '../shared/change.ts';
import { score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'fitting/inflated-score',
    title: 'The score is bought by images that the model was trained on.',
    why: 'An evaluation image that is in the training split too, or looks the same as one there, asks what the model remembers and not what it can do. The score without such images is the one that users will meet.',
    fix: 'Take the images that `training-data/split-leakage` names out of one of the splits, and judge the model again.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['scores'],
    uses: ['models'],
    messages: {
      inflated:
        '{model} reaches {clean} in {score} on the {n} images of {split} that it was not trained on, and {leaked} on the {known} that are in train too: {measured} better, at least {low} with 95 % confidence.',
    },
    options: { difference: 'Difference between the two that is accepted, in the unit of the score.' },
  },

  defaults: { difference: 0 },

  *evaluate({ base, head, options }) {
    for (const { model, evaluation, splits, leaked } of Object.values(head.scores)) {
      if (!leaked || leaked.interval[0] <= options.difference) continue;
      const named = { subject: model, identity: model };
      yield {
        message: 'inflated',
        ...named,
        at: head.models[model] && { path: head.models[model].path },
        measured: leaked.value,
        limit: options.difference,
        ...changeOf(
          { ...named, family: 'advisory', worse: 'higher' },
          base.scores?.[model]?.leaked ?? undefined,
          leaked,
        ),
        data: {
          model,
          clean: score(leaked.cleanScore),
          score: splits[evaluation]?.declared.name ?? 'the declared score',
          n: leaked.clean,
          split: evaluation,
          leaked: score(leaked.score),
          known: leaked.n,
          low: score(leaked.interval[0]),
        },
      };
    }
  },
});
