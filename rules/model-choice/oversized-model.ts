import type { Baseline, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { baselineNames } from '../shared/baselines.ts';
import { amount, score } from '../shared/wording.ts';

/** Values of a 16 × 16 thumbnail in three colours, and of its gradients. */
const features = 768 + 324;

export default defineRule({
  meta: {
    id: 'model-choice/oversized-model',
    title: 'A model costs many times what a simple one does, and is hardly better.',
    why: 'Each run of the network costs its multiply–accumulates in time, power and hardware. Where a comparison of thumbnails comes within a few points, most of that buys nothing.',
    fix: 'Ask whether the simple model will do, or a network of a tenth of the size; show what the large one is needed for.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['models', 'baselines'],
    uses: ['samples'],
    messages: {
      oversized:
        '{model} takes {macs} multiply–accumulates an image and is better by at most {high} in {score} than {baseline}, which takes {cheap}: {times} times as much.',
    },
    options: {
      times: 'How many times the cost of a simple model is a lot.',
      margin: 'How much better the model must be able to be, in the unit of the score.',
    },
  },

  defaults: { times: 50, margin: 0.03 },

  *evaluate({ head, options }) {
    for (const { model, score: name, baselines } of Object.values(head.baselines)) {
      const own = head.models[model];
      if (!own || own.macs === null) continue;
      for (const baseline of baselines) {
        const cheap = costOf(baseline, own.labels.length, head.samples[own.dataset]);
        const [low, high] = baseline.interval;
        // One that is no better at all is `no-better-than-baseline`.
        if (cheap === null || own.macs / cheap < options.times || high > options.margin || high <= 0) continue;
        yield {
          message: 'oversized',
          subject: model,
          identity: `${model}/${baseline.method}`,
          at: { path: own.path },
          measured: baseline.margin,
          limit: options.margin,
          noise: high - low,
          data: {
            model,
            macs: amount(own.macs),
            high: score(high),
            score: name,
            baseline: baselineNames[baseline.method],
            cheap: amount(cheap),
            times: amount(Math.round(own.macs / cheap)),
          },
        };
      }
    }
  },
});

/** Multiply–accumulates of one answer; `null` for one that looks at no picture. */
function costOf({ method }: Baseline, classes: number, samples: Samples | undefined): number | null {
  if (method === 'nearest-centroid' || method === 'logistic-regression') return classes * features;
  if (method !== 'k-nearest-neighbours') return null;
  const training = samples?.split.filter((split) => split === 'train').length ?? 0;
  return training === 0 ? null : Math.min(training, 2000) * features;
}
