import type { Model } from './model.ts';

/** What a reviewer asks of a model first. */
export type ModelFigures = Pick<Model, 'bytes' | 'irVersion' | 'opsets' | 'producer' | 'parameters' | 'macs'> &
  Pick<Model['structure'], 'nodes' | 'quantisation' | 'receptiveField'>;

/** A stored tensor of values that are trained. */
export interface NamedTensor {
  name: string;
  /** Its name at the base, where that is another. */
  from?: string;
  type: string;
  shape: number[];
}

/** What became of the stored tensors; lists are cut, counts are whole. */
export interface TensorChanges {
  same: number;
  changed: number;
  added: number;
  removed: number;
  /** Other name, same content. */
  renamed: number;
  lists: Record<'changed' | 'added' | 'removed' | 'renamed', NamedTensor[]>;
}

/** How a model of head differs from base's of the same name. */
export interface ModelDiff {
  model: string;
  base: ModelFigures;
  head: ModelFigures;
  /** Inputs and outputs that are others, as `float[batch, 3, 224, 224]`; `null` on the side that does not have one. */
  interface: { kind: 'input' | 'output'; name: string; was: string | null; now: string | null }[];
  /** Operators of which there are more or fewer nodes. */
  operators: { operator: string; base: number; head: number }[];
  /** `null` where the weights could not be read. */
  tensors: TensorChanges | null;
}
