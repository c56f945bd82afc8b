import type { HistorySeries, TrainingRun } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'compute/incomplete-training',
    title: 'A training ended before it was done.',
    why: 'A run that a time limit, a full disk or a crash cut short leaves a file that loads and answers as a finished one does. Nobody sees by the weights that half of the epochs are missing.',
    fix: 'Take the training up again until it is done, or keep the weights of its best epoch. Where it was meant to be shorter, declare its epochs or its patience.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['trainings'],
    messages: {
      cut: 'The training of {model} has {done} of the {declared} epochs that were asked for.',
      broken: 'The training of {model} ended on {series} that is no number.',
      improving:
        'The training of {model} may have been ended too early: {series} took {share} of its whole gain in the last {epochs} epochs.',
      notBest:
        '{model} has the weights of epoch {epoch}, where {series} was {value}; it was {best} in epoch {bestEpoch}.',
    },
    options: {
      gain: 'Share of the whole gain that the last tenth of the epochs may still bring.',
      loss: 'Share by which the weights may be worse than those of the best epoch.',
    },
  },

  defaults: { gain: 0.1, loss: 0.02 },

  *evaluate({ head, options }) {
    for (const training of Object.values(head.trainings)) {
      const { model, at, monitor } = training;
      const known = { subject: model, at };
      if (isCut(training)) {
        const { epochs, declared } = training;
        yield {
          ...known,
          message: 'cut',
          identity: model,
          at: declared!.at,
          data: { model, done: epochs!, declared: declared!.epochs },
        };
      }
      for (const { name, path, line } of training.broken) {
        yield {
          ...known,
          message: 'broken',
          identity: `${model}/${name}`,
          at: { path, line: line[line.length - 1] },
          data: { model, series: name },
        };
      }
      const late = monitor && lateGain(monitor);
      if (late && late.share > options.gain) {
        yield {
          ...known,
          message: 'improving',
          identity: model,
          at: { path: monitor.path, line: monitor.line[monitor.line.length - 1] },
          measured: late.share,
          limit: options.gain,
          data: { model, series: monitor.name, share: percent(late.share), epochs: late.epochs },
        };
      }
      const worse = monitor && lossOfCheckpoint(monitor, training.checkpoint);
      if (worse && worse.share > options.loss) {
        const { own, best } = worse;
        yield {
          ...known,
          message: 'notBest',
          identity: model,
          at: { path: monitor.path, line: monitor.line[own] },
          measured: worse.share,
          limit: options.loss,
          data: {
            model,
            series: monitor.name,
            epoch: monitor.epoch[own],
            value: monitor.values[own],
            best: monitor.values[best],
            bestEpoch: monitor.epoch[best],
          },
        };
      }
    }
  },
});

/** Fewer epochs than asked for, and not because nothing got better for as long as its patience lasts. */
function isCut({ declared, epochs, patience, monitor }: TrainingRun): boolean {
  if (declared === null || epochs === null || epochs >= declared.epochs) return false;
  if (patience === null || monitor === null) return true;
  const last = monitor.epoch[monitor.epoch.length - 1];
  return last - monitor.epoch[bestOf(monitor)] < patience;
}

function bestOf({ kind, values }: HistorySeries): number {
  const isBetter = (a: number, b: number) => (kind === 'loss' ? a < b : a > b);
  return values.reduce((best, value, index) => (isBetter(value, values[best]) ? index : best), 0);
}

/** Epochs below which the last tenth is a single one, and no trend. */
const fewestEpochs = 20;

/** How much of the way from its first to its best value a series went in the last tenth of the epochs, where it ended at its best. */
function lateGain(monitor: HistorySeries): { share: number; epochs: number } | null {
  const { values } = monitor;
  const epochs = Math.floor(values.length / 10);
  const before = values.length - epochs;
  if (values.length < fewestEpochs || !values.every(Number.isFinite) || bestOf(monitor) < before) return null;
  const earlier = bestOf({ ...monitor, values: values.slice(0, before) });
  const whole = Math.abs(values[bestOf(monitor)] - values[0]);
  return whole === 0 ? null : { share: Math.abs(values[bestOf(monitor)] - values[earlier]) / whole, epochs };
}

/** By which share of the best value the checkpoint's epoch is worse. */
function lossOfCheckpoint(
  monitor: HistorySeries,
  checkpoint: number | null,
): { own: number; best: number; share: number } | null {
  const { values, epoch } = monitor;
  const own = checkpoint === null ? -1 : epoch.lastIndexOf(checkpoint);
  const best = bestOf(monitor);
  if (own < 0 || values[best] === 0 || !Number.isFinite(values[own])) return null;
  return { own, best, share: Math.abs(values[own] - values[best]) / Math.abs(values[best]) };
}
