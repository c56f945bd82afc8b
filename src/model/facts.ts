import type { Pace, Placement } from './facts/compute.ts';
import type { Images, Masks, NearDuplicates, Samples } from './facts/dataset.ts';
import type { DatasetChanges } from './facts/dataset-changes.ts';
import type { Baselines, Comparisons, Predictions, Scores } from './facts/evaluation.ts';
import type { Fragility } from './facts/fragility.ts';
import type { GateChange, Governance } from './facts/governance.ts';
import type { Latency } from './facts/latency.ts';
import type { Memory, Model, ModelChange, Target } from './facts/model.ts';
import type { ModelDiff } from './facts/model-diff.ts';
import type { ModelFiles } from './facts/model-files.ts';
import type { Determinism, Parity } from './facts/parity.ts';
import type { Augmentation, Mildness, PixelStatistics, Probes, Serving } from './facts/preprocessing.ts';
import type { ErasedSamples, ErasureRegister, Metadata, PersonalData } from './facts/privacy.ts';
import type { History } from './facts/training.ts';
import type { TrainingRun } from './facts/training-run.ts';
import type { Position } from './fault.ts';

export type * from './facts/cards.ts';
export type * from './facts/compute.ts';
export * from './facts/dataset.ts';
export * from './facts/dataset-changes.ts';
export type * from './facts/evaluation.ts';
export type * from './facts/fairness.ts';
export type * from './facts/fragility.ts';
export type * from './facts/governance.ts';
export type * from './facts/gpu.ts';
export type * from './facts/latency.ts';
export type * from './facts/model.ts';
export type * from './facts/model-diff.ts';
export type * from './facts/model-files.ts';
export type * from './facts/parity.ts';
export * from './facts/preprocessing.ts';
export * from './facts/privacy.ts';
export type * from './facts/results.ts';
export type * from './facts/structure.ts';
export type * from './facts/training.ts';
export type * from './facts/training-run.ts';

/** One side's facts: collections by the policy's name of the dataset or model (`repository` for what has no name). */
export interface Facts {
  samples: Record<string, Samples>;
  images: Record<string, Images>;
  masks: Record<string, Masks>;
  nearDuplicates: Record<string, NearDuplicates>;
  models: Record<string, Model>;
  modelFiles: Record<string, ModelFiles>;
  histories: Record<string, History>;
  trainings: Record<string, TrainingRun>;
  predictions: Record<string, Predictions>;
  scores: Record<string, Scores>;
  baselines: Record<string, Baselines>;
  augmentation: Record<string, Augmentation>;
  mildness: Record<string, Mildness>;
  serving: Record<string, Serving>;
  pixelStatistics: Record<string, PixelStatistics>;
  probes: Record<string, Probes>;
  governance: Record<string, Governance>;
  metadata: Record<string, Metadata>;
  personalData: Record<string, PersonalData>;
  erasure: Record<string, ErasureRegister>;
  erasedSamples: Record<string, ErasedSamples>;
  targets: Record<string, Target>;
  memory: Record<string, Memory>;
  placements: Record<string, Placement>;
  pace: Record<string, Pace>;
  durations: Record<string, Latency>;
  determinism: Record<string, Determinism>;
  parity: Record<string, Parity>;
  newFragility: Record<string, Fragility>;
}

/** What exists only between the two sides. */
export interface PairFacts {
  changes: Record<string, DatasetChanges>;
  modelChanges: Record<string, ModelChange>;
  modelDiffs: Record<string, ModelDiff>;
  comparisons: Record<string, Comparisons>;
  latency: Record<string, Latency>;
  fragility: Record<string, Fragility>;
  gate: Record<string, { changes: GateChange[] }>;
}

export type FactName = keyof Facts;

export type PairFactName = keyof PairFacts;

/** A fact that could not be read, or whose files vanished. */
export interface Unread {
  fact: FactName | PairFactName;
  /** Key in the collection. */
  name: string;
  /** The name of what could not be read, where this entry is only made from it. */
  source?: string;
  kind: 'broken' | 'unavailable';
  reason: string;
  at?: Position;
}

/** Whatever could be gathered of one side. A fact that is absent had nothing to read. */
export interface Gathered {
  facts: Partial<Facts>;
  unread: Unread[];
}

export interface GatheredPair {
  facts: Partial<PairFacts>;
  unread: Unread[];
}
