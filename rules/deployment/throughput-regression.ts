import { defineRule } from '../../src/model/rule.ts';
import { compareTimes } from '../shared/durations.ts';

export default defineRule({
  meta: {
    id: 'deployment/throughput-regression',
    title: 'A model answers fewer images in a second than its base.',
    why: 'What a machine gets through in an hour follows from the mean run, not from the median: a few slow runs in a hundred cost images that no median shows.',
    fix: 'Look for memory that is allocated anew in every run, for fallbacks and for a batch that no longer fits the caches; or raise the option `tolerance`.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['models', 'latency'],
    messages: {
      fewer:
        '{model} answers {head} images a second on {target} at a batch of {batch}, {loss} fewer than its base with {base} (means of {sessions} session pairs, {provider}).',
    },
    options: { tolerance: 'Share of the throughput whose loss is accepted: 0.05 is 5 %.' },
  },

  defaults: { tolerance: 0.05 },

  *evaluate({ head, pair, options }) {
    for (const { model, target, provider, batch, pairs } of Object.values(pair.latency)) {
      const means = pairs.map(({ base, again, head: own }) => ({
        base: [mean(base)],
        again: [mean(again)],
        head: [mean(own)],
      }));
      // The time of an image is the inverse of throughput: a loss of 5 % takes 1 / 0.95 of the time.
      const inTime = 1 / (1 - options.tolerance) - 1;
      const { effect, interval, p, n, requiredN } = compareTimes(means, inTime);
      const loss = (longer: number) => 1 - 1 / (1 + longer);
      const perSecond = (side: 'base' | 'head') => (1000 * batch) / mean(means.map(({ [side]: [time] }) => time));
      yield {
        message: 'fewer',
        subject: `${model} on ${target}`,
        identity: `${model}/${target}`,
        at: head.models[model] && { path: head.models[model].path },
        effect: loss(effect),
        interval: [loss(interval[0]), loss(interval[1])],
        tolerance: options.tolerance,
        p,
        n,
        requiredN,
        family: 'advisory',
        data: {
          model,
          target,
          provider,
          batch,
          head: imagesPerSecond(perSecond('head')),
          base: imagesPerSecond(perSecond('base')),
          loss: `${(100 * loss(effect)).toFixed(1)} %`,
          sessions: pairs.length,
        },
      };
    }
  },
});

function mean(values: ArrayLike<number>): number {
  return Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
}

function imagesPerSecond(value: number): string {
  return String(Number(value.toPrecision(3)));
}
