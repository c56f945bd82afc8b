import type { Facts, HistorySeries, TrainingRun } from '../../../../src/model/facts.ts';

/** A validation series of `runs/history.csv`, one value an epoch from epoch 0 on. */
export function monitored(name: string, kind: HistorySeries['kind'], values: number[]): HistorySeries {
  return {
    name,
    quantity: kind === 'loss' ? 'loss' : name,
    split: 'validation',
    kind,
    values: Float64Array.from(values),
    epoch: Float64Array.from(values, (_, index) => index),
    line: Int32Array.from(values, (_, index) => index + 2),
    path: 'runs/history.csv',
  };
}

/** Training runs of which nothing is known but what is given. */
export function trainings(given: Record<string, Partial<TrainingRun>>): Facts['trainings'] {
  return Object.fromEntries(
    Object.entries(given).map(([model, overrides]) => [
      model,
      {
        model,
        declared: null,
        patience: null,
        epochs: null,
        checkpoint: null,
        monitor: null,
        broken: [],
        epochSeconds: null,
        gpuHours: null,
        gpus: 1,
        peakGpuMb: null,
        at: { path: 'runs/history.csv' },
        ...overrides,
      },
    ]),
  );
}
