import type { LocalFunction, Node, OnnxModel } from '../onnx.ts';
import { arrangement } from './arrangement.ts';
import { elements } from './elements.ts';
import { type Inference, type Known, mostValues, product, unknown } from './known.ts';
import { products } from './products.ts';
import { windows } from './windows.ts';

const inferences = new Map<string, Inference>(Object.entries({ ...windows, ...products, ...arrangement, ...elements }));
const ownDomains = new Set(['', 'com.microsoft']);
const deepestCall = 16;

/** Nodes that are walked at most: functions that call functions can stand for more than any file could hold. */
const mostNodes = 1_000_000;
const deepestRank = 64;

/** Sees each node with what is known of its inputs and outputs. A node that stands for a function of the model is replaced by its body. */
export type Visit = (node: Node, inputs: Known[], outputs: Known[]) => void;

/**
 * Carries shapes from the inputs through the graph, in the file's order (ONNX sorts nodes by their dependence).
 * @param sizes shape of each input
 * @returns whether all nodes were seen
 */
export function walkShapes(model: OnnxModel, sizes: Map<string, number[]>, visit: Visit): boolean {
  const { graph } = model;
  const scope = new Map<string, Known>();
  const symbols = new Map<string, number>();
  for (const input of graph.inputs) {
    const shape = sizes.get(input.name);
    if (shape === undefined) continue;
    scope.set(input.name, { shape, values: null });
    for (const [i, dimension] of input.shape.entries())
      if (typeof dimension === 'string') symbols.set(dimension, shape[i]);
  }
  for (const { name, shape, values } of graph.initializers) scope.set(name, { shape, values });

  const written = new Map<string, Known>();
  for (const { name, shape } of [...graph.inner, ...graph.outputs]) {
    const known = shape.map((dimension) => (typeof dimension === 'string' ? symbols.get(dimension) : dimension));
    if (shape.length > 0 && known.every((dimension) => typeof dimension === 'number')) {
      written.set(name, { shape: known, values: null });
    }
  }
  const functions = new Map(model.functions.map((local) => [`${local.domain}:${local.name}`, local]));
  return walk(graph.nodes, scope, { functions, written, visit, depth: 0, left: { nodes: mostNodes } });
}

interface Walk {
  functions: Map<string, LocalFunction>;
  /** Shapes that the exporter wrote down, for outputs that we cannot infer. */
  written: Map<string, Known>;
  visit: Visit;
  depth: number;
  /** Shared by all calls. */
  left: { nodes: number };
}

function walk(nodes: Node[], scope: Map<string, Known>, context: Walk): boolean {
  for (const node of nodes) {
    if (--context.left.nodes < 0) return false;
    const inputs = node.inputs.map((name) => scope.get(name) ?? unknown);
    while (inputs.length < 4) inputs.push(unknown);
    const local = context.functions.get(`${node.domain}:${node.op}`);
    if (local !== undefined) {
      if (context.depth === deepestCall || !call(local, node, inputs, scope, context)) return false;
      continue;
    }
    const infer = ownDomains.has(node.domain) ? inferences.get(node.op) : undefined;
    const inferred = infer?.(node, inputs) ?? [];
    const outputs = node.outputs.map((name, i) => sound(inferred[i]) ?? context.written.get(name) ?? unknown);
    for (const [i, name] of node.outputs.entries()) if (name !== '') scope.set(name, outputs[i]);
    context.visit(node, inputs, outputs);
  }
  return true;
}

function call(local: LocalFunction, node: Node, inputs: Known[], scope: Map<string, Known>, context: Walk): boolean {
  const inner = new Map(local.inputs.map((name, i) => [name, inputs[i] ?? unknown]));
  const isWhole = walk(local.nodes, inner, { ...context, written: new Map(), depth: context.depth + 1 });
  for (const [i, name] of node.outputs.entries()) scope.set(name, inner.get(local.outputs[i]) ?? unknown);
  return isWhole;
}

/** A shape that came out of contradictory ones is no knowledge. */
function sound(known: Known | null | undefined): Known | null {
  if (!known?.shape || known.shape.length > deepestRank) return null;
  if (!known.shape.every((size) => Number.isSafeInteger(size) && size >= 0)) return null;
  const { shape, values } = known;
  const fits = values?.length === product(shape) && values.length <= mostValues && values.every(Number.isFinite);
  return fits ? known : { shape, values: null };
}
