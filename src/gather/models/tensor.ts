import { fieldsOf, integerOf, malformed, pushFloats, pushIntegers, type Span, spanOf, textOf } from './protobuf.ts';
import type { Source } from './source.ts';

export interface ExternalData {
  location: string;
  offset: number;
  /** Bytes; to the end of the file when absent. */
  length: number | null;
}

/** A tensor of the file: what it is, not what it holds. */
export interface Tensor {
  name: string;
  /** ONNX element type in lower case. */
  type: string;
  shape: number[];
  /** Number of values that are stored. */
  elements: number;
  /** Bytes that its values take when they lie one after the other; 0 for strings. */
  bytes: number;
  /** Values of small integer and float tensors, from which shapes are computed; `null` for all others. */
  values: number[] | null;
  external: ExternalData | null;
  /** Where its values lie in the file, one after the other with the lowest byte first; `null` where they are elsewhere or written otherwise. */
  raw: Span | null;
  /** The part of the file in which its values are written, however they are; `null` where they are elsewhere, or there are none. */
  written: Span | null;
}

/** ONNX's element types by their number in TensorProto.DataType, with their width in bits (0: it varies). */
export const elementTypes: Record<number, { name: string; bits: number }> = Object.fromEntries(
  Object.entries({
    float: [1, 32],
    uint8: [2, 8],
    int8: [3, 8],
    uint16: [4, 16],
    int16: [5, 16],
    int32: [6, 32],
    int64: [7, 64],
    string: [8, 0],
    bool: [9, 8],
    float16: [10, 16],
    double: [11, 64],
    uint32: [12, 32],
    uint64: [13, 64],
    complex64: [14, 64],
    complex128: [15, 128],
    bfloat16: [16, 16],
    float8e4m3fn: [17, 8],
    float8e4m3fnuz: [18, 8],
    float8e5m2: [19, 8],
    float8e5m2fnuz: [20, 8],
    uint4: [21, 4],
    int4: [22, 4],
    float4e2m1: [23, 4],
    float8e8m0: [24, 8],
    uint2: [25, 2],
    int2: [26, 2],
  }).map(([name, [number, bits]]) => [number, { name, bits }]),
);

/** TensorProto's float_data, int32_data, string_data, int64_data, raw_data, double_data and uint64_data. */
const valueFields = new Set([4, 5, 6, 7, 9, 10, 11]);

/** Tensors of at most this many values are read: shapes and scales are short. */
const mostValues = 64;

/** @throws Fault `broken` when a dimension is negative, or the stored bytes do not fit the shape. */
export function readTensor(source: Source, span: Span): Tensor {
  const shape: number[] = [];
  let name = '';
  let type = 0;
  let raw: Span | null = null;
  let written = null as Span | null;
  let isExternal = false;
  const stored: { field: number; values: number[] } = { field: 0, values: [] };
  const external = new Map<string, string>();
  for (const field of fieldsOf(source, span)) {
    if (valueFields.has(field.number)) written = { start: written?.start ?? field.start, end: field.end };
    if (field.number === 1) pushIntegers(source, field, shape);
    else if (field.number === 2) type = integerOf(source, field);
    else if (field.number === 8) name = textOf(source, field);
    else if (field.number === 9) raw = spanOf(source, field);
    else if (field.number === 13) readEntry(source, spanOf(source, field), external);
    else if (field.number === 14) isExternal = integerOf(source, field) === 1;
    else if ((field.number === 4 || field.number === 5 || field.number === 7) && isShort(field, stored.values)) {
      if (field.number === 4) pushFloats(source, field, stored.values);
      else pushIntegers(source, field, stored.values);
    }
  }

  const elements = countElements(source, span, shape);
  const { name: typeName, bits } = elementTypes[type] ?? { name: 'unknown', bits: 0 };
  const needed = Math.ceil((elements * bits) / 8);
  if (raw !== null && !isExternal && bits > 0) {
    if (raw.end - raw.start !== needed) {
      const received = `${raw.end - raw.start} for tensor \`${name}\` of shape [${shape.join(', ')}]`;
      throw malformed(source, raw.start, `${needed} bytes but received ${received}`);
    }
  }
  return {
    name,
    type: typeName,
    shape,
    elements,
    bytes: needed,
    values: isExternal || elements > mostValues ? null : valuesOf(source, typeName, elements, raw, stored.values),
    external: isExternal ? externalData(source, span, name, external) : null,
    raw: isExternal ? null : (raw ?? packed(written, typeName, elements)),
    written: isExternal ? null : written,
  };
}

/** Floats in a packed list lie as they do in raw bytes. */
function packed(written: Span | null, type: string, elements: number): Span | null {
  const width = type === 'float' ? 4 : type === 'double' ? 8 : 0;
  return width > 0 && written !== null && written.end - written.start === elements * width ? written : null;
}

/** A repeated field that cannot hold more than a few values beside those already read. */
function isShort(field: Span, values: number[]): boolean {
  return field.end - field.start <= mostValues * 10 && values.length <= mostValues;
}

function countElements(source: Source, span: Span, shape: number[]): number {
  const negative = shape.find((dimension) => dimension < 0);
  if (negative !== undefined) {
    throw malformed(source, span.start, `dimensions of 0 or more but received ${negative} in a tensor's shape`);
  }
  const elements = shape.reduce((product, dimension) => product * dimension, 1);
  if (Number.isSafeInteger(elements)) return elements;
  throw malformed(source, span.start, `a tensor that fits in memory but received the shape [${shape.join(', ')}]`);
}

function valuesOf(source: Source, type: string, elements: number, raw: Span | null, stored: number[]): number[] | null {
  if (raw === null) return stored.length === elements && elements > 0 ? stored : null;
  const at = (width: number) => Array.from({ length: elements }, (_, i) => i * width);
  const bytes = source.read(raw.start, raw.end);
  if (type === 'int64') return at(8).map((offset) => Number(bytes.readBigInt64LE(offset)));
  if (type === 'int32') return at(4).map((offset) => bytes.readInt32LE(offset));
  if (type === 'float') return at(4).map((offset) => bytes.readFloatLE(offset));
  return type === 'bool' ? at(1).map((offset) => bytes[offset]) : null;
}

function readEntry(source: Source, span: Span, entries: Map<string, string>): void {
  let key = '';
  let value = '';
  for (const field of fieldsOf(source, span)) {
    if (field.number === 1) key = textOf(source, field);
    else if (field.number === 2) value = textOf(source, field);
  }
  entries.set(key, value);
}

function externalData(source: Source, span: Span, name: string, entries: Map<string, string>): ExternalData {
  const location = entries.get('location') ?? '';
  const offset = Number(entries.get('offset') ?? 0);
  const length = entries.has('length') ? Number(entries.get('length')) : null;
  const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;
  if (location !== '' && isCount(offset) && (length === null || isCount(length))) return { location, offset, length };
  throw malformed(
    source,
    span.start,
    `a location, an offset and a length of external data but received ${JSON.stringify(Object.fromEntries(entries))} for tensor \`${name}\``,
  );
}
