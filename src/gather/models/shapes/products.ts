import type { Node } from '../onnx.ts';
import { broadcast, type Inference, intOf, shaped, textOf } from './known.ts';

function multiply(left: number, right: number): Inference {
  return (node, inputs) => {
    const a = inputs[left]?.shape;
    const b = inputs[right]?.shape;
    if (!a || !b || a.length === 0 || b.length === 0) return [];
    const shape = multiplied(swapped(node, 'transA', a), swapped(node, 'transB', b));
    return shape === null ? [] : [shaped(shape)];
  };
}

/** com.microsoft:FusedMatMul may transpose the last two axes; ONNX's MatMul has no such attribute. */
function swapped(node: Node, attribute: string, shape: number[]): number[] {
  if (intOf(node, attribute, 0) === 0 || shape.length < 2) return shape;
  return [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!];
}

/** NumPy's matmul. */
function multiplied(a: number[], b: number[]): number[] | null {
  const rows = a.length === 1 ? [] : [a.at(-2)!];
  const columns = b.length === 1 ? [] : [b.at(-1)!];
  if (a.at(-1) !== (b.length === 1 ? b[0] : b.at(-2))) return null;
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
  return batch && [...batch, ...rows, ...columns];
}

const gemm: Inference = (node, [{ shape: a }, { shape: b }]) => {
  if (a?.length !== 2 || b?.length !== 2) return [];
  return [shaped([intOf(node, 'transA', 0) ? a[1] : a[0], intOf(node, 'transB', 0) ? b[0] : b[1]])];
};

const einsum: Inference = (node, inputs) => {
  const sizes = einsumSizes(
    textOf(node, 'equation'),
    inputs.slice(0, node.inputs.length).map(({ shape }) => shape),
  );
  return sizes === null ? [] : [shaped(sizes.output)];
};

/** Sizes of an einsum's output and of all its indices; `null` for an ellipsis, or where a shape is unknown or does not fit. */
export function einsumSizes(
  equation: string,
  shapes: readonly (readonly number[] | null)[],
): { output: number[]; all: number[] } | null {
  const [left, right] = equation.replaceAll(' ', '').split('->');
  const terms = left.split(',');
  if (equation.includes('.') || terms.length !== shapes.length) return null;
  const sizes = new Map<string, number>();
  for (const [i, term] of terms.entries()) {
    const shape = shapes[i];
    if (shape?.length !== term.length) return null;
    for (const [axis, index] of [...term].entries()) sizes.set(index, Math.max(shape[axis], sizes.get(index) ?? 1));
  }
  const once = [...sizes.keys()].filter((index) => left.split(index).length === 2).sort();
  const output = right === undefined ? once : [...right];
  return { output: output.map((index) => sizes.get(index) ?? 1), all: [...sizes.values()] };
}

export const products: Record<string, Inference> = {
  Gemm: gemm,
  FusedGemm: gemm,
  MatMul: multiply(0, 1),
  FusedMatMul: multiply(0, 1),
  MatMulInteger: multiply(0, 1),
  QLinearMatMul: multiply(0, 3),
  Einsum: einsum,
};
