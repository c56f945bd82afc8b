import type { Latency, Model } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { compareTimes, median } from '../shared/durations.ts';

export default defineRule({
  meta: {
    id: 'compute/cost-growth',
    title: 'A model costs more for each image than its base.',
    why: 'What an image costs is paid millions of times. A few per cent in a change are a machine more at the end of the year.',
    fix: 'Look for new operators, a larger input or another precision; raise the batch of the target, where latency allows; or accept the growth by `tolerance`.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['models', 'targets', 'latency'],
    messages: {
      costlier:
        '{model} costs {now} for 1 000 images on {target}, after {was}: {share} more, at {price} an hour and a batch of {batch}.',
    },
    options: { tolerance: 'Share by which the cost of an image may grow.' },
  },

  defaults: { tolerance: 0.05 },

  *evaluate({ base, head, pair, options }) {
    for (const latency of Object.values(pair.latency)) {
      const { model, target, batch, pairs } = latency;
      const price = head.targets[target]?.costPerHour ?? null;
      if (price === null) continue;
      // The time of a run becomes the time of an image: batches of base and head need not be the same.
      const images = imagesOfRuns(base.models?.[model], latency);
      const times = pairs.map((runs) => ({
        base: perImage(runs.base, images.base),
        again: perImage(runs.again, images.base),
        head: perImage(runs.head, images.head),
      }));
      const compared = compareTimes(times, options.tolerance);
      const cost = (side: 'base' | 'head') => (median(times.map((one) => median(one[side]))) / 3600) * price;
      yield {
        message: 'costlier',
        subject: `${model} on ${target}`,
        identity: `${model}/${target}`,
        at: head.models[model] && { path: head.models[model].path },
        ...compared,
        tolerance: options.tolerance,
        family: 'advisory',
        data: {
          model,
          target,
          batch,
          price,
          now: money(cost('head')),
          was: money(cost('base')),
          share: `${(100 * compared.effect).toFixed(1)} %`,
        },
      };
    }
  },
});

/** Images in a run of each side: the target's, unless base's graph fixes another number. */
function imagesOfRuns(before: Model | undefined, { batch }: Latency): Record<'base' | 'head', number> {
  const fixed = before?.inputs[0]?.shape[0];
  return { base: typeof fixed === 'number' && fixed > 0 ? fixed : batch, head: batch };
}

function perImage(runs: Float64Array, images: number): Float64Array {
  return runs.map((milliseconds) => milliseconds / images);
}

const money = (value: number): string => String(Number(value.toPrecision(3)));
