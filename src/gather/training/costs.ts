import type { History, HistoryCost, TrainingRun } from '../../model/facts.ts';

/** What a training cost, by the columns of its history. */
export function costsOf(
  { costs }: Pick<History, 'costs'>,
  gpus: number,
): Pick<TrainingRun, 'epochSeconds' | 'gpuHours' | 'peakGpuMb'> {
  const of = (quantity: HistoryCost['quantity']) => costs.find((cost) => cost.quantity === quantity);
  const elapsed = of('elapsed seconds');
  const steps = elapsed && lasting(elapsed);
  const each = of('epoch seconds')?.values ?? steps;
  const total = of('total seconds')?.values.at(-1) ?? (each && sum(each));
  const memory = of('GPU megabytes')?.values;
  return {
    epochSeconds: each && each.length > 0 ? median(each) : null,
    gpuHours: total === undefined ? null : (total * gpus) / 3600,
    peakGpuMb: memory ? Math.max(...memory) : null,
  };
}

/** Seconds of each epoch where a clock was written that runs on; a training that was taken up again starts it anew. */
function lasting({ values }: HistoryCost): Float64Array {
  return values.map((value, index) => (index === 0 || value < values[index - 1] ? value : value - values[index - 1]));
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
