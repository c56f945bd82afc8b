import type { Position } from '../fault.ts';
import type { Fairness } from './fairness.ts';
import type { Results, Task } from './results.ts';

/** One split's predictions, row by row of `rows`. */
export interface SplitPredictions {
  split: string;
  /** Rows of `Samples` that were predicted, ascending; image i of the results is row `rows[i]`. */
  rows: Int32Array;
  results: Results;
  /** Labelled samples of the split that the plan left out (a seeded sample was enough), and that could not be read or had no prediction. */
  leftOut: number;
  unreadable: number;
}

export interface Predictions {
  model: string;
  dataset: string;
  task: Task;
  classes: string[];
  score: string;
  tolerance: number;
  /** What the answers depend on besides the data: equal keys, equal answers. */
  key: string;
  /** The model's file, or that of its predictions. */
  at: Position;
  /** `claimed`: read from files of the pull request, not run here. */
  origin: 'measured' | 'claimed';
  splits: Record<string, SplitPredictions>;
}

export interface ClassScore {
  name: string;
  /** Images of the class; objects of it for detection, pixels for segmentation. */
  n: number;
  /** By name: `precision`, `recall`, `f1`, `ap`, `iou` …; `null` where undefined. */
  values: Record<string, number | null>;
}

export interface GroupScore {
  attribute: string;
  value: string;
  n: number;
  score: number | null;
  /** Share of images answered rightly, of objects found, or the mean IoU of images, 0–1; `null` for tasks without, or where undefined. */
  share: number | null;
}

/** The scores of one split. Undefined scores are `null`. */
export interface SplitScores {
  split: string;
  n: number;
  /** Every score that applies, by name (`macro_f1`, `accuracy`, `log_loss` …). */
  values: Record<string, number | null>;
  /** The declared score with its 95 % bootstrap interval. */
  declared: { name: string; value: number | null; interval: [number, number] | null };
  /** The value of `ClassScore.values` that classes are compared by: `recall`, `f1`, `ap`, `iou`; `null` without classes. */
  classScore: string | null;
  classes: ClassScore[];
  /** The score that groups are compared by. */
  groupScore: string;
  groups: GroupScore[];
  /** Every score by group, and the gaps between groups, attribute by attribute; absent without groups. */
  fairness?: Fairness[];
  /** counts[truth][predicted], of images or pixels; `null` where an answer is not one of k classes. */
  confusion: number[][] | null;
}

export interface Scores {
  model: string;
  dataset: string;
  task: Task;
  /** Name of the evaluation split: `test`, else `validation`. */
  evaluation: string;
  splits: Record<string, SplitScores>;
  /** Train minus evaluation score of the declared score (positive: overfitting), unpaired bootstrap. */
  gap: { train: number; evaluation: number; value: number; interval: [number, number] } | null;
  /**
   * The declared score on evaluation images that are in the training split too (`n`), and on the others (`clean`); the first less
   * the second in the direction in which more is better, unpaired bootstrap. `null` where there are too few of either.
   */
  leaked: {
    n: number;
    clean: number;
    score: number;
    cleanScore: number;
    value: number;
    interval: [number, number];
  } | null;
}

/** Trivial and cheap models, learnt here from the train split and scored on the evaluation split. */
export interface Baseline {
  method:
    | 'majority'
    | 'nearest-centroid'
    | 'k-nearest-neighbours'
    | 'logistic-regression'
    | 'label-frequencies'
    | 'mean-boxes'
    | 'majority-pixels'
    | 'untouched';
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
  /**
   * Images whose nearest training images are all of one other class: how many, and on how many of them the model answers the given
   * label. Of the training split, and of the evaluation split, whose labels it has not seen. `null` where train was not predicted.
   */
  contradicted: Record<'train' | 'evaluation', { n: number; given: number }> | null;
}

/** Answers of two competitors on the same images: right or wrong. */
export interface PairedCounts {
  n: number;
  bothRight: number;
  onlyFirst: number;
  onlySecond: number;
  bothWrong: number;
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

/** A loss that was resampled, so that it can be held against any tolerance. */
export interface ResampledLoss {
  base: number;
  head: number;
  /** How much worse head is than base; positive is worse. */
  effect: number;
  /** 95 % paired BCa bootstrap interval of the effect. */
  interval: [number, number];
  n: number;
  standardError: number;
  /** The effects of the resamples, ascending; none where base and head answer alike. */
  resampled: Float64Array;
  /** BCa's corrections. */
  bias: number;
  acceleration: number;
  /** One-sided p of the paired randomisation test of equal models: no smaller p is claimed at a tolerance of 0 or more. */
  randomisation: number;
}

/** Both models on a part of the images: a class, a group, a slice. */
export interface PairedSubject {
  data: 'base' | 'head' | 'both';
  /** Class name, or `attribute=value`. */
  subject: string;
  /** Name of what is compared: `recall`, `ap`, `iou`, or a score. */
  score: string;
  n: number;
  /** Right and wrong answers, where the score is a share of images. First competitor: base; second: head. */
  counts: PairedCounts | null;
  /** Otherwise the resampled loss. */
  loss: ResampledLoss | null;
}

export interface Slice extends PairedSubject {
  /** A value of an attribute that is no group, an outer third of a fact of the image, or a part that was searched for on other images. */
  found: 'attribute' | 'image fact' | 'search';
  /** The loss on all of the images, in the same score: a slice matters where it lost more. */
  whole: number;
}

/** The expected calibration error (15 bins of equal width) of both models. */
export interface CalibrationComparison {
  data: 'base' | 'head' | 'both';
  base: number;
  head: number;
  /** How much larger head's error is, with its 95 % paired BCa bootstrap interval. */
  effect: number;
  interval: [number, number];
  /** One-sided: of an effect this large or larger between equally calibrated models. */
  p: number;
  n: number;
}

export interface GapComparison {
  data: 'base' | 'head' | 'both';
  attribute: string;
  /** Largest minus smallest share of each model (`GroupScore.share`). */
  base: number;
  head: number;
  effect: number;
  interval: [number, number];
  p: number;
  n: number;
}

/** One image, or one object of it, on which base was right and head is wrong. */
export interface Flip {
  path: string;
  hash: string;
  /** Class of the image or object; `''` where the task has none. */
  label: string;
  /** The answer in words (a class, `found`, `missed`, `IoU 0.81`) and how confident it was, 0–1; `null` where there is none. */
  base: { answer: string; confidence: number | null };
  head: { answer: string; confidence: number | null };
  /** Left, top, width and height in pixels, for an object. */
  box?: [number, number, number, number];
  /** How much worse, for order: the more the worse. */
  weight: number;
}

/** Base and head model on the same images. First competitor is base, second is head. */
export interface Comparisons {
  model: string;
  dataset: string;
  split: string;
  task: Task;
  score: string;
  sameModel: boolean;
  sameData: boolean;
  overall: PairedScore[];
  classes: PairedSubject[];
  groups: PairedSubject[];
  slices: Slice[];
  gaps: GapComparison[];
  /** Of classifiers with probabilities. */
  calibration: CalibrationComparison[];
  /** Declared score of [base model, head model] on [base data, head data]; `null` where it could not be computed. */
  square: {
    baseOnBase: number | null;
    baseOnHead: number | null;
    headOnBase: number | null;
    headOnHead: number | null;
  };
  modelEffect: number | null;
  dataEffect: number | null;
  /** Right at base and wrong at head, worst first; at most 200. */
  negativeFlips: Flip[];
  /** What turned from right to wrong and from wrong to right: `images`, or `objects` for detection. */
  flips: { negative: number; positive: number; of: 'images' | 'objects'; n: number };
}
