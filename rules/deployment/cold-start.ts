import { defineRule } from '../../src/model/rule.ts';
import { compareTimes, median, milliseconds } from '../shared/durations.ts';

export default defineRule({
  meta: {
    id: 'deployment/cold-start',
    title: 'A model takes longer to start than its base.',
    why: 'Whoever waits for a device to wake, or for a server to scale up, waits for the model to be loaded and optimised and for its first run. A benchmark of warm runs never sees it.',
    fix: 'Look for a larger file, for constants that are folded at every start, and for more nodes to be optimised; save the optimised model; or raise the option `tolerance`.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['models', 'latency'],
    messages: {
      slower:
        '{model} takes {head} ms to load and to run for the first time on {target}, {ratio} times as long as its base with {base} ms (medians of {sessions} fresh processes, {provider}).',
    },
    options: { tolerance: 'Share of the time by which a slower start is accepted: 0.2 is 20 %.' },
  },

  defaults: { tolerance: 0.2 },

  *evaluate({ head, pair, options }) {
    for (const { model, target, provider, pairs } of Object.values(pair.latency)) {
      const starts = pairs.map(({ cold }) => ({ base: [cold.base], head: [cold.head] }));
      const compared = compareTimes(starts, options.tolerance);
      yield {
        ...compared,
        message: 'slower',
        subject: `${model} on ${target}`,
        identity: `${model}/${target}`,
        at: head.models[model] && { path: head.models[model].path },
        tolerance: options.tolerance,
        family: 'advisory',
        data: {
          model,
          target,
          provider,
          ratio: (1 + compared.effect).toFixed(2),
          base: milliseconds(median(starts.flatMap(({ base }) => base))),
          head: milliseconds(median(starts.flatMap(({ head: own }) => own))),
          sessions: pairs.length,
        },
      };
    }
  },
});
