import type { Preprocessing } from '../model/preprocessing.ts';
import type { ImageDescription, ModelJob, Paced, Placing, Variant } from '../model/vision.ts';
import type { StoredTensor, TensorSurvey } from '../model/weights.ts';

/** How many threads a child process divides its work over. */
export interface Threads {
  /** Threads that decode and preprocess for a model. */
  pixels: number;
  /** Threads inside one run of a model on the CPU. */
  run: number;
}

export interface Common {
  nativesRoot: string;
  /** Most pixels that a picture's header may announce. */
  limitPixels: number;
  threads: Threads;
}

/** What a child process is started for. One child does one task. */
export type Task =
  | { task: 'describe' }
  | { task: 'thumbnails'; size: number }
  | { task: 'features' }
  | { task: 'miniatures' }
  | { task: 'untouched' }
  | { task: 'looks'; crops: boolean }
  | { task: 'predict'; jobs: ModelJob[] }
  | { task: 'tensors'; preprocessings: Preprocessing[] }
  | { task: 'probe'; job: ModelJob; variants: Variant[] }
  | { task: 'time'; first: ModelJob; second: ModelJob; swapped: boolean; order: number[][]; warmUp: number }
  | { task: 'compare'; job: ModelJob; other: ModelJob | null }
  | { task: 'memory'; job: ModelJob }
  | { task: 'weights'; tensors: readonly StoredTensor[]; wanted: 'surveys' | 'hashes' }
  /** `folder`: where the runtime's profile may lie for a moment. */
  | { task: 'place'; job: ModelJob; folder: string }
  | { task: 'pace'; job: ModelJob }
  | { task: 'versions' };

/** From the gate to a child. `image` carries the encoded bytes; from `targetAt` on those of the picture that it should become. */
export type Request =
  | ({ type: 'start' } & Common & Task)
  | { type: 'image'; id: number; targetAt?: number }
  | { type: 'flush' };

/** As JSON has it: what has no quality says `null`. */
export type ImageFacts = Omit<ImageDescription, 'key' | 'error' | 'quality'> & { quality: number | null };

/** From a child to the gate, on its own pipe. */
export type Reply =
  | { type: 'ready' }
  /** The model is about to run: a crash from here on is not the decoder's. */
  | { type: 'running' }
  | { type: 'description'; id: number; error: string | null; facts: ImageFacts | null }
  /** WebP bytes in the body; none when the picture could not be decoded. */
  | { type: 'thumbnail'; id: number; width: number; height: number }
  /** float32 values in the body; none when the picture could not be decoded. */
  | { type: 'features'; id: number }
  /** 64 × 64 bytes in the body; none when the picture could not be decoded. */
  | { type: 'miniature'; id: number }
  /** The encoded answers in the body, one after the other: one for each job or variant; a variant's of no bytes is none. */
  /** Two float64 in the body, PSNR and SSIM; none when either picture could not be decoded or they cannot be compared. */
  | { type: 'likeness'; id: number }
  /** SHA-256 of the pixels and looks of 32 bytes each in the body; none when the picture could not be decoded. */
  | { type: 'looks'; id: number }
  /** The encoded answers in the body, one after the other: one for each job. */
  | { type: 'prediction'; id: number; error: string | null; lengths: number[] }
  /** float64 sums in the body (`parity.ts`), by way of running and then by output; whether the answer turned in each way. */
  | { type: 'compared'; id: number; error: string | null; flips: number[] }
  /** float64 milliseconds in the body: all runs of the first model, of the second, and of the first model's second session. */
  | { type: 'timed'; device: string; cold: [first: number, second: number] }
  /** float32 values in the body, one tensor after the other; no dimensions when the picture could not be decoded. */
  | { type: 'tensors'; id: number; dims: number[][] }
  | { type: 'memory'; peakMb: number }
  | { type: 'surveys'; surveys: TensorSurvey[] }
  | { type: 'hashes'; hashes: string[] }
  | ({ type: 'placed' } & Placing)
  | ({ type: 'paced'; id: number } & Paced)
  | { type: 'versions'; runtime: string; decoder: string; providers: string[] }
  | { type: 'fault'; kind: 'broken' | 'unavailable'; message: string };
