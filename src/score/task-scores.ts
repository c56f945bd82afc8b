import type { PairedCounts, Results } from '../model/facts.ts';
import type { Direction, PairedUnits } from './paired-units.ts';
import type { ScoredUnits } from './single-units.ts';

/** Two models on the same images: right and wrong answers where the score is a share of images, else what a bootstrap resamples. */
export type Paired = { score: string; n: number } & (
  | { counts: PairedCounts }
  | { units: PairedUnits; base: number; head: number }
);

/** What one class of one model's answers scores. `n` counts images, objects or pixels of the class. */
export interface ClassValues {
  n: number;
  /** By name; NaN where undefined. */
  values: Record<string, number>;
}

/** What each image adds to a share, and to that of which it is one: the share of some images is the sum of `part` over that of `whole`. */
export interface Shares {
  part: Float64Array;
  whole: Float64Array;
}

/** The share of some images, 0–1; NaN where they have nothing to be a share of. */
export function shareOf({ part, whole }: Shares, images: Iterable<number>): number {
  let [own, all] = [0, 0];
  for (const image of images) {
    own += part[image];
    all += whole[image];
  }
  return own / all;
}

/** The scores of one task: everything that judging a model needs to know of it. */
export interface TaskScores<R extends Results = Results> {
  /** Names that a policy's `score:` may take, in the order in which reports list them. */
  names: readonly string[];
  direction(name: string): Direction;
  /** NaN where the score is undefined. */
  compute(name: string, results: R): number;
  /** What a bootstrap of one model resamples. @param cluster - cluster of each image, where images are not independent */
  single(name: string, results: R, cluster?: Int32Array): ScoredUnits;
  /** What a paired bootstrap of two models on the same images resamples. */
  paired(name: string, base: R, head: R, cluster?: Int32Array): PairedUnits;
  /** The results of some of the images, in the order given. */
  select(results: R, images: ArrayLike<number>): R;
  /** The value of `classes` by which classes are compared; `null` for a task without classes. */
  classScore: string | null;
  classes(results: R): ClassValues[];
  /** Both models on one class; `null` where the class is not in the data. */
  compareClass(category: number, base: R, head: R, cluster?: Int32Array): Paired | null;
  /** Both models on some of the images; `null` where the score is undefined on them. `name` is the declared score. */
  compareImages(name: string, images: ArrayLike<number>, base: R, head: R, cluster?: Int32Array): Paired | null;
  /** The score by which groups of images are compared, given the declared one. */
  groupScore(name: string): string;
  /** What groups are told apart by: images answered rightly, objects found, the mean IoU of images; `null` for a task without. `whole` depends on the truth alone. */
  shares: ((results: R) => Shares) | null;
  /** counts[truth][answer], or `null`. */
  confusion(results: R): number[][] | null;
}

/** A task that is judged by its declared score throughout: groups and parts of the images too. */
export function judgedByScore<R extends Results>(
  scores: Omit<TaskScores<R>, 'compareImages' | 'groupScore'>,
): TaskScores<R> {
  return { ...scores, compareImages: compareSelected(scores), groupScore: (name) => name };
}

function compareSelected<R extends Results>(
  scores: Pick<TaskScores<R>, 'compute' | 'paired' | 'select'>,
): TaskScores<R>['compareImages'] {
  return (name, images, base, head, cluster) => {
    const [before, after] = [scores.select(base, images), scores.select(head, images)];
    const [own, theirs] = [scores.compute(name, before), scores.compute(name, after)];
    if (Number.isNaN(own) || Number.isNaN(theirs)) return null;
    const clusters = cluster && Int32Array.from(images, (image) => cluster[image]);
    return {
      score: name,
      n: images.length,
      units: scores.paired(name, before, after, clusters),
      base: own,
      head: theirs,
    };
  };
}
