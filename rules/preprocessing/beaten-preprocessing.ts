import type { PairedCounts, Probe } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { lossOfAccuracy } from '../shared/paired.ts';

export default defineRule({
  meta: {
    id: 'preprocessing/beaten-preprocessing',
    title: 'A model does better with another preprocessing than with the declared one.',
    why: 'A model is fed other pixels than it was trained on when a mean, a channel order or a resize got lost on the way. It still answers, only worse, and nothing fails.',
    fix: 'Declare the preprocessing that the model was trained with; the finding names one that does better.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['probes'],
    uses: ['models'],
    messages: {
      beaten: '{model} answers {better} of {n} images right with {alternative}, and {declared} as declared.',
    },
    options: { margin: 'Gain in accuracy of another preprocessing that is accepted, as a share: 0.01 is 1 point.' },
  },

  defaults: { margin: 0.01 },

  *evaluate({ head, options }) {
    for (const { model, probes } of Object.values(head.probes)) {
      const best = bestOf(probes);
      if (!best || best.confirm.n === 0) continue;
      const { n, bothRight, onlyFirst, onlySecond } = best.confirm;
      const declaredSecond: PairedCounts = { ...best.confirm, onlyFirst: onlySecond, onlySecond: onlyFirst };
      yield {
        ...lossOfAccuracy(declaredSecond, options.margin),
        message: 'beaten',
        subject: model,
        identity: model,
        at: head.models[model]?.preprocessingAt,
        family: 'score',
        data: {
          model,
          n,
          alternative: best.alternative,
          better: bothRight + onlySecond,
          declared: bothRight + onlyFirst,
        },
      };
    }
  },
});

/** Chosen on one half of the sample, so that the other half's test is of one alternative, not of the luckiest of many. */
function bestOf(probes: readonly Probe[]): Probe | undefined {
  const gain = ({ select }: Probe) => select.onlySecond - select.onlyFirst;
  return probes.reduce<Probe | undefined>(
    (best, probe) => (best === undefined || gain(probe) > gain(best) ? probe : best),
    undefined,
  );
}
