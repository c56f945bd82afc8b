import type { Node } from '../onnx.ts';
import {
  axisOf,
  broadcast,
  type Inference,
  intOf,
  intsOf,
  isGiven,
  type Known,
  mostValues,
  product,
  resized,
  shaped,
} from './known.ts';

/** Axes or the like, which older opsets write as an attribute and newer ones as an input. */
function parameter(node: Node, name: string, input: Known | undefined): number[] | null {
  return input?.values ?? intsOf(node, name);
}

const reshape: Inference = (node, [{ shape, values }, target]) => {
  const wanted = parameter(node, 'shape', target);
  if (!shape || !wanted) return [];
  const copies = intOf(node, 'allowzero', 0) === 0;
  const sizes = wanted.map((size, i) => (size === 0 && copies ? shape[i] : size));
  const rest = product(shape) / product(sizes.filter((size) => size !== -1));
  return [{ shape: sizes.map((size) => (size === -1 ? rest : size)), values }];
};

const flatten: Inference = (node, [{ shape }]) => {
  if (!shape) return [];
  const axis = axisOf(intOf(node, 'axis', 1), shape.length);
  return [shaped([product(shape.slice(0, axis)), product(shape.slice(axis))])];
};

const transpose: Inference = (node, [{ shape }]) => {
  if (!shape) return [];
  const order = intsOf(node, 'perm') ?? shape.map((_, i) => shape.length - 1 - i);
  return [shaped(order.map((axis) => shape[axis]))];
};

const squeeze: Inference = (node, [{ shape, values }, axes]) => {
  if (!shape || (isGiven(node, 1) && !axes.values)) return [];
  const dropped = parameter(node, 'axes', axes)?.map((axis) => axisOf(axis, shape.length));
  return [{ shape: shape.filter((size, i) => (dropped ? !dropped.includes(i) : size !== 1)), values }];
};

const unsqueeze: Inference = (node, [{ shape, values }, axes]) => {
  const added = parameter(node, 'axes', axes);
  if (!shape || !added) return [];
  const rank = shape.length + added.length;
  const places = new Set(added.map((axis) => axisOf(axis, rank)));
  const sizes = shape[Symbol.iterator]();
  return [{ shape: Array.from({ length: rank }, (_, i) => (places.has(i) ? 1 : sizes.next().value!)), values }];
};

const concat: Inference = (node, padded) => {
  const inputs = padded.slice(0, node.inputs.length);
  const first = inputs[0]?.shape;
  if (!first || inputs.some(({ shape }) => shape?.length !== first.length)) return [];
  const axis = axisOf(intOf(node, 'axis', 0), first.length);
  const size = inputs.reduce((total, { shape }) => total + shape![axis], 0);
  const isShort = first.length === 1 && size <= mostValues && inputs.every(({ values }) => values !== null);
  return [{ shape: resized(first, axis, size), values: isShort ? inputs.flatMap(({ values }) => values!) : null }];
};

const split: Inference = (node, [{ shape, values }, sizes]) => {
  if (!shape || (isGiven(node, 1) && !sizes.values)) return [];
  const axis = axisOf(intOf(node, 'axis', 0), shape.length);
  const parts = node.outputs.length;
  const equal = Math.ceil(shape[axis] / parts);
  const given = parameter(node, 'split', sizes);
  let start = 0;
  return node.outputs.map((_, i) => {
    const size = given?.[i] ?? Math.min(equal, shape[axis] - equal * i);
    start += size;
    return {
      shape: resized(shape, axis, size),
      values: shape.length === 1 && values ? values.slice(start - size, start) : null,
    };
  });
};

const slice: Inference = (node, inputs) => {
  const [{ shape, values }, starts, ends, axes, steps] = inputs;
  const from = parameter(node, 'starts', starts);
  const to = parameter(node, 'ends', ends);
  if (!shape || !from || !to || [3, 4].some((i) => isGiven(node, i) && !inputs[i].values)) return [];
  const along = parameter(node, 'axes', axes) ?? from.map((_, i) => i);
  const result = [...shape];
  let kept = values;
  for (const [i, axis] of along.map((axis) => axisOf(axis, shape.length)).entries()) {
    const step = steps?.values?.[i] ?? 1;
    if (step === 0) return [];
    const indices = range(from[i], to[i], step, shape[axis]);
    result[axis] = Math.max(0, Math.ceil((indices.end - indices.start) / step));
    kept = shape.length === 1 && kept ? taken(kept, indices.start, step, result[axis]) : null;
  }
  return [{ shape: result, values: kept }];
};

/** Python's slice, clamped to the size. */
function range(from: number, to: number, step: number, size: number): { start: number; end: number } {
  const clamp = (index: number, low: number, high: number) =>
    Math.min(high, Math.max(low, index < 0 ? index + size : index));
  return step > 0
    ? { start: clamp(from, 0, size), end: clamp(to, 0, size) }
    : { start: clamp(from, 0, size - 1), end: clamp(to, -1, size - 1) };
}

function taken(values: number[], start: number, step: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => values[start + i * step]);
}

const gather: Inference = (node, [{ shape, values }, indices]) => {
  if (!shape || !indices?.shape) return [];
  const axis = axisOf(intOf(node, 'axis', 0), shape.length);
  const picked =
    shape.length === 1 && values && indices.values ? indices.values.map((i) => values[axisOf(i, values.length)]) : null;
  return [{ shape: [...shape.slice(0, axis), ...indices.shape, ...shape.slice(axis + 1)], values: picked }];
};

const expand: Inference = (_, [{ shape }, target]) => {
  const sizes = shape && target?.values ? broadcast(shape, target.values) : null;
  return sizes ? [shaped(sizes)] : [];
};

const tile: Inference = (_, [{ shape }, repeats]) =>
  shape && repeats?.values ? [shaped(shape.map((size, i) => size * repeats.values![i]))] : [];

const pad: Inference = (node, [{ shape }, pads, , axes]) => {
  const widths = parameter(node, 'pads', pads) ?? intsOf(node, 'paddings');
  if (!shape || !widths) return [];
  const along = axes?.values?.map((axis) => axisOf(axis, shape.length)) ?? shape.map((_, i) => i);
  const result = [...shape];
  for (const [i, axis] of along.entries()) result[axis] += widths[i] + widths[i + along.length];
  return [shaped(result)];
};

const resize: Inference = (node, inputs) => {
  const shape = inputs[0].shape;
  if (!shape) return [];
  const sizes = inputs[3]?.values;
  const axes = intsOf(node, 'axes')?.map((axis) => axisOf(axis, shape.length)) ?? shape.map((_, i) => i);
  if (sizes) return [shaped(axes.reduce((result, axis, i) => resized(result, axis, sizes[i]), shape))];
  const old = node.inputs.length === 2 ? inputs[1].values : null;
  const scales = inputs[2]?.values ?? old ?? node.attributes.get('scales')?.floats;
  if (!scales || scales.length !== axes.length) return [];
  return [shaped(axes.reduce((result, axis, i) => resized(result, axis, Math.floor(shape[axis] * scales[i])), shape))];
};

const depthToSpace: Inference = (node, [{ shape: x }]) => {
  const block = intOf(node, 'blocksize', 1);
  return x?.length === 4 ? [shaped([x[0], x[1] / block ** 2, x[2] * block, x[3] * block])] : [];
};

const spaceToDepth: Inference = (node, [{ shape: x }]) => {
  const block = intOf(node, 'blocksize', 1);
  return x?.length === 4 ? [shaped([x[0], x[1] * block ** 2, x[2] / block, x[3] / block])] : [];
};

/** Reduction over axes, which default to all; `keepdims` defaults to 1. */
export const reduce: Inference = (node, [{ shape, values }, axes]) => {
  if (!shape || (isGiven(node, 1) && !axes.values)) return [];
  const given = parameter(node, 'axes', axes);
  const keep = intOf(node, 'keepdims', 1) === 1;
  if (!given?.length && intOf(node, 'noop_with_empty_axes', 0) === 1) return [{ shape, values }];
  const reduced = new Set(given?.length ? given.map((axis) => axisOf(axis, shape.length)) : shape.keys());
  const folded = values && node.op === 'ReduceProd' ? [product(values)] : null;
  return [
    {
      shape: shape.flatMap((size, i) => (!reduced.has(i) ? [size] : keep ? [1] : [])),
      values: reduced.size === shape.length ? folded : null,
    },
  ];
};

const pick: Inference = (node, [{ shape }]) => {
  if (!shape) return [];
  const axis = axisOf(intOf(node, 'axis', 0), shape.length);
  return [shaped(intOf(node, 'keepdims', 1) ? resized(shape, axis, 1) : shape.toSpliced(axis, 1))];
};

const topK: Inference = (node, [{ shape }, k]) => {
  const count = k?.values?.[0] ?? intOf(node, 'k', 0);
  if (!shape || count < 1) return [];
  const sizes = shaped(resized(shape, axisOf(intOf(node, 'axis', -1), shape.length), count));
  return [sizes, sizes];
};

export const arrangement: Record<string, Inference> = {
  Reshape: reshape,
  Flatten: flatten,
  Transpose: transpose,
  Squeeze: squeeze,
  Unsqueeze: unsqueeze,
  Concat: concat,
  Split: split,
  Slice: slice,
  Gather: gather,
  Expand: expand,
  Tile: tile,
  Pad: pad,
  Resize: resize,
  Upsample: resize,
  DepthToSpace: depthToSpace,
  SpaceToDepth: spaceToDepth,
  ArgMax: pick,
  ArgMin: pick,
  TopK: topK,
  ...Object.fromEntries(
    ['Mean', 'Sum', 'Max', 'Min', 'Prod', 'L1', 'L2', 'SumSquare', 'LogSum', 'LogSumExp'].map((name) => [
      `Reduce${name}`,
      reduce,
    ]),
  ),
};
