import rule from '../../../rules/compute/training-cost.ts';
import { testRule, trainings } from '../../harness/rule/index.ts';

const before = { epochSeconds: 60, gpuHours: 2, peakGpuMb: 8000 };

testRule(rule, {
  passes: [
    {
      name: 'nothing of it was written down',
      base: { trainings: trainings({ net: {} }) },
      head: { trainings: trainings({ net: before }) },
    },
    {
      name: 'a new training has none before it',
      base: { trainings: {} },
      head: { trainings: trainings({ net: before }) },
    },
    {
      name: 'everything grew by as much as is allowed',
      base: { trainings: trainings({ net: before }) },
      head: { trainings: trainings({ net: { epochSeconds: 75, gpuHours: 2.5, peakGpuMb: 10_000 } }) },
    },
    {
      name: 'an epoch took twice as long, and the option allows it',
      options: { growth: 1 },
      base: { trainings: trainings({ net: before }) },
      head: { trainings: trainings({ net: { ...before, epochSeconds: 120 } }) },
    },
  ],
  fails: [
    {
      name: 'everything doubled',
      base: { trainings: trainings({ net: before }) },
      head: { trainings: trainings({ net: { epochSeconds: 120, gpuHours: 4, peakGpuMb: 16_000 } }) },
      problems: [
        { message: 'epoch', subject: 'net', identity: 'net', measured: 120, limit: 75, unit: 's' },
        { message: 'hours', measured: 4, limit: 2.5 },
        { message: 'memory', measured: 16_000, limit: 10_000 },
      ],
      texts: [
        'An epoch of net took 120 s, by its history; it took 60 s, 50 % less.',
        'The training of net took 4 GPU hours, by its history; it took 2, 50 % less.',
        'The training of net took 16000 MB of GPU memory, by its history; it took 8000 MB, 50 % less.',
      ],
    },
  ],
});
