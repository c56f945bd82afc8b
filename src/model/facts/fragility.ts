import type { Position } from '../fault.ts';
import type { PairedScore } from './evaluation.ts';

/** A model on evaluation images that were corrupted as ImageNet-C does. */
export interface Fragility {
  model: string;
  dataset: string;
  split: string;
  score: string;
  tolerance: number;
  higherIsBetter: boolean;
  /** Images that were asked. */
  n: number;
  /** The declared score of base and head on the same images as they are; `null` where there is no base, or no score. */
  clean: { base: number | null; head: number | null };
  corruptions: {
    name: string;
    /** 1 to 5, as published. */
    severity: number;
    base: number | null;
    head: number | null;
    /** Base (first) and head on the corrupted images, at a tolerance of the declared one and what head lost on clean images; `null` without a base. */
    compared: PairedScore | null;
  }[];
  at: Position;
}
