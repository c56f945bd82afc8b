import type { Position } from './fault.ts';
import type { Preprocessing } from './preprocessing.ts';

/** A dataset's listing, in columns: row i of every column is the same sample. Read from trees and tables, never from pixels. */
export interface Samples {
  dataset: string;
  format: string;
  count: number;
  /** Class names: the declared list in its order, else the labels in use, sorted. */
  classes: string[];
  /** Whether the class list was declared (by the policy or a file), and where. */
  classesAt: Position | null;
  /** Path of the image in the repository. */
  path: string[];
  /** Content hash; `''` when the listed image is not in the commit. */
  hash: string[];
  bytes: Float64Array;
  split: string[];
  /** Label as written; `null` when unlabelled. */
  label: (string | null)[];
  /** Attribute columns by name; `null` where an image has no value. */
  attributes: Record<string, (string | null)[]>;
  /** Attributes whose values are groups. */
  groups: string[];
  /** Value of the unit column (patient, video …), when the policy declares one. */
  unit: (string | null)[] | null;
  /** Manifest that lists the sample, and its line there (0: no manifest, the image file itself is the place). */
  manifest: string[];
  line: Int32Array;
  /** What could not be taken in: ragged rows, unknown splits, attributes for unknown images. */
  problems: { message: string; at: Position }[];
  orientation: 'apply' | 'ignore' | 'unsaid';
}

/** Facts of the pixels, row-aligned with `Samples`; computed once per content hash. */
export interface Images {
  dataset: string;
  /** Why the image could not be decoded; `null` when it could. */
  error: (string | null)[];
  /** Name of the decoded format: `jpeg`, `png`, `webp` …; `''` when unreadable. */
  format: string[];
  width: Int32Array;
  height: Int32Array;
  channels: Uint8Array;
  /** EXIF orientation 1–8; 1 when there is none. */
  orientation: Uint8Array;
  /** 1 when EXIF holds a GPS position. */
  location: Uint8Array;
  /** cleanvision's scores, 0–1, low is bad; NaN when unreadable. */
  dark: Float64Array;
  bright: Float64Array;
  blurry: Float64Array;
  lowInformation: Float64Array;
  /** 64-bit DCT perceptual hash as 16 hex digits; `''` when unreadable. */
  phash: string[];
}

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
  externalData: string[];
  labels: string[];
  labelsAt: Position | null;
  preprocessing: Preprocessing;
  preprocessingDeclared: boolean;
  preprocessingAt: Position;
  /** What the policy says of it. */
  task: string;
  dataset: string;
  score: string;
  tolerance: number;
  at: Position;
}

/** One split's predictions, in columns; n samples, k classes. */
export interface SplitPredictions {
  split: string;
  /** Rows of `Samples` that were predicted, ascending. */
  rows: Int32Array;
  /** Class index of the label among the model's classes. */
  truth: Int32Array;
  /** n × k, row-major; each row sums to 1. */
  probabilities: Float32Array;
  /** Arg max of each row; the lower index on ties. */
  predicted: Int32Array;
  /** Labelled samples of the split that the plan left out (a seeded sample was enough), and that could not be read. */
  leftOut: number;
  unreadable: number;
}

export interface Predictions {
  model: string;
  dataset: string;
  classes: string[];
  origin: 'measured' | 'claimed';
  splits: Record<string, SplitPredictions>;
}

export interface ClassScore {
  name: string;
  n: number;
  precision: number;
  recall: number;
  f1: number;
}

export interface GroupScore {
  attribute: string;
  value: string;
  n: number;
  accuracy: number;
}

/** The scores of one split. Undefined scores are `null`. */
export interface SplitScores {
  split: string;
  n: number;
  /** Every score that applies, by name (`macro_f1`, `accuracy`, `log_loss` …). */
  values: Record<string, number | null>;
  /** The declared score with its 95 % bootstrap interval. */
  declared: { name: string; value: number | null; interval: [number, number] | null };
  classes: ClassScore[];
  groups: GroupScore[];
  /** counts[truth][predicted] */
  confusion: number[][];
}

export interface Scores {
  model: string;
  dataset: string;
  /** Name of the evaluation split: `test`, else `validation`. */
  evaluation: string;
  splits: Record<string, SplitScores>;
  /** Train minus evaluation score of the declared score (positive: overfitting), unpaired bootstrap. */
  gap: { train: number; evaluation: number; value: number; interval: [number, number] } | null;
}

/** Trivial and cheap models, trained here on the train split and scored on the evaluation split. */
export interface Baseline {
  method: 'majority' | 'nearest-centroid' | 'k-nearest-neighbours';
  /** Declared score of the baseline and of the model on the same images. */
  score: number;
  model: number;
  /** Model minus baseline, in the direction in which more is better, with its 95 % paired interval. */
  margin: number;
  interval: [number, number];
  n: number;
}

export interface Baselines {
  model: string;
  score: string;
  baselines: Baseline[];
}

/** Answers of two competitors on the same images: right or wrong. */
export interface PairedCounts {
  n: number;
  bothRight: number;
  onlyFirst: number;
  onlySecond: number;
  bothWrong: number;
}

export interface Probe {
  /** What was changed, in words: `BGR instead of RGB`. */
  alternative: string;
  /** Keys of the preprocessing that differ. */
  changed: Partial<Preprocessing>;
  /** First competitor: declared; second: the alternative. Every one is tried on `select`; the best there is tested on other images. */
  select: PairedCounts;
  confirm: PairedCounts;
}

export interface Probes {
  model: string;
  /** Number of images tried. */
  n: number;
  probes: Probe[];
}

export interface LicenceFact {
  /** Name of the dataset or model. */
  name: string;
  kind: 'dataset' | 'model';
  /** SPDX id or the words found; `null` when nothing was found. */
  licence: string | null;
  at: Position;
  looked: string[];
}

export interface Governance {
  licences: LicenceFact[];
  /** Workflows that run the gate. */
  workflows: { path: string; hash: string; uses: string[] }[];
}

export interface Target {
  target: string;
  models: string[];
  provider: string;
  batch: number;
  latencyTolerance: number;
  budgets: { parameters?: number; macs?: number; fileMb?: number; memoryMb?: number };
  at: Position;
}

export interface Memory {
  model: string;
  target: string;
  /** Peak resident memory of the process that ran the model at the target's batch, above an idle runtime, in MB. */
  peakMb: number;
  batch: number;
}

/** One side's facts: collections by the policy's name of the dataset or model (`repository` for what has no name). */
export interface Facts {
  samples: Record<string, Samples>;
  images: Record<string, Images>;
  models: Record<string, Model>;
  predictions: Record<string, Predictions>;
  scores: Record<string, Scores>;
  baselines: Record<string, Baselines>;
  probes: Record<string, Probes>;
  governance: Record<string, Governance>;
  targets: Record<string, Target>;
  memory: Record<string, Memory>;
}

export interface SampleChange {
  kind: 'added' | 'removed' | 'modified' | 'renamed' | 'moved' | 'relabelled';
  path: string;
  hash: string;
  from?: { path?: string; split?: string; label?: string | null; hash?: string };
  split: string;
  label: string | null;
}

export interface DatasetChanges {
  dataset: string;
  samples: SampleChange[];
  classes: { base: string[]; head: string[] };
  /** Samples by split and class, before and after. */
  counts: { split: string; label: string; base: number; head: number }[];
}

export interface PairedScore {
  /** On whose evaluation data both models ran; `both` when the data are equal. */
  data: 'base' | 'head' | 'both';
  base: number;
  head: number;
  /** How much worse head is than base, in the score's unit; positive is worse. */
  effect: number;
  /** 95 % paired BCa bootstrap interval of the effect. */
  interval: [number, number];
  tolerance: number;
  /** One-sided: of an effect this large or larger when the true one is the tolerance. */
  p: number;
  n: number;
  requiredN: number | null;
}

export interface PairedSubject extends PairedCounts {
  data: 'base' | 'head' | 'both';
  /** Class name, or `attribute=value`. First competitor: base; second: head. */
  subject: string;
}

export interface GapComparison {
  data: 'base' | 'head' | 'both';
  attribute: string;
  /** Largest minus smallest group accuracy of each model. */
  base: number;
  head: number;
  effect: number;
  interval: [number, number];
  p: number;
  n: number;
}

export interface Flip {
  path: string;
  hash: string;
  label: string;
  base: { answer: string; confidence: number };
  head: { answer: string; confidence: number };
}

/** Base and head model on the same images. First competitor is base, second is head. */
export interface Comparisons {
  model: string;
  dataset: string;
  split: string;
  score: string;
  sameModel: boolean;
  sameData: boolean;
  overall: PairedScore[];
  classes: PairedSubject[];
  groups: PairedSubject[];
  gaps: GapComparison[];
  /** Declared score of [base model, head model] on [base data, head data]; `null` where it could not be computed. */
  square: {
    baseOnBase: number | null;
    baseOnHead: number | null;
    headOnBase: number | null;
    headOnHead: number | null;
  };
  modelEffect: number | null;
  dataEffect: number | null;
  /** Right at base and wrong at head, most confident first; at most 200. */
  negativeFlips: Flip[];
  flips: { negative: number; positive: number };
}

export interface LatencyPair {
  /** Milliseconds of each interleaved run in this pair of fresh sessions. */
  base: Float64Array;
  head: Float64Array;
}

export interface Latency {
  model: string;
  target: string;
  provider: string;
  batch: number;
  tolerance: number;
  pairs: LatencyPair[];
  /** The same model against itself, measured first. */
  floor: LatencyPair[];
  runtime: string;
  device: string;
}

export interface ModelChange {
  model: string;
  weights: 'same' | 'changed' | 'added' | 'removed';
  preprocessing: 'same' | 'changed';
}

export interface GateChange {
  path: string;
  change: 'edited' | 'removed' | 'policy';
  detail: string;
  at: Position;
}

/** What exists only between the two sides. */
export interface PairFacts {
  changes: Record<string, DatasetChanges>;
  modelChanges: Record<string, ModelChange>;
  comparisons: Record<string, Comparisons>;
  latency: Record<string, Latency>;
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
