import type { Position } from '../fault.ts';
import type { PairedScore, PairedSubject } from './evaluation.ts';

/** How far one output is from what it should equal, over all pictures that were asked. */
export interface OutputParity {
  output: string;
  values: number;
  /** −1 to 1. */
  cosine: number;
  /** Signal to noise in dB; ∞ where they are equal. */
  sqnr: number;
  /** Largest difference, and the largest value beside it, in the output's own unit. */
  maxError: number;
  maxReference: number;
}

/** A model of another precision beside the one that it stands for, on the evaluation images. */
export interface Parity {
  model: string;
  reference: string;
  dataset: string;
  split: string;
  score: string;
  tolerance: number;
  /** First competitor: the reference. Second: the variant. */
  overall: PairedScore[];
  classes: PairedSubject[];
  flips: { negative: number; positive: number; of: 'images' | 'objects'; n: number };
  /** By output, on some of the images; none where one of the two was not run here. */
  outputs: OutputParity[];
  at: Position;
}

/** The same picture asked again: in the same session, in another one, and in a batch of other pictures. */
export interface Determinism {
  model: string;
  images: number;
  ways: { way: 'same session' | 'another session' | 'batch'; turned: number; outputs: OutputParity[] }[];
  at: Position;
}
