import type { Position } from '../fault.ts';
import type { Preprocessing } from '../preprocessing.ts';
import type { Task } from './results.ts';
import type { ModelStructure } from './structure.ts';

export interface TensorInterface {
  name: string;
  /** ONNX element type in lower case: `float`, `uint8`, `int64` … */
  type: string;
  /** A number, or the name of a symbolic dimension; `null` when unknown. */
  shape: (number | string | null)[];
}

export interface Model {
  model: string;
  path: string;
  hash: string;
  bytes: number;
  /** Hash of the file and its external data together: what predictions depend on. */
  contentHash: string;
  irVersion: number;
  opsets: Record<string, number>;
  producer: string;
  inputs: TensorInterface[];
  outputs: TensorInterface[];
  /** Number of trained values in initializers and constants. */
  parameters: number;
  /** Multiply–accumulates for one image at the declared size; `null` when the shapes do not allow it. */
  macs: number | null;
  /** Count of nodes by `domain:op` (`Conv`, `com.microsoft:FusedConv`). */
  operators: Record<string, number>;
  /** Whether it looks at places of the picture together: by convolution, pooling, attention or a patch operation. */
  spatial: boolean;
  structure: ModelStructure;
  /** Of its weight tensors of floating-point numbers: values, those that are zero, filters, those that are zero everywhere, and tensors with values that are not finite. */
  weights: {
    values: number;
    zeros: number;
    filters: number;
    deadFilters: number;
    notFinite: { tensor: string; values: number }[];
  } | null;
  externalData: string[];
  labels: string[];
  labelsAt: Position | null;
  preprocessing: Preprocessing;
  preprocessingDeclared: boolean;
  preprocessingAt: Position;
  /** What the policy says of it. */
  task: Task;
  dataset: string;
  score: string;
  tolerance: number;
  at: Position;
}

export interface ModelChange {
  model: string;
  weights: 'same' | 'changed' | 'added' | 'removed';
  preprocessing: 'same' | 'changed';
}

export interface Target {
  target: string;
  models: string[];
  provider: string;
  batch: number;
  latencyTolerance: number;
  /** Highest ONNX opset that the policy lets it have. */
  opset?: number;
  /** `name` or `name@version`. */
  runtime?: string;
  /** Most milliseconds of a run, by percentile. */
  latencyMs: Partial<Record<'p50' | 'p90' | 'p95' | 'p99', number>>;
  budgets: { parameters?: number; macs?: number; fileMb?: number; memoryMb?: number; gpuMemoryMb?: number };
  /** Share by which each of what a budget can limit may grow over base; `null`: as it likes. */
  growth: number | null;
  /** Price of an hour, in the policy's own currency. */
  costPerHour: number | null;
  at: Position;
}

/** Peak memory of one run, in MB (2²⁰ bytes). */
export interface MemoryPeak {
  /** Resident memory of the process that ran the model, above an idle runtime. */
  peakMb: number;
  /** Memory on the GPU, the provider's own included; `null` where none is used or nobody tells. */
  gpuMb: number | null;
  /** Whose it is: the process's own, or what the whole device gained where processes are not told apart. */
  gpuMbOf: 'process' | 'device' | null;
}

/** That a run did not fit. */
export interface OutOfMemory {
  where: 'host' | 'GPU';
  /** What is known of it: `it took more than 8192 MB`. */
  reason: string;
}

export interface Memory {
  model: string;
  target: string;
  batch: number;
  /** `null` where the run did not fit. */
  peak: MemoryPeak | null;
  /** With the largest batch that was tried and did fit; 0: none did. */
  outOfMemory: (OutOfMemory & { fits: number }) | null;
}
