import type { Latency, LatencyPair } from '../../src/model/facts.ts';
import type { Test } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { studentQuantile } from '../../src/statistics/distributions.ts';
import { compareDurations, type DurationComparison } from '../../src/statistics/log-ratio.ts';
import { requiredSamples } from '../../src/statistics/sample-size.ts';

/** The level of the latency tests in the default error budget. */
const level = 0.002;

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
      const compared = compare(latency);
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
          base: milliseconds(pairs, 'base'),
          head: milliseconds(pairs, 'head'),
          sessions: pairs.length,
        },
      };
    }
  },
});

type Compared = Pick<Test, 'effect' | 'interval' | 'p' | 'n' | 'requiredN'>;

function compare({ pairs, tolerance }: Latency): Compared {
  if (pairs.length === 1) return ofOnePair(pairs[0]);
  const comparison = compareDurations(pairs, { tolerance });
  const { effect, interval, p, pairs: n } = comparison;
  return { effect, interval, p, n, requiredN: pairsNeeded(comparison, tolerance) };
}

/** A session pair alone has no interval; a factor of ten either way stands for not knowing, and the test stays inconclusive. */
function ofOnePair({ base, head }: LatencyPair): Compared {
  const ratio = median(head) / median(base);
  return { effect: ratio - 1, interval: [ratio / 10 - 1, ratio * 10 - 1], p: 1, n: 1, requiredN: 2 };
}

function pairsNeeded({ effect, interval, pairs }: DurationComparison, tolerance: number): number | undefined {
  const standardError = (interval[1] - interval[0]) / 2 / studentQuantile(0.975, pairs - 1);
  const distance = effect - tolerance;
  if (standardError === 0 || distance === 0) return undefined;
  return Math.max(2, requiredSamples({ n: pairs, standardError, distance, alpha: level }));
}

function milliseconds(pairs: readonly LatencyPair[], side: 'base' | 'head'): number {
  return median(pairs.map(({ [side]: runs }) => median(runs)));
}

function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
