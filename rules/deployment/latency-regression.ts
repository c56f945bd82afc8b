import { defineRule } from '../../src/model/rule.ts';
import { compareTimes, milliseconds, typicalTime } from '../shared/durations.ts';

export default defineRule({
  meta: {
    id: 'deployment/latency-regression',
    title: 'A model is slower than its base.',
    why: 'Latency that creeps up by a few per cent in each change misses its deadline in the end, and no single change is to blame. Base and head ran in turns on the same device, so that the ratio holds whatever else it was doing.',
    fix: 'Look for new operators, a larger input, lost fusions or another precision; or accept it by `latency_tolerance` of the target.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['models', 'latency'],
    messages: {
      slower:
        '{model} takes {ratio} times as long as its base on {target}: {head} ms for a batch of {batch}, after {base} ms (medians of {sessions} session pairs, {provider}).',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head, pair }) {
    for (const latency of Object.values(pair.latency)) {
      const { model, target, provider, batch, pairs } = latency;
      const compared = compareTimes(pairs, latency.tolerance);
      yield {
        ...compared,
        message: 'slower',
        subject: `${model} on ${target}`,
        identity: `${model}/${target}`,
        at: head.models[model] && { path: head.models[model].path },
        tolerance: latency.tolerance,
        family: 'latency',
        data: {
          model,
          target,
          provider,
          batch,
          ratio: (1 + compared.effect).toFixed(3),
          base: milliseconds(typicalTime(pairs, 'base')),
          head: milliseconds(typicalTime(pairs, 'head')),
          sessions: pairs.length,
        },
      };
    }
  },
});
