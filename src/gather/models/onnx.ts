import type { TensorInterface } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import { refuseOtherFormats } from './other-formats.ts';
import {
  type Field,
  fieldsOf,
  floatOf,
  integerOf,
  malformed,
  pushFloats,
  pushIntegers,
  type Span,
  spanOf,
  textOf,
} from './protobuf.ts';
import type { Source } from './source.ts';
import { elementTypes, readTensor, type Tensor } from './tensor.ts';

export interface Attribute {
  int: number;
  float: number;
  text: string;
  ints: number[];
  floats: number[];
  /** One, but for the few attributes that are lists. */
  tensors: Tensor[];
  graphs: Graph[];
}

export interface Node {
  /** May be empty. */
  name: string;
  op: string;
  /** `''` is ONNX's own. */
  domain: string;
  inputs: string[];
  outputs: string[];
  attributes: Map<string, Attribute>;
}

export interface Graph {
  nodes: Node[];
  initializers: Tensor[];
  /** Without those that an initializer gives a value to. */
  inputs: TensorInterface[];
  outputs: TensorInterface[];
  /** Shapes of inner tensors, where the exporter wrote them. */
  inner: TensorInterface[];
}

/** A function of the model itself: a node of its name and domain stands for its body. */
export interface LocalFunction {
  name: string;
  domain: string;
  inputs: string[];
  outputs: string[];
  nodes: Node[];
}

export interface OnnxModel {
  irVersion: number;
  /** Version by domain; `ai.onnx` for ONNX's own. */
  opsets: Record<string, number>;
  producer: string;
  /** What the exporter wrote beside the graph; long values are cut. */
  metadata: Record<string, string>;
  graph: Graph;
  functions: LocalFunction[];
}

const deepestSubgraph = 16;
const mostMetadata = 100;
const longestMetadata = 4096;

/** Largest message that protobuf can hold, in bytes. */
const largestFile = 2 ** 31 - 1;

/**
 * Reads an ONNX file (`ModelProto` of onnx.proto, any IR version) without copying its weights.
 * @throws Fault `broken` with the byte's offset, or with the format that was found in ONNX's place.
 */
export function readOnnx(source: Source): OnnxModel {
  refuseOtherFormats(source);
  if (source.size > largestFile) throw tooLarge(source);
  const opsets = new Map<string, number>();
  const functions: LocalFunction[] = [];
  const metadata = new Map<string, string>();
  let irVersion = 0;
  let name = '';
  let version = '';
  let graph: Graph | null = null;
  for (const field of fieldsOf(source, { start: 0, end: source.size })) {
    if (field.number === 1) irVersion = integerOf(source, field);
    else if (field.number === 2) name = textOf(source, field);
    else if (field.number === 3) version = textOf(source, field);
    else if (field.number === 8) readOpset(source, spanOf(source, field), opsets);
    else if (field.number === 14) readMetadata(source, spanOf(source, field), metadata);
    else if (field.number === 25) functions.push(readFunction(source, spanOf(source, field)));
    else if (field.number === 7) {
      if (graph !== null) throw malformed(source, field.start, 'one graph but received a second');
      graph = readGraph(source, spanOf(source, field), 0);
    }
  }
  if (graph === null) throw malformed(source, source.size, 'a graph but the model has none');
  return {
    irVersion,
    opsets: Object.fromEntries(opsets),
    producer: `${name} ${version}`.trim(),
    metadata: Object.fromEntries(metadata),
    graph,
    functions,
  };
}

function tooLarge({ path, size }: Source): Fault {
  return new Fault(
    'broken',
    `Expected at most ${largestFile} bytes in ${path}, the most that protobuf can hold, but received ${size}. ` +
      'Save the weights beside the model, with `onnx.save_model(…, save_as_external_data=True)`.',
    { path },
  );
}

/** Every node of the model: its graph's, its functions' and those of all subgraphs. */
export function* nodesOf(model: OnnxModel): Generator<Node, void, undefined> {
  yield* nodesOfAll(model.graph.nodes);
  for (const { nodes } of model.functions) yield* nodesOfAll(nodes);
}

/** The graph and all subgraphs, the functions' too. */
export function* graphsOf(model: OnnxModel): Generator<Graph, void, undefined> {
  yield model.graph;
  for (const node of nodesOf(model)) for (const { graphs } of node.attributes.values()) yield* graphs;
}

function* nodesOfAll(nodes: Node[]): Generator<Node, void, undefined> {
  for (const node of nodes) {
    yield node;
    for (const { graphs } of node.attributes.values()) for (const graph of graphs) yield* nodesOfAll(graph.nodes);
  }
}

function readOpset(source: Source, span: Span, opsets: Map<string, number>): void {
  let domain = '';
  let version = 0;
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) domain = textOf(source, field);
    else if (field.number === 2) version = integerOf(source, field);
  }
  opsets.set(domain || 'ai.onnx', version);
}

function readMetadata(source: Source, span: Span, into: Map<string, string>): void {
  if (into.size === mostMetadata) return;
  let key = '';
  let value = '';
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) key = textOf(source, field);
    else if (field.number === 2) {
      const { start, end } = spanOf(source, field);
      value = source.read(start, Math.min(end, start + longestMetadata)).toString('utf8');
    }
  }
  into.set(key, value);
}

function readFunction(source: Source, span: Span): LocalFunction {
  const local: LocalFunction = { name: '', domain: '', inputs: [], outputs: [], nodes: [] };
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) local.name = textOf(source, field);
    else if (field.number === 4) local.inputs.push(textOf(source, field));
    else if (field.number === 5) local.outputs.push(textOf(source, field));
    else if (field.number === 7) local.nodes.push(readNode(source, spanOf(source, field), 0));
    else if (field.number === 10) local.domain = textOf(source, field);
  }
  return local;
}

function readGraph(source: Source, span: Span, depth: number): Graph {
  if (depth > deepestSubgraph) {
    throw malformed(source, span.start, `subgraphs nested at most ${deepestSubgraph} deep but received more`);
  }
  const graph: Graph = { nodes: [], initializers: [], inputs: [], outputs: [], inner: [] };
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) graph.nodes.push(readNode(source, spanOf(source, field), depth));
    else if (field.number === 5) graph.initializers.push(readTensor(source, spanOf(source, field)));
    else if (field.number === 11) graph.inputs.push(readInterface(source, spanOf(source, field)));
    else if (field.number === 12) graph.outputs.push(readInterface(source, spanOf(source, field)));
    else if (field.number === 13) graph.inner.push(readInterface(source, spanOf(source, field)));
    else if (field.number === 15) graph.initializers.push(...readSparse(source, spanOf(source, field)));
  }
  const given = new Set(graph.initializers.map(({ name }) => name));
  graph.inputs = graph.inputs.filter(({ name }) => !given.has(name));
  return graph;
}

/** A sparse tensor: its stored values under its dense shape, and their indices. */
function readSparse(source: Source, span: Span): Tensor[] {
  const tensors: Tensor[] = [];
  const shape: number[] = [];
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1 || field.number === 2) tensors.push(readTensor(source, spanOf(source, field)));
    else if (field.number === 3) pushIntegers(source, field, shape);
  }
  if (tensors.length !== 2)
    throw malformed(source, span.start, 'values and indices of a sparse tensor but received fewer');
  return [{ ...tensors[0], shape, values: null }, tensors[1]];
}

function readNode(source: Source, span: Span, depth: number): Node {
  const node: Node = { name: '', op: '', domain: '', inputs: [], outputs: [], attributes: new Map() };
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) node.inputs.push(textOf(source, field));
    else if (field.number === 2) node.outputs.push(textOf(source, field));
    else if (field.number === 3) node.name = textOf(source, field);
    else if (field.number === 4) node.op = textOf(source, field);
    else if (field.number === 5) readAttribute(source, spanOf(source, field), depth, node.attributes);
    else if (field.number === 7) node.domain = textOf(source, field);
  }
  if (node.domain === 'ai.onnx') node.domain = '';
  return node;
}

function readAttribute(source: Source, span: Span, depth: number, into: Map<string, Attribute>): void {
  const attribute: Attribute = { int: 0, float: 0, text: '', ints: [], floats: [], tensors: [], graphs: [] };
  let name = '';
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) name = textOf(source, field);
    else readAttributeValue(source, field, depth, attribute);
  }
  into.set(name, attribute);
}

function readAttributeValue(source: Source, field: Field, depth: number, attribute: Attribute): void {
  if (field.number === 2) attribute.float = floatOf(source, field);
  else if (field.number === 3) attribute.int = integerOf(source, field);
  else if (field.number === 4) attribute.text = textOf(source, field);
  else if (field.number === 5 || field.number === 10) attribute.tensors.push(readTensor(source, spanOf(source, field)));
  else if (field.number === 22 || field.number === 23)
    attribute.tensors.push(...readSparse(source, spanOf(source, field)));
  else if (field.number === 6 || field.number === 11) {
    attribute.graphs.push(readGraph(source, spanOf(source, field), depth + 1));
  } else if (field.number === 7) pushFloats(source, field, attribute.floats);
  else if (field.number === 8) pushIntegers(source, field, attribute.ints);
}

/** A value's name, element type and shape. Sequences, maps and the like have the type's name and no shape. */
function readInterface(source: Source, span: Span): TensorInterface {
  const found: TensorInterface = { name: '', type: 'unknown', shape: [] };
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) found.name = textOf(source, field);
    else if (field.number === 2) {
      for (const kind of fieldsOf(source, spanOf(source, field))) {
        if (kind.number === 1) Object.assign(found, readTensorType(source, spanOf(source, kind)));
        else if (kind.number in otherTypes) found.type = otherTypes[kind.number];
      }
    }
  }
  return found;
}

const otherTypes: Record<number, string> = { 4: 'sequence', 5: 'map', 8: 'sparse_tensor', 9: 'optional' };

function readTensorType(source: Source, span: Span): Pick<TensorInterface, 'type' | 'shape'> {
  let type = 'unknown';
  const shape: TensorInterface['shape'] = [];
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) type = elementTypes[integerOf(source, field)]?.name ?? 'unknown';
    else if (field.number === 2) {
      for (const dimension of fieldsOf(source, spanOf(source, field))) {
        if (dimension.number === 1) shape.push(readDimension(source, spanOf(source, dimension)));
      }
    }
  }
  return { type, shape };
}

/** Zero and below are how some exporters write *unknown* (`-1`); a tensor of the model's interface is never empty. */
function readDimension(source: Source, span: Span): number | string | null {
  let size: number | string | null = null;
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) {
      const value = integerOf(source, field);
      size = value > 0 ? value : null;
    } else if (field.number === 2) size = textOf(source, field) || null;
  }
  return size;
}
