import type { Task } from './facts.ts';
import type { Position } from './fault.ts';
import type { Severity } from './rule.ts';
import type { Head } from './vision.ts';

export type DatasetFormat =
  | 'imagefolder'
  | 'table'
  | 'coco'
  | 'yolo'
  | 'voc'
  | 'masks'
  | 'parquet'
  | 'webdataset'
  | 'pairs';
export type Split = string;
/** One path for all, or one for each split. */
export type OneOrEach = string | Record<Split, string>;

export interface DatasetPolicy {
  name: string;
  format: DatasetFormat;
  /** imagefolder: each split's folder. parquet, webdataset: each split's files, as a pattern (`*`, `{000..010}`). */
  splits?: Record<Split, string>;
  /** imagefolder, parquet, webdataset: one folder whose names tell the splits (Hugging Face's conventions). voc: the folder above JPEGImages. */
  root?: string;
  /** table: the CSV, TSV or JSONL file (or one for each split). */
  table?: OneOrEach;
  /** table, parquet: names of columns. webdataset: extensions. */
  columns?: { path?: string; label?: string; split?: string; image?: string };
  /** coco: the JSON file. voc: the folder of XML files. */
  annotations?: OneOrEach;
  /** yolo: the data.yaml. */
  data?: string;
  /** masks: the folder of masks, the file of colours (`name red green blue` a line), the value that is no class. */
  masks?: OneOrEach;
  colours?: string;
  ignore?: number;
  /** pairs: the folder of the pictures that the images should become. */
  targets?: OneOrEach;
  /** Folder that image paths are relative to; the listing file's own folder when absent. */
  images?: OneOrEach;
  /** A CSV, TSV or JSONL file with one row for each image: `file_name` and attribute columns. */
  attributes?: string;
  /** Attribute columns whose values are groups: results must not diverge between them. */
  groups: string[];
  /** Groups of images that share values of up to `order` of these attributes, where there are `atLeast` in a split. */
  intersections?: { order: number; atLeast: number };
  /** Attribute column whose samples must stay in one split (patient, video, site). */
  unit?: string;
  /** The class list, in the order of the model's outputs: a file with one class a line, or the names. */
  labels?: string | string[];
  /** `apply`: the project's loader turns images by their EXIF orientation, so that it may differ from 1. */
  orientation?: 'apply' | 'ignore';
  /** SPDX expression of the dataset's licence, for a dataset without a card or licence file. */
  licence?: string;
}

export interface ModelPolicy {
  name: string;
  /** The ONNX file; absent where only `predictions` are given. */
  file?: string;
  /** Files of what the model answered, made elsewhere: one with `{split}` in its path, or one for each split. Claimed, not measured. */
  predictions?: OneOrEach;
  task: Task;
  /** File with one class a line, or the names; in the order of the model's output. The dataset's classes when absent. */
  labels?: string | string[];
  /** A `preprocessor_config.json`, or the same keys inline. */
  preprocessing?: string | Record<string, unknown>;
  /** The same of the serving code. */
  serving?: string | Record<string, unknown>;
  /** Folders of images and of what the training pipeline made of them, as `.npy` files of the same names. */
  referenceTensors?: { images: string; tensors: string };
  /** File of what the training did to its images. */
  augmentation?: string;
  output: Head | 'auto';
  /** detection: see `ModelJob.detection`. multilabel: from `score` on a label is answered. */
  thresholds: { score: number; overlap: number; most: number };
  /** restoration: value of an output picture that is white. */
  white: number;
  /** Table of the training run: Keras' CSVLogger, Lightning, Ultralytics, DVCLive, TensorBoard. */
  history?: string;
  /** How long the training was to be, by the policy or by the training's own configuration; what it is told by; on how many GPUs. */
  training?: { epochs?: number; config?: string; patience?: number; monitor?: string; gpus?: number };
  /** Name of the model's dataset. */
  data: string;
  /** Name of the declared score: the yardstick of `metrics/regression`. */
  score: string;
  /** Loss of the declared score (absolute, in its own unit) that is accepted. */
  tolerance: number;
  card?: string;
  licence?: string;
  /** Name of the model that this one stands for in another precision. */
  variantOf?: string;
}

export interface TargetPolicy {
  name: string;
  /** The models that run on this target; every model when absent. */
  models?: string[];
  provider: string;
  batch: number;
  /** Slowdown that is accepted, as a share (0.01 = 1 %). */
  latencyTolerance: number;
  /** Budgets; absent: not limited. */
  latencyMs?: Partial<Record<'p50' | 'p90' | 'p95' | 'p99', number>>;
  parameters?: number;
  flops?: number;
  fileMb?: number;
  memoryMb?: number;
  /** Highest ONNX opset that runs here. */
  gpuMemoryMb?: number;
  /** Share by which size, FLOPs and memory may grow in one change. */
  growth?: number;
  /** Price of an hour of the device, in any currency. */
  costPerHour?: number;
  opset?: number;
  /** What runs the models here: `name` or `name@version`. */
  runtime?: string;
}

export interface RuleSetting {
  severity: Severity | 'off';
  options: Record<string, unknown>;
  at?: Position;
}

export interface Waiver {
  rule: string;
  /** A subject, or a glob (`*` within a folder, `**` across). */
  subject: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  until: string;
  reason: string;
  at: Position;
}

export interface Policy {
  version: 1;
  datasets: Record<string, DatasetPolicy>;
  models: Record<string, ModelPolicy>;
  targets: Record<string, TargetPolicy>;
  /** Settings by rule id or by `<cause>/*`, as written. */
  rules: Record<string, RuleSetting>;
  waivers: Waiver[];
  /** Inconclusive comparisons fail. */
  strict: boolean;
  /** What the loss of a rule's files at head does. */
  lost: 'failure' | 'neutral';
  /** The file that names what was erased. */
  erasure?: { register: string };
  /** Chance of a false alarm that each family of tests may spend. */
  errorBudget: { score: number; classesAndGroups: number; latency: number };
  /** The presets that it extends; absent where it extends none. */
  presets?: PresetUse[];
  /** Where it was read. */
  source: { path: string; commit: string; side: 'base' | 'head' | 'given' };
  /** Line and column of each node, by its JSON pointer (`/models/classifier/file`). */
  positions: Record<string, Position>;
}

/** A preset that a policy extends, and what holds by it: `ethics/group-gap: error`, `ethics/group-gap, gap: 0.05`. */
export interface PresetUse {
  name: string;
  sets: string[];
}

/** A mistake in the policy file. */
export interface PolicyMistake {
  at: Position;
  /** A sentence that names the key, what was expected, and the nearest valid name. */
  message: string;
}

export type PolicyResult = { policy: Policy } | { mistakes: PolicyMistake[] };

/** What the policy's reader must know of the rules; it never imports them. */
export interface RuleDescription {
  id: string;
  severity: Severity;
  defaults: Readonly<Record<string, unknown>>;
  options: Readonly<Record<string, string>>;
}
