import type { Node, OnnxModel } from './onnx.ts';
import { intOf, type Known, product, textOf } from './shapes/known.ts';
import { einsumSizes } from './shapes/products.ts';
import { walkShapes } from './shapes/walk.ts';

type Count = (node: Node, inputs: (number[] | null)[], output: number[]) => number | null;

/**
 * Multiply–accumulates of one run at these input sizes, divided by the batch: convolutions and matrix products, the
 * convention of the figures that papers publish (ResNet-50: 4.1 G). Biases, normalisation, activations and pooling count
 * nothing. `null` when a shape that is needed is unknown, or an operator that multiplies has no formula here.
 */
export function countMacs(model: OnnxModel, sizes: Map<string, number[]>, batch: number): number | null {
  return macsByNode(model, sizes, batch).total;
}

/** What a node takes for one image. */
export interface NodeCost {
  /** Its name, or that of its first output. */
  node: string;
  operator: string;
  macs: number;
}

/** As `countMacs`, with the share of each node that multiplies, as far as it is known. */
export function macsByNode(
  model: OnnxModel,
  sizes: Map<string, number[]>,
  batch: number,
): { total: number | null; nodes: NodeCost[] } {
  const nodes: NodeCost[] = [];
  let total: number | null = 0;
  const isWhole = walkShapes(model, sizes, (node, inputs, outputs) => {
    const macs = macsOf(node, inputs, outputs);
    total = macs === null || total === null ? null : total + macs;
    if (macs) nodes.push({ node: node.name || (node.outputs[0] ?? ''), operator: node.op, macs: macs / batch });
  });
  return { total: total === null || !isWhole ? null : total / batch, nodes };
}

function macsOf(node: Node, inputs: Known[], outputs: Known[]): number | null {
  if (hasOpaqueWork(node)) return null;
  const count = counts.get(node.op);
  if (count === undefined) return 0;
  const output = outputs[0]?.shape;
  return output
    ? count(
        node,
        inputs.map(({ shape }) => shape),
        output,
      )
    : null;
}

/** Multiplies an unknown number of times: foreign operators, recurrent layers, and loops or branches around such work. */
function hasOpaqueWork(node: Node): boolean {
  if (node.domain !== '' && node.domain !== 'com.microsoft') return !node.domain.startsWith('ai.onnx');
  if (opaque.has(node.op)) return true;
  const inner = [...node.attributes.values()].flatMap(({ graphs }) => graphs.flatMap(({ nodes }) => nodes));
  return inner.some((step) => counts.has(step.op) || hasOpaqueWork(step));
}

const opaque = new Set(
  'Attention MultiHeadAttention GroupQueryAttention QAttention PackedAttention DeformConv LSTM GRU RNN NhwcConv MatMulNBits DFT'.split(
    ' ',
  ),
);

function convolution(weight: number): Count {
  return (_, inputs, output) => {
    const kernel = inputs[weight];
    return kernel && product(output) * product(kernel.slice(1));
  };
}

/** Each input value meets each kernel value of its group's output channels. */
const transposedConvolution: Count = (_, [x, w]) => x && w && product(x) * product(w.slice(1));

function matrixProduct(left: number, right: number): Count {
  return (node, inputs, output) => {
    const a = inputs[left];
    if (!a || !inputs[right]) return null;
    return product(output) * (intOf(node, 'transA', 0) && a.length > 1 ? a.at(-2)! : a.at(-1)!);
  };
}

const einsum: Count = (node, inputs) => {
  const operands = inputs.slice(0, node.inputs.length);
  const sizes = einsumSizes(textOf(node, 'equation'), operands);
  return sizes && product(sizes.all) * (operands.length - 1);
};

const counts = new Map<string, Count>(
  Object.entries({
    Conv: convolution(1),
    FusedConv: convolution(1),
    ConvInteger: convolution(1),
    QLinearConv: convolution(3),
    ConvTranspose: transposedConvolution,
    Gemm: matrixProduct(0, 1),
    FusedGemm: matrixProduct(0, 1),
    MatMul: matrixProduct(0, 1),
    FusedMatMul: matrixProduct(0, 1),
    MatMulInteger: matrixProduct(0, 1),
    QLinearMatMul: matrixProduct(0, 3),
    Einsum: einsum,
  }),
);
