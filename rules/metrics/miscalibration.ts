import type { PairFacts } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'metrics/miscalibration',
    title: 'The confidence of a model is not the share of its right answers.',
    why: 'A threshold on the confidence, a second look below it, or a decision by expected cost is only as good as the confidence is true: of answers given with 90 %, nine in ten should be right.',
    fix: 'Scale the temperature on the validation split before the export (one number), or train with label smoothing or mixup.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['scores'],
    uses: ['models', 'comparisons'],
    messages: {
      miscalibrated:
        '{model} is off by {measured} between confidence and right answers on {split} (expected calibration error, 15 bins; {adaptive} with bins of equal size), {limit} is accepted.',
    },
    options: {
      error: 'Expected calibration error that is accepted, 0–1.',
      samples: 'Evaluation images below which the error is mostly chance.',
    },
  },

  defaults: { error: 0.1, samples: 200 },

  *evaluate({ head, pair, options }) {
    for (const { model, task, evaluation, splits } of Object.values(head.scores)) {
      const split = splits[evaluation];
      const { ece, adaptive_ece: adaptive } = split?.values ?? {};
      if (task !== 'classification' || ece == null || adaptive == null || split.n < options.samples) continue;
      // Both ways of binning must say so: few images in a bin make one of them large by chance.
      if (Math.min(ece, adaptive) <= options.error) continue;
      const named = { subject: model, identity: model };
      yield {
        message: 'miscalibrated',
        ...named,
        at: head.models[model] && { path: head.models[model].path },
        measured: ece,
        limit: options.error,
        ...changeOf(pair, model, named, split.n),
        data: { model, split: evaluation, adaptive: score(adaptive) },
      };
    }
  },
});

/** The paired test of the error's growth, on base's evaluation data where head's are others; what only the data moved is no fault of the model. */
function changeOf(
  { comparisons }: Pick<PairFacts, 'comparisons'>,
  model: string,
  named: Pick<Problem, 'subject' | 'identity'>,
  n: number,
): Pick<Problem, 'change' | 'noise'> {
  if (comparisons[model]?.sameModel) return { noise: Number.MAX_VALUE };
  const growth = comparisons[model]?.calibration.find(({ data }) => data !== 'head');
  if (!growth) return { noise: 1 / Math.sqrt(n) };
  const { effect, interval, p, n: images } = growth;
  return { change: { ...named, effect, interval, p, n: images, tolerance: 0, family: 'advisory' } };
}
