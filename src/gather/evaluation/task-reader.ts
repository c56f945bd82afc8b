import type { Flip, Images, Results, Samples, Task } from '../../model/facts.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Answer, Corruption } from '../../model/vision.ts';
import type { Frame } from '../truth/frames.ts';

/** What a model is asked of some rows of a dataset, at one commit. */
export interface Asked {
  samples: Samples;
  snapshot: Snapshot;
  policy: Policy;
  split: string;
  /** What is known of the images, where they could be read. */
  images?: Images;
  /** Rows that were asked, ascending. */
  rows: readonly number[];
  /** What is done to each picture first. */
  corruption?: Corruption;
}

/** How a model names and reads its classes, and how its faults are told. */
export interface Reading {
  model: string;
  task: Task;
  /** In the order of the outputs. */
  classes: readonly string[];
  /** A label is answered from this score on. */
  threshold: number;
  /** Which way up it sees pictures, and so answers them; `null` for files of predictions, which answer as the dataset is annotated. */
  shown: Frame | null;
  /** The model's file, and where its list of labels stands. */
  path: string;
  at: { path: string; line?: number; column?: number };
  /** What the answers depend on besides the data. */
  key: string;
}

/** Answers by row; a row that is absent has none: its image could not be decoded, or no file predicts it. */
export type Answers = Pick<ReadonlyMap<number, Answer>, 'has' | 'get'>;

/** What is special about one task between the dataset and the scores. */
export interface TaskReader {
  /** Rows of a split of which the truth is known, ascending. */
  rows(samples: Samples, split: string): number[];
  /** What the answer to a row depends on in the data: the content of its image. */
  keyOf(samples: Samples, row: number): string;
  /** The picture that a row's image should become, for a task that makes pictures. */
  targetOf?(samples: Samples, row: number): { hash: string; path: string } | null;
  /**
   * Answers held against the truth, for the rows that have one.
   * @throws Fault where answers and truth cannot be compared: an unknown label, another number of classes
   */
  results(
    reading: Reading,
    asked: Asked,
    answers: Answers,
    tools: Tools,
  ): Promise<{ rows: Int32Array; results: Results }>;
  /** The same results with the classes of another list (a superset of the model's own, in any order). */
  over(classes: readonly string[], own: readonly string[], results: Results): Results;
  /** Everything that the truth of each row depends on, for telling whether two commits' evaluation data are the same. */
  truthKeys(samples: Samples, rows: readonly number[]): string[];
  /** Right at base and wrong at head, worst first, and how many turned either way. */
  flips(pair: FlipPair, classes: readonly string[]): Flips;
}

export interface FlipPair {
  samples: Samples;
  rows: Int32Array;
  base: Results;
  head: Results;
}

export interface Flips {
  negative: Flip[];
  counts: { negative: number; positive: number; of: 'images' | 'objects'; n: number };
}
