/** Thrift's compact protocol, as far as Parquet's footer and page headers use it, for bytes that nobody vouches for. */

/** A struct's fields by their ids. Binary values are passed over: `undefined`. */
export type ThriftStruct = Map<number, ThriftValue>;
export type ThriftValue = number | boolean | undefined | ThriftStruct | ThriftValue[];

const deepest = 32;
const longestVarint = 10;

/**
 * Reads one struct, and moves `reader.offset` behind it.
 * @throws RangeError where the bytes end within it, a number is longer than 64 bits, or it nests deeper than 32.
 */
export function readStruct(reader: { view: DataView; offset: number }, depth = 0): ThriftStruct {
  if (depth > deepest) throw new RangeError('nests too deeply');
  const fields: ThriftStruct = new Map();
  for (let id = 0; ; ) {
    const byte = reader.view.getUint8(reader.offset++);
    const type = byte & 15;
    if (type === 0) return fields;
    id = byte >> 4 ? id + (byte >> 4) : zigzag(reader);
    fields.set(id, readValue(reader, type, depth));
  }
}

function readValue(reader: { view: DataView; offset: number }, type: number, depth: number): ThriftValue {
  switch (type) {
    case 1:
    case 2:
      return type === 1;
    case 3:
      return reader.view.getInt8(reader.offset++);
    case 4:
    case 5:
    case 6:
      return zigzag(reader);
    case 7:
      return skip(reader, 8);
    case 8:
      return skip(reader, varint(reader));
    case 9:
      return readList(reader, depth);
    case 12:
      return readStruct(reader, depth + 1);
    default:
      throw new RangeError(`has a value of type ${type}`);
  }
}

function readList(reader: { view: DataView; offset: number }, depth: number): ThriftValue[] {
  const byte = reader.view.getUint8(reader.offset++);
  const count = byte >> 4 === 15 ? varint(reader) : byte >> 4;
  const type = byte & 15;
  if (count > reader.view.byteLength - reader.offset) throw new RangeError('ends within a list');
  const values: ThriftValue[] = [];
  for (let i = 0; i < count; i++) values.push(readValue(reader, type === 1 || type === 2 ? 3 : type, depth + 1));
  return values;
}

function skip(reader: { view: DataView; offset: number }, bytes: number): undefined {
  if (bytes > reader.view.byteLength - reader.offset) throw new RangeError('ends within a value');
  reader.offset += bytes;
}

/** Exact up to 2⁵³, which every limit here lies far below. */
function varint(reader: { view: DataView; offset: number }): number {
  let value = 0;
  for (let i = 0; i < longestVarint; i++) {
    const byte = reader.view.getUint8(reader.offset++);
    value += (byte & 127) * 2 ** (7 * i);
    if (byte < 128) return value;
  }
  throw new RangeError('has a number of more than 64 bits');
}

function zigzag(reader: { view: DataView; offset: number }): number {
  const value = varint(reader);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
