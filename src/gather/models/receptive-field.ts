import type { ReceptiveField } from '../../model/facts.ts';
import { graphsOf, type Node, type OnnxModel } from './onnx.ts';
import { intOf, intsOf, type Known, textOf } from './shapes/known.ts';
import { walkShapes } from './shapes/walk.ts';

/** What a place of a tensor sees, along height and width; `whole` once it sees all. */
interface Field {
  size: [number, number];
  /** Pixels between neighbours. */
  stride: [number, number];
  whole: boolean;
}

/**
 * The receptive field of the deepest layer that slides windows, along the longest way through the graph (Araujo, Norris and
 * Sim, "Computing receptive fields of convolutional neural networks", Distill 2019): a window of k places with dilation d adds
 * d (k − 1) strides, and multiplies the stride by its own. Branches that see the whole picture (squeeze-and-excitation) do not
 * widen what the others see.
 * @param sizes shape of each input
 */
export function receptiveFieldOf(model: OnnxModel, sizes: Map<string, number[]>): ReceptiveField | null {
  if (model.functions.length > 0) return null;
  const constant = new Set([...graphsOf(model)].flatMap(({ initializers }) => initializers.map(({ name }) => name)));
  const fields = new Map<string, Field>();
  for (const [name, shape] of sizes) {
    if (shape.length === 4) fields.set(name, { size: [1, 1], stride: [1, 1], whole: false });
  }
  let largest: Field | null = null;
  let slides = false;
  let seesAll = false;
  walkShapes(model, sizes, (node, inputs, outputs) => {
    const seen = node.inputs.flatMap((name) => fields.get(name) ?? []);
    if (seen.length === 0 || node.op === 'Shape' || node.op === 'Size') return;
    const before = widest(seen);
    const isGlobal = !before.whole && seesWhole(node, inputs, constant, fields);
    const after = isGlobal
      ? { ...before, whole: true }
      : before.whole
        ? before
        : through(node, inputs, outputs, before);
    seesAll ||= isGlobal;
    slides ||= after !== before && !isGlobal;
    for (const name of node.outputs) if (name !== '') fields.set(name, after);
    if (!after.whole && (largest === null || area(after) > area(largest))) largest = after;
  });
  return largest === null || !slides ? null : rounded(largest, seesAll);
}

function rounded({ size, stride }: Field, global: boolean): ReceptiveField {
  const [height, width] = size.map(Math.ceil);
  return { height, width, strideHeight: stride[0], strideWidth: stride[1], global };
}

const area = ({ size }: Field) => size[0] * size[1];

/** Where branches meet, the widest counts; one that sees all counts only where no other does. */
function widest(fields: readonly Field[]): Field {
  const own = fields.filter(({ whole }) => !whole);
  const [first, ...others] = own.length > 0 ? own : fields;
  return others.reduce<Field>(
    (a, b) => ({
      size: [Math.max(a.size[0], b.size[0]), Math.max(a.size[1], b.size[1])],
      stride: [Math.max(a.stride[0], b.stride[0]), Math.max(a.stride[1], b.stride[1])],
      whole: a.whole,
    }),
    first,
  );
}

const attention =
  /^(?:Global|Attention$|MultiHeadAttention$|GroupQueryAttention$|PackedAttention$|QLinearGlobal|LSTM$|GRU$|RNN$)/;

/** Whether what comes out of the node depends on every place of what went in. */
function seesWhole(
  node: Node,
  inputs: Known[],
  constant: ReadonlySet<string>,
  fields: ReadonlyMap<string, Field>,
): boolean {
  if (attention.test(node.op)) return true;
  const rank = inputs[0].shape?.length;
  if (node.op.startsWith('Reduce')) return rank === 4;
  if (node.op.endsWith('Pool')) return coversAll(node, inputs[0]);
  if (node.op === 'Gemm' || node.op === 'QGemm') return true;
  if (!/^(?:Fused|QLinear)?MatMul/.test(node.op)) return false;
  const both = node.inputs.slice(0, 2).every((name) => fields.has(name) && !constant.has(name));
  return both || rank === 2;
}

/** A window as large as the picture. */
function coversAll(node: Node, { shape }: Known): boolean {
  const kernel = intsOf(node, 'kernel_shape');
  return shape?.length === 4 && kernel?.length === 2 && kernel.every((size, axis) => size >= shape[axis + 2]);
}

/** @returns the same field where the node looks at each place alone */
function through(node: Node, inputs: Known[], outputs: Known[], field: Field): Field {
  const weight = node.op === 'QLinearConv' ? 3 : 1;
  if (/^(?:QLinear|Fused|Nhwc)?Conv(?:Integer)?$/.test(node.op)) {
    const kernel = intsOf(node, 'kernel_shape') ?? inputs[weight]?.shape?.slice(2);
    return kernel?.length === 2 ? slide(node, kernel, field) : field;
  }
  if (/(?:Max|Average|Lp)Pool$/.test(node.op)) {
    const kernel = intsOf(node, 'kernel_shape');
    return kernel?.length === 2 ? slide(node, kernel, field) : field;
  }
  if (node.op === 'ConvTranspose') {
    const kernel = intsOf(node, 'kernel_shape') ?? inputs[1].shape?.slice(2);
    return kernel?.length === 2 ? slideBack(node, kernel, field) : field;
  }
  if (node.op === 'Resize' || node.op === 'Upsample') return resample(node, inputs, outputs, field);
  const block = intOf(node, 'blocksize', 1);
  if (node.op === 'SpaceToDepth') return along(field, (size, stride) => [size + (block - 1) * stride, stride * block]);
  if (node.op === 'DepthToSpace') return along(field, (size, stride) => [size, stride / block]);
  return field;
}

function slide(node: Node, kernel: number[], field: Field): Field {
  const [strides, dilations] = [intsOf(node, 'strides'), intsOf(node, 'dilations')];
  return along(field, (size, stride, axis) => [
    size + (kernel[axis] - 1) * (dilations?.[axis] ?? 1) * stride,
    stride * (strides?.[axis] ?? 1),
  ]);
}

/** A place of a transposed convolution sees those that its kernel reaches: one in `stride` of them. */
function slideBack(node: Node, kernel: number[], field: Field): Field {
  const [strides, dilations] = [intsOf(node, 'strides'), intsOf(node, 'dilations')];
  return along(field, (size, stride, axis) => {
    const step = strides?.[axis] ?? 1;
    const extent = (kernel[axis] - 1) * (dilations?.[axis] ?? 1) + 1;
    return [size + (Math.ceil(extent / step) - 1) * stride, stride / step];
  });
}

/** Neighbours that each mode reads besides the nearest place. */
const reach: Record<string, number> = { linear: 1, cubic: 3 };

function resample(node: Node, [{ shape: from }]: Known[], [{ shape: to }]: Known[], field: Field): Field {
  if (from?.length !== 4 || to?.length !== 4) return field;
  const more = reach[textOf(node, 'mode')] ?? 0;
  return along(field, (size, stride, axis) => [
    size + (from[axis + 2] === to[axis + 2] ? 0 : more * stride),
    (stride * from[axis + 2]) / to[axis + 2],
  ]);
}

function along(
  { size, stride, whole }: Field,
  step: (size: number, stride: number, axis: 0 | 1) => [number, number],
): Field {
  const [[height, down], [width, across]] = [step(size[0], stride[0], 0), step(size[1], stride[1], 1)];
  return { size: [height, width], stride: [down, across], whole };
}
