import type { Preprocessing } from '../preprocessing.ts';

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
