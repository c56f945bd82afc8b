import type { Position } from '../fault.ts';

/** The card of a dataset or model (Hugging Face's README.md), as a pull request has it: claimed, not measured. */
export interface Card {
  /** Name of the dataset or model. */
  name: string;
  kind: 'dataset' | 'model';
  /** `null` where there is none. */
  path: string | null;
  /** The card; the policy's line where there is none. */
  at: Position;
  /** Where the gate looked. */
  looked: string[];
  /** Keys of its YAML front matter; `null` without one. */
  keys: string[] | null;
  /** Why its front matter cannot be read; `null` where it can. */
  fault: { message: string; at: Position } | null;
  /** Its headings, without their marks. */
  headings: string[];
  /** Scores that its `model-index` claims, as written: 0.91 or 91. */
  results: { metric: string; value: number; at: Position }[];
  /** Croissant metadata beside a dataset; `null` where there is none. */
  croissant: { path: string; problems: string[]; recommended: string[] } | null;
}
