import type { Position } from '../fault.ts';

/** One column of a training history. Value i was written in epoch `epoch[i]`, in line `line[i]` of `path`; several may be of one epoch. */
export interface HistorySeries {
  /** As the file names it: `val_loss`, `train/box_loss`. */
  name: string;
  /** Without its split and how it was averaged: `loss`, `box_loss`. Equal for what was measured on both splits. */
  quantity: string;
  split: 'train' | 'validation';
  /** Less of a loss is better, more of a score. */
  kind: 'loss' | 'score';
  /** NaN and ±Infinity as written; rows without a value are left out. */
  values: Float64Array;
  /** Epoch, or the step where only steps were written; never falls. */
  epoch: Float64Array;
  line: Int32Array;
  path: string;
}

/** What a history says of time or memory, a value for each row that has one. */
export interface HistoryCost {
  name: string;
  quantity: 'epoch seconds' | 'elapsed seconds' | 'total seconds' | 'GPU megabytes';
  values: Float64Array;
}

/** What the project's own training wrote down: claimed, not measured here. */
export interface History {
  model: string;
  /** The file or folder that the policy names. */
  path: string;
  series: HistorySeries[];
  /** What `epoch` of a series counts. */
  clock: 'epoch' | 'step';
  costs: HistoryCost[];
  /** Rows and values that could not be taken in. */
  problems: { message: string; at: Position }[];
  at: Position;
}
