import { defineRule } from '../../src/model/rule.ts';
import { normalQuantile } from '../../src/statistics/distributions.ts';
import { points, score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'metrics/small-evaluation-set',
    title: 'The evaluation set is too small to see what is claimed of it.',
    why: 'On few images a score is mostly chance: two models that differ by less than its uncertainty cannot be told apart, and a loss of that size passes unseen.',
    fix: 'Add labelled evaluation images, from where the model will be used; the finding says how many would do.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['scores'],
    uses: ['models'],
    messages: {
      small:
        '{model} scores {value} ± {measured} in {score} on {n} images of {split}; about {needed} images would bring that to ± {limit}. If one answer in {change} changes, a loss below {detectable} passes unseen.',
    },
    options: {
      uncertainty: "Half of the width of the score's 95 % interval that is accepted.",
      discordance: 'Share of answers in which two versions of a model are taken to differ, 0–1.',
    },
  },

  defaults: { uncertainty: 0.05, discordance: 0.05 },

  *evaluate({ head, options }) {
    for (const { model, evaluation, splits } of Object.values(head.scores)) {
      const { n = 0, declared } = splits[evaluation] ?? {};
      if (!declared?.interval || declared.value === null) continue;
      const [low, high] = declared.interval;
      const halfWidth = (high - low) / 2;
      if (halfWidth <= options.uncertainty) continue;
      yield {
        message: 'small',
        subject: model,
        identity: model,
        at: head.models[model]?.at,
        measured: halfWidth,
        limit: options.uncertainty,
        noise: options.uncertainty / 10,
        data: {
          model,
          score: declared.name,
          value: score(declared.value),
          n,
          split: evaluation,
          needed: Math.ceil(n * (halfWidth / options.uncertainty) ** 2),
          change: Math.round(1 / options.discordance),
          detectable: points(detectableLoss(n, options.discordance)),
        },
      };
    }
  },
});

/**
 * Smallest loss of accuracy that McNemar's test sees with a chance of 80 % at the error budget's level of 0.4 %:
 * (z₀.₉₉₆ + z₀.₈)·√(discordance / n), Connor's formula (1987) with the loss's own share of the variance left in.
 */
function detectableLoss(n: number, discordance: number): number {
  return Math.min(1, (normalQuantile(0.996) + normalQuantile(0.8)) * Math.sqrt(discordance / n));
}
