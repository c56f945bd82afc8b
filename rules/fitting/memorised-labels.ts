import type { Baselines } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { normalQuantile } from '../../src/statistics/distributions.ts';
import { changeOfModel, type Measured } from '../shared/change.ts';
import { percent, points } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'fitting/memorised-labels',
    title: 'A model has learnt doubtful labels by heart.',
    why: 'Where the five nearest training images are all of one other class, a label is often wrong. A model that answers such labels far more often on images it was trained on than on others has not understood them: it remembers them, and will answer new images of their kind at random.',
    fix: 'Look at the labels that `training-data/label-noise` and `label-conflict` name and correct them; stop earlier, smooth labels, or use a loss that forgives noise.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['baselines'],
    uses: ['models', 'comparisons'],
    messages: {
      memorised:
        '{model} answers the given label on {seen} of {n} training images that look like another class, and on {fresh} of {m} such evaluation images: {difference} more, at least {low} with 95 % confidence.',
    },
    options: {
      difference: 'Difference between the two shares that is accepted, 0–1.',
      samples: 'Such images that each split must have.',
    },
  },

  defaults: { difference: 0.2, samples: 20 },

  *evaluate({ base, head, pair, options }) {
    for (const { model, contradicted } of Object.values(head.baselines)) {
      if (!contradicted) continue;
      const { train, evaluation } = contradicted;
      if (Math.min(train.n, evaluation.n) < options.samples) continue;
      const found = differenceOf(contradicted);
      const { value: difference, interval } = found;
      if (interval[0] <= options.difference) continue;
      const named = { subject: model, identity: model };
      const before = base.baselines?.[model]?.contradicted;
      yield {
        message: 'memorised',
        ...named,
        at: head.models[model] && { path: head.models[model].path },
        measured: difference,
        limit: options.difference,
        ...changeOfModel(
          pair,
          model,
          { ...named, family: 'advisory', worse: 'higher' },
          before ? differenceOf(before) : undefined,
          found,
        ),
        data: {
          model,
          seen: percent(train.given / train.n),
          n: train.n,
          fresh: percent(evaluation.given / evaluation.n),
          m: evaluation.n,
          difference: points(difference),
          low: points(interval[0]),
        },
      };
    }
  },
});

type Contradicted = NonNullable<Baselines['contradicted']>;

/** Difference of two independent shares, with its 95 % interval by Agresti and Caffo (2000): one more right and wrong of each. */
function differenceOf({ train, evaluation }: Contradicted): Measured {
  const [seen, fresh] = [train, evaluation].map(({ n, given }) => ({ share: (given + 1) / (n + 2), n: n + 2 }));
  const error = Math.sqrt((seen.share * (1 - seen.share)) / seen.n + (fresh.share * (1 - fresh.share)) / fresh.n);
  const [centre, half] = [seen.share - fresh.share, normalQuantile(0.975) * error];
  return {
    value: train.given / train.n - evaluation.given / evaluation.n,
    interval: [centre - half, centre + half],
    n: train.n + evaluation.n,
  };
}
