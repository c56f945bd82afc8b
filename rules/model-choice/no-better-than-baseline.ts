import { defineRule } from '../../src/model/rule.ts';
import { baselineNames } from '../shared/baselines.ts';
import { changeOfModel } from '../shared/change.ts';
import { score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'model-choice/no-better-than-baseline',
    title: 'A model is no better than a trivial one.',
    why: 'If something does as well that looks at thumbnails, or not at all, the network costs its weights, its latency and its upkeep for nothing, or something between the image and the network is broken.',
    fix: 'Look for the broken step first (preprocessing, label order, training), then ask whether the simple model will do.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['baselines'],
    uses: ['models', 'comparisons'],
    messages: {
      beaten:
        '{model} scores {own} in {score} on {n} images, and {baseline} scores {theirs}: the model is {verdict} with 95 % confidence, and more than {limit} is required.',
    },
    options: { margin: 'How much better than each baseline the model must be able to be, in the unit of the score.' },
  },

  defaults: { margin: 0 },

  *evaluate({ base, head, pair, options }) {
    for (const { model, score: name, baselines } of Object.values(head.baselines)) {
      for (const baseline of baselines) {
        const { method, margin, interval, n } = baseline;
        const [low, high] = interval;
        const sameAnswers = low === high;
        if (high > options.margin || (high === options.margin && !sameAnswers)) continue;
        const named = { subject: model, identity: `${model}/${method}` };
        const before = base.baselines?.[model]?.baselines.find((other) => other.method === method);
        yield {
          message: 'beaten',
          ...named,
          at: head.models[model] && { path: head.models[model].path },
          measured: margin,
          limit: options.margin,
          ...changeOfModel(
            pair,
            model,
            { ...named, family: 'score', worse: 'lower' },
            before && { ...before, value: before.margin },
            { value: margin, interval, n },
          ),
          data: {
            model,
            score: name,
            own: score(baseline.model),
            n,
            baseline: baselineNames[method],
            theirs: score(baseline.score),
            verdict: high < 0 ? `worse by at least ${score(-high)}` : `better by at most ${score(high)}`,
          },
        };
      }
    }
  },
});
