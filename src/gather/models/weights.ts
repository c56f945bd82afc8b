import { dirname, join } from 'node:path';
import type { Model } from '../../model/facts.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { StoredTensor, TensorSurvey } from '../../model/weights.ts';
import { materialise } from '../model-files.ts';
import { rememberLater } from '../remember.ts';
import { graphsOf, type OnnxModel } from './onnx.ts';
import type { Tensor } from './tensor.ts';

type Weights = NonNullable<Model['weights']>;
type ModelFiles = Pick<Model, 'path' | 'contentHash' | 'externalData'>;

const kind = 'weights@2';

/** Tensors that are named. */
const mostNamed = 5;

/** The types that weights are trained in. */
const trained = new Set(['float', 'double', 'float16', 'bfloat16']);

/**
 * What the weights of a network hold: the tensors of two dimensions or more, of floating-point numbers. A filter is what
 * makes one output: a row of the first dimension. Read in a child process, once for each content.
 */
export async function weightsOf(
  snapshot: Snapshot,
  onnx: OnnxModel,
  model: ModelFiles,
  { vision, cache, scratch }: Pick<Tools, 'vision' | 'cache' | 'scratch'>,
): Promise<Weights> {
  const tensors = surveyed(onnx);
  if (tensors.length === 0) return sumUp([], []);
  return rememberLater(cache, kind, model.contentHash, async () => {
    const file = await materialise(snapshot, model, scratch);
    const stored = tensors.map((tensor) => placed(tensor, file)!);
    return sumUp(tensors, await vision.surveyTensors(stored));
  });
}

/** Where a tensor's bytes are on this machine, once its model is written; `null` where it has none. */
export function placed(tensor: Tensor, file: string): StoredTensor | null {
  const { raw, written, external, type, shape, bytes } = tensor;
  const filters = Math.max(1, shape[0] ?? 1);
  const span = raw ?? written;
  if (span) return { file, start: span.start, end: span.end, type, filters };
  if (!external) return null;
  const start = external.offset;
  const end = start + (bytes || (external.length ?? 0));
  return { file: join(dirname(file), external.location), start, end, type, filters };
}

function surveyed(onnx: OnnxModel): Tensor[] {
  const all = [...graphsOf(onnx)].flatMap(({ initializers }) => initializers);
  return all.filter((tensor) => {
    const { shape, elements, type, raw, external, bytes } = tensor;
    const isWhole = external !== null || (raw !== null && raw.end - raw.start === bytes);
    return shape.length >= 2 && elements > 0 && trained.has(type) && isWhole && elements % shape[0] === 0;
  });
}

function sumUp(tensors: readonly Tensor[], surveys: readonly TensorSurvey[]): Weights {
  const weights: Weights = { values: 0, zeros: 0, filters: 0, deadFilters: 0, notFinite: [] };
  for (const [index, { values, zeros, deadFilters, notFinite }] of surveys.entries()) {
    const { name, shape } = tensors[index];
    weights.values += values;
    weights.zeros += zeros;
    weights.filters += shape[0];
    weights.deadFilters += deadFilters;
    if (notFinite > 0 && weights.notFinite.length < mostNamed) {
      weights.notFinite.push({ tensor: name, values: notFinite });
    }
  }
  return weights;
}
