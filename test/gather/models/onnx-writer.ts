/** Writes small ONNX files field by field (onnx.proto), so that each can also be written wrong. */

export type Bytes = Uint8Array<ArrayBuffer>;

export interface TensorToWrite {
  name?: string;
  /** TensorProto.DataType; 1 is float, 7 is int64. */
  type?: number;
  shape?: number[];
  raw?: Uint8Array;
  ints?: number[];
  external?: Record<string, string>;
}

export interface NodeToWrite {
  op: string;
  inputs?: string[];
  outputs?: string[];
  domain?: string;
  attributes?: Record<string, Bytes>;
}

export interface GraphToWrite {
  nodes?: NodeToWrite[];
  initializers?: TensorToWrite[];
  inputs?: Record<string, (number | string | null)[]>;
  outputs?: Record<string, (number | string | null)[]>;
  sparse?: Bytes[];
}

export function model(graph: GraphToWrite, more: Bytes[] = []): Buffer {
  return Buffer.from(
    join(integer(1, 8), text(2, 'writer'), text(3, '1.0'), message(7, graphOf(graph)), opset('', 17), ...more),
  );
}

export function opset(domain: string, version: number): Bytes {
  return message(8, join(text(1, domain), integer(2, version)));
}

export function localFunction(name: string, inputs: string[], outputs: string[], nodes: NodeToWrite[]): Bytes {
  const names = [...inputs.map((input) => text(4, input)), ...outputs.map((output) => text(5, output))];
  return message(
    25,
    join(text(1, name), text(10, 'local'), ...names, ...nodes.map((node) => message(7, nodeOf(node)))),
  );
}

export function graphOf({
  nodes = [],
  initializers = [],
  inputs = {},
  outputs = {},
  sparse = [],
}: GraphToWrite): Bytes {
  return join(
    ...nodes.map((node) => message(1, nodeOf(node))),
    ...initializers.map((tensor) => message(5, tensorOf(tensor))),
    ...Object.entries(inputs).map(([name, shape]) => message(11, interfaceOf(name, shape))),
    ...Object.entries(outputs).map(([name, shape]) => message(12, interfaceOf(name, shape))),
    ...sparse.map((tensor) => message(15, tensor)),
  );
}

export function tensorOf({ name = '', type = 1, shape = [], raw, ints, external }: TensorToWrite): Bytes {
  return join(
    ...shape.map((size) => integer(1, size)),
    integer(2, type),
    text(8, name),
    ...(raw ? [message(9, raw)] : []),
    ...(ints ? [message(7, join(...ints.map(varint)))] : []),
    ...Object.entries(external ?? {}).map(([key, value]) => message(13, join(text(1, key), text(2, value)))),
    ...(external ? [integer(14, 1)] : []),
  );
}

export const ints = (...values: number[]): Bytes => join(...values.map((value) => integer(8, value)), integer(20, 7));
export const int = (value: number): Bytes => join(integer(3, value), integer(20, 2));
export const string = (value: string): Bytes => join(text(4, value), integer(20, 3));
export const tensor = (value: TensorToWrite): Bytes => join(message(5, tensorOf(value)), integer(20, 4));
export const subgraph = (value: GraphToWrite): Bytes => join(message(6, graphOf(value)), integer(20, 5));

export function integer(field: number, value: number): Bytes {
  return join(varint(field * 8), varint(value));
}

export function text(field: number, value: string): Bytes {
  return message(field, Buffer.from(value));
}

export function message(field: number, content: Uint8Array): Bytes {
  return join(varint(field * 8 + 2), varint(content.length), content);
}

export function join(...parts: Uint8Array[]): Bytes {
  return new Uint8Array(Buffer.concat(parts));
}

function nodeOf({ op, inputs = [], outputs = [], domain, attributes = {} }: NodeToWrite): Bytes {
  return join(
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(([name, value]) => message(5, join(text(1, name), value))),
    ...(domain ? [text(7, domain)] : []),
  );
}

function interfaceOf(name: string, shape: (number | string | null)[]): Bytes {
  const dimensions = shape.map((size) => {
    if (size === null) return message(1, join());
    return message(1, typeof size === 'string' ? text(2, size) : integer(1, size));
  });
  return join(text(1, name), message(2, message(1, join(integer(1, 1), message(2, join(...dimensions))))));
}

function varint(value: number): Bytes {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  do {
    bytes.push(Number(rest & 0x7fn) | (rest > 0x7fn ? 0x80 : 0));
    rest >>= 7n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}
