import type { Attribute, Node } from '../onnx.ts';

/** Values are carried along for tensors of at most this many. */
export const mostValues = 64;

/** What is known of a tensor before the model runs. */
export interface Known {
  shape: number[] | null;
  /** Values of a small integer tensor, which may be another's shape. */
  values: number[] | null;
}

export const unknown: Known = { shape: null, values: null };

/**
 * Known outputs of a node, from its known inputs; fewer than the node has, or `null` in a place, where nothing is known.
 * There are at least four inputs; those that the node does not have are `unknown` (`isGiven` tells).
 */
export type Inference = (node: Node, inputs: Known[]) => (Known | null)[];

/** Whether the node has this input: optional ones may be left out at the end, or be named `''`. */
export function isGiven(node: Node, input: number): boolean {
  return (node.inputs[input] ?? '') !== '';
}

export function shaped(shape: number[] | null): Known {
  return { shape, values: null };
}

export function intOf(node: Node, name: string, otherwise: number): number {
  return node.attributes.get(name)?.int ?? otherwise;
}

export function intsOf(node: Node, name: string): number[] | null {
  return node.attributes.get(name)?.ints ?? null;
}

export function textOf(node: Node, name: string): string {
  return node.attributes.get(name)?.text ?? '';
}

export function attributeOf(node: Node, name: string): Attribute | undefined {
  return node.attributes.get(name);
}

/** An axis counted from the end, counted from the start. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** The shape with another size along one axis. */
export function resized(shape: readonly number[], axis: number, size: number): number[] {
  return shape.map((old, i) => (i === axis ? size : old));
}

export function product(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total * size, 1);
}

/** NumPy's broadcasting; `null` where the shapes do not fit. */
export function broadcast(a: readonly number[], b: readonly number[]): number[] | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

export function broadcastAll(inputs: readonly Known[]): number[] | null {
  return inputs.reduce<number[] | null>(
    (shape, input) => (shape === null || input.shape === null ? null : broadcast(shape, input.shape)),
    [],
  );
}
