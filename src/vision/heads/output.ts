import { Fault } from '../../model/fault.ts';
import type { Answer, ModelJob } from '../../model/vision.ts';
import type { Geometry } from './geometry.ts';

/** One output of a run, as plain numbers. */
export interface OutputTensor {
  name: string;
  /** As the runtime gave them. */
  dims: readonly number[];
  data: ArrayLike<number>;
  /** Whether its element type is an integer one. */
  isInteger: boolean;
}

/** A picture that a model made: height × width × channels values, 0–1 where the model's white is 1. */
export interface MadePicture {
  width: number;
  height: number;
  channels: number;
  data: Float32Array;
}

/** An answer; that of a restorer is still a picture, which is held against another one elsewhere. */
export type RawAnswer = Exclude<Answer, { task: 'restoration' }> | { task: 'restoration'; picture: MadePicture };

export type HeadJob = Pick<ModelJob, 'task' | 'head' | 'classes' | 'detection' | 'white'>;

/** Reads the answer to one picture of a batch. @param row - its place in the batch */
export type ReadAnswer = (
  outputs: readonly OutputTensor[],
  row: number,
  batch: number,
  geometry: Geometry,
) => RawAnswer;

/** A layout of outputs that exporters write. */
export interface Layout {
  /** What its outputs look like, for a sentence. */
  expects(job: HeadJob): string;
  /** How answers are read where the outputs of a batch have this layout; `null` where they have not. */
  fit(job: HeadJob, outputs: readonly OutputTensor[], batch: number): ReadAnswer | null;
}

/** Throws where a score or a side of a box is not a finite number: such a detection must not vanish in silence. */
export function refuseNonFinite({ name }: OutputTensor, value: number, what: 'scores' | 'boxes' = 'scores'): void {
  if (Number.isFinite(value)) return;
  throw new Fault(
    'broken',
    `Expected finite ${what} in output \`${name}\` but received ${value}. Check the weights and the precision of the model.`,
  );
}

/** The shapes of outputs in words: `output0 [1, 84, 8400]`. */
export function shapesOf(outputs: readonly OutputTensor[]): string {
  return outputs.map(({ name, dims }) => `\`${name}\` [${dims.join(', ')}]`).join(', ');
}
