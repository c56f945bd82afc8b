import type { TrainingRun } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'compute/training-cost',
    title: 'A training costs more than the one before it.',
    why: 'Every further experiment pays for a slower epoch again. Where an epoch takes much longer and nothing was meant to, a data loader starves the GPU, a cache is off, or mixed precision is.',
    fix: 'Compare the settings of the two runs: workers, batch, image size, precision. Where the growth is meant, or another machine explains it, accept it by `growth`.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['trainings'],
    messages: {
      epoch: 'An epoch of {model} took {now} s, by its history; it took {was} s, {share} less.',
      hours: 'The training of {model} took {now} GPU hours, by its history; it took {was}, {share} less.',
      memory: 'The training of {model} took {now} MB of GPU memory, by its history; it took {was} MB, {share} less.',
    },
    options: { growth: 'Share by which the time of an epoch, the GPU hours and the GPU memory may grow.' },
  },

  defaults: { growth: 0.25 },

  *evaluate({ base, head, options }) {
    for (const training of Object.values(head.trainings)) {
      const before = base.trainings?.[training.model];
      if (!before) continue;
      for (const { message, value, unit } of costs) {
        const [now, was] = [training[value], before[value]];
        const limit = was === null ? Number.POSITIVE_INFINITY : was * (1 + options.growth);
        if (now === null || was === null || was <= 0 || now <= limit) continue;
        yield {
          message,
          subject: training.model,
          identity: training.model,
          at: training.at,
          measured: now,
          limit,
          unit,
          data: { model: training.model, now: rounded(now), was: rounded(was), share: percent(1 - was / now) },
        };
      }
    }
  },
});

interface Cost {
  message: 'epoch' | 'hours' | 'memory';
  value: keyof Pick<TrainingRun, 'epochSeconds' | 'gpuHours' | 'peakGpuMb'>;
  unit: string;
}

const costs: Cost[] = [
  { message: 'epoch', value: 'epochSeconds', unit: 's' },
  { message: 'hours', value: 'gpuHours', unit: 'GPU hours' },
  { message: 'memory', value: 'peakGpuMb', unit: 'MB' },
];

const rounded = (value: number): string => String(Number(value.toPrecision(3)));
