import type { Position } from '../fault.ts';
import type { HistorySeries } from './training.ts';

/** What a training was to be and what became of it, by the project's own files: claimed, not measured here. */
export interface TrainingRun {
  model: string;
  /** Epochs that were asked for, and where that is said. */
  declared: { epochs: number; at: Position } | null;
  /** Epochs without a better value after which the training may stop. */
  patience: number | null;
  /** Epochs that the history holds; `null` where it counts steps. */
  epochs: number | null;
  /** The epoch, as the history counts it, whose weights the model has. */
  checkpoint: number | null;
  /** The validation series by which an epoch is the best. */
  monitor: HistorySeries | null;
  /** Losses whose last value is no number. */
  broken: HistorySeries[];
  /** Median seconds of an epoch. */
  epochSeconds: number | null;
  /** Seconds of the whole training times its GPUs, in hours. */
  gpuHours: number | null;
  gpus: number;
  /** Most GPU memory that an epoch took. */
  peakGpuMb: number | null;
  at: Position;
}
