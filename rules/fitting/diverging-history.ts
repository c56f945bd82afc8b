import type { HistorySeries } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'fitting/diverging-history',
    title: 'A training run diverged, or went on after it had stopped to learn.',
    why: 'A loss that is no number has destroyed the weights from that step on. Where the validation loss rises while the training loss falls, every further epoch learns the training images by heart.',
    fix: 'Where a loss is no number, lower the learning rate, clip gradients, and look for broken images and labels; start again from before. Where the validation loss rises, keep the weights of its best epoch, stop there, or regularise.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['histories'],
    messages: {
      notFinite: '{series} of {model} is {value} in epoch {epoch}.',
      rising:
        '{series} of {model} rose from {best} in epoch {bestEpoch} to {last} in epoch {epoch}, by {share}, while {training} fell.',
    },
    options: {
      rise: 'Share by which a validation loss may rise above its lowest value.',
      epochs: 'Epochs that must follow the lowest value, so that a bump at the end is none.',
    },
  },

  defaults: { rise: 0.2, epochs: 5 },

  *evaluate({ head, options }) {
    for (const { model, series } of Object.values(head.histories)) {
      for (const one of series) {
        const at = one.kind === 'loss' ? one.values.findIndex((value) => !Number.isFinite(value)) : -1;
        if (at < 0) continue;
        yield {
          message: 'notFinite',
          subject: `${model}: ${one.name}`,
          identity: `${model}/${one.name}`,
          at: { path: one.path, line: one.line[at] },
          data: {
            series: one.name,
            model,
            value: Number.isNaN(one.values[at]) ? 'not a number' : 'infinite',
            epoch: one.epoch[at],
          },
        };
      }
      for (const validation of series) {
        const training = series.find((other) => other.split === 'train' && other.quantity === validation.quantity);
        const risen = training && rise(validation, training, options.epochs);
        if (!risen || risen.share <= options.rise) continue;
        yield {
          message: 'rising',
          subject: `${model}: ${validation.name}`,
          identity: `${model}/${validation.name}`,
          at: { path: validation.path, line: validation.line[risen.best] },
          measured: risen.share,
          limit: options.rise,
          data: {
            series: validation.name,
            model,
            best: validation.values[risen.best],
            bestEpoch: validation.epoch[risen.best],
            last: risen.last,
            share: percent(risen.share),
            epoch: validation.epoch[validation.epoch.length - 1],
            training: training.name,
          },
        };
      }
    }
  },
});

interface Rise {
  /** Index of the lowest value. */
  best: number;
  /** Median of the last three values, and by which share it lies above the lowest. */
  last: number;
  share: number;
}

/** How far a validation loss lies above its lowest value at the end, where the training loss went on falling since. */
function rise(validation: HistorySeries, training: HistorySeries, epochs: number): Rise | null {
  const { kind, split, values, epoch } = validation;
  if (kind !== 'loss' || split !== 'validation' || !values.every(Number.isFinite) || values.length < 3) return null;
  const best = values.reduce((low, value, index) => (value < values[low] ? index : low), 0);
  if (new Set(epoch.slice(best + 1)).size < epochs || !(values[best] > 0)) return null;
  const last = medianOf(values.slice(-3));
  const since = training.values.filter((_, index) => training.epoch[index] >= epoch[best]);
  const hasFallen = since.length >= 6 && medianOf(since.slice(-3)) < medianOf(since.slice(0, 3));
  return hasFallen ? { best, last, share: last / values[best] - 1 } : null;
}

function medianOf(values: Float64Array): number {
  const [, middle] = values.toSorted();
  return middle;
}
