import type { Model } from '../../model/facts.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { folderOf } from '../formats/files/paths.ts';
import { graphsOf, type OnnxModel } from './onnx.ts';
import type { Tensor } from './tensor.ts';

type Weights = NonNullable<Model['weights']>;

/** Tensors that are named. */
const mostNamed = 5;

/**
 * What the weights of a network hold: the tensors of two dimensions or more, in float or double. A filter is what makes one
 * output: a row of the first dimension.
 */
export async function weightsOf(snapshot: Snapshot, model: OnnxModel, bytes: Buffer, path: string): Promise<Weights> {
  const weights: Weights = { values: 0, zeros: 0, filters: 0, deadFilters: 0, notFinite: [] };
  const folder = folderOf(path);
  const external = new Map<string, Buffer>();
  for (const { initializers } of graphsOf(model)) {
    for (const tensor of initializers) {
      if (tensor.shape.length < 2 || tensor.elements === 0) continue;
      const read = readerOf(tensor.type);
      const raw = read && (await rawOf(tensor));
      if (read && raw) count(tensor, read(raw), weights);
    }
  }
  return weights;

  async function rawOf({ raw, external: elsewhere, elements, type }: Tensor): Promise<Buffer | null> {
    if (raw) return bytes.subarray(raw.start, raw.end);
    if (!elsewhere) return null;
    const file = folder === '' ? elsewhere.location : `${folder}/${elsewhere.location}`;
    const content = external.get(file) ?? (await snapshot.read(file));
    external.set(file, content);
    const length = elements * (type === 'double' ? 8 : 4);
    return content.subarray(elsewhere.offset, elsewhere.offset + length);
  }
}

type Values = (index: number) => number;

function readerOf(type: string): ((raw: Buffer) => Values) | null {
  if (type === 'float') return (raw) => (index) => raw.readFloatLE(4 * index);
  if (type === 'double') return (raw) => (index) => raw.readDoubleLE(8 * index);
  return null;
}

function count({ name, shape, elements }: Tensor, at: Values, weights: Weights): void {
  const filters = shape[0];
  const size = elements / filters;
  let notFinite = 0;
  for (let filter = 0; filter < filters; filter++) {
    let zeros = 0;
    for (let i = filter * size; i < (filter + 1) * size; i++) {
      const value = at(i);
      // Below 1e-30 nothing is left of a product with any activation.
      if (Math.abs(value) < 1e-30) zeros += 1;
      else if (!Number.isFinite(value)) notFinite += 1;
    }
    weights.zeros += zeros;
    if (zeros === size && size > 1) weights.deadFilters += 1;
  }
  weights.values += elements;
  weights.filters += filters;
  if (notFinite > 0 && weights.notFinite.length < mostNamed)
    weights.notFinite.push({ tensor: name, values: notFinite });
}
