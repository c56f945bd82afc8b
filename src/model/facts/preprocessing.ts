import type { Position } from '../fault.ts';
import type { Preprocessing } from '../preprocessing.ts';
import type { MildTransform } from '../vision.ts';
import type { PairedSubject } from './evaluation.ts';

/** Values of a sample of images as a model sees them, before they are scaled: per channel in the model's order, 0–1. */
export interface PixelStatistics {
  model: string;
  split: string;
  /** Images that were measured. */
  n: number;
  /** Of all pixels. */
  mean: number[];
  std: number[];
  /** Standard error of the mean, images being the sample. */
  standardError: number[];
}

/** One alternative to the declared preprocessing. */
export interface Probe {
  /** What was changed, in words: `BGR instead of RGB`. */
  alternative: string;
  /** Keys of the preprocessing that differ. */
  changed: Partial<Preprocessing>;
  /** Of the images on which it was tried to choose among all: how many, and both scores there (`Probes.selectedBy`); `null` where it has no answers. */
  select: { n: number; alternative: number | null; declared: number | null };
  /** On other images, of the chosen one alone: first competitor is the alternative, second the declared preprocessing. */
  confirm: PairedSubject | null;
}

export interface Probes {
  model: string;
  /** Number of images that were answered. */
  n: number;
  /** Runs of the model on an image that it takes, and labelled images of the split: its cost in evaluations. */
  runs: number;
  evaluated: number;
  /** The score that alternatives are chosen by. */
  selectedBy: string;
  probes: Probe[];
}

/** The preprocessing that a model is evaluated with, beside that of its serving code and the tensors of its training pipeline. */
export interface Serving {
  model: string;
  /** Where serving's preprocessing is declared, and what it does otherwise; `null` when nothing is. */
  declared: {
    at: Position;
    /** In words: what differs, as `preprocessing` has it and as serving has it. */
    differences: { part: string; declared: string; serving: string }[];
  } | null;
  /** One for each image with a reference tensor, in the order of their paths; `null` when there is no folder of them. */
  tensors: ReferenceTensor[] | null;
  /** The alternative to the declared preprocessing that makes the tensors that differ, in words. */
  explanation: string | null;
}

export interface ReferenceTensor {
  image: string;
  tensor: string;
  /** Shapes without a batch of one, where they differ: as stored, and as made here. */
  shapes: { stored: number[]; made: number[] } | null;
  /** Absolute difference from what the declared preprocessing makes, in grey levels of the picture; NaN where the shapes differ. */
  mean: number;
  most: number;
}

/** What a transform of training does to a picture. */
export const effects = [
  'horizontal flip',
  'vertical flip',
  'quarter turn',
  'half turn',
  'rotation',
  'scale',
  'crop',
  'shift',
  'perspective',
  'brightness',
  'contrast',
  'colour',
  'grey',
  'blur',
  'noise',
  'compression',
  'erasing',
  'mixing',
] as const;
export type Effect = (typeof effects)[number];

/** One declared transform, by the name that its library gives it. */
export interface Augmenting {
  name: string;
  effects: Effect[];
  at: Position;
}

/** What a model's training declares that it did to its images. */
export interface Augmentation {
  model: string;
  library: 'Albumentations' | 'torchvision' | 'Ultralytics';
  /** Those that can happen, in the order of the file. */
  transforms: Augmenting[];
  /** How it prepares every image, in words; `null` where it does not say. */
  prepares: { size: string | null; normalisation: string | null };
  at: Position;
}

/** A model's answers to evaluation images under mild transforms that its augmentation does not cover. */
export interface Mildness {
  model: string;
  transforms: {
    transform: MildTransform;
    /** First competitor: the images as they are; second: transformed. */
    compared: PairedSubject;
  }[];
}
