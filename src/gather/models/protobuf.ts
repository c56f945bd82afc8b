import { Fault } from '../../model/fault.ts';
import type { Source } from './source.ts';

/** A part of the source: from `start` up to `end`, in bytes. */
export interface Span {
  start: number;
  end: number;
}

/** One field: a number for varints and fixed widths; a span for what has a length. */
export interface Field extends Span {
  number: number;
  wire: 0 | 1 | 2 | 5;
  /** The value of a varint (as a signed 64-bit integer) or of the bits of a fixed32 read as a float; 0 otherwise. */
  value: number;
}

/** Bytes of the longest text that is read: names are short, and what a file holds besides is passed over. */
export const longestText = 65_536;

/** Bytes of a list that are read at once; a multiple of a value's. */
const piece = 16_384;

/**
 * Walks the fields of one message, without copying and without entering what has a length.
 * @throws Fault `broken` with the byte's offset, at the first byte that is not protobuf.
 */
export function* fieldsOf(source: Source, span: Span): Generator<Field, void, undefined> {
  let offset = span.start;
  while (offset < span.end) {
    const key = readVarint(source, offset, span.end);
    const number = Math.floor(key.value / 8);
    const wire = key.value % 8;
    if (number < 1 || number > 0x1fffffff) throw malformed(source, offset, `a field's number but received ${number}`);

    if (wire === 0) {
      const { value, end } = readVarint(source, key.end, span.end);
      yield { number, wire, value, start: key.end, end };
      offset = end;
    } else if (wire === 1 || wire === 5) {
      const end = key.end + (wire === 1 ? 8 : 4);
      if (end > span.end) throw malformed(source, key.end, `${end - key.end} bytes but the message ends`);
      yield { number, wire, value: wire === 5 ? source.read(key.end, end).readFloatLE() : 0, start: key.end, end };
      offset = end;
    } else if (wire === 2) {
      const length = readVarint(source, key.end, span.end);
      const end = length.end + length.value;
      if (length.value < 0 || end > span.end) {
        throw malformed(
          source,
          key.end,
          `a length of at most ${span.end - length.end} bytes but received ${length.value}`,
        );
      }
      yield { number, wire, value: 0, start: length.end, end };
      offset = end;
    } else {
      throw malformed(source, offset, `a wire type of 0, 1, 2 or 5 but received ${wire}`);
    }
  }
}

/** The span of a field that has a length. */
export function spanOf(source: Source, field: Field): Span {
  if (field.wire !== 2) throw wrongWire(source, field, 'a length');
  return field;
}

/** @throws Fault `broken` for a text that no name is as long as. */
export function textOf(source: Source, field: Field): string {
  const { start, end } = spanOf(source, field);
  if (end - start > longestText) {
    throw malformed(source, start, `a text of at most ${longestText} bytes but received ${end - start}`);
  }
  return source.read(start, end).toString('utf8');
}

export function integerOf(source: Source, field: Field): number {
  if (field.wire !== 0) throw wrongWire(source, field, 'a varint');
  return field.value;
}

export function floatOf(source: Source, field: Field): number {
  if (field.wire !== 5) throw wrongWire(source, field, 'four bytes');
  return field.value;
}

/** Appends the integers of a repeated field, packed or not. */
export function pushIntegers(source: Source, field: Field, into: number[]): void {
  if (field.wire !== 2) {
    into.push(integerOf(source, field));
    return;
  }
  for (let offset = field.start; offset < field.end; ) {
    const { value, end } = readVarint(source, offset, field.end);
    into.push(value);
    offset = end;
  }
}

/** Appends the floats of a repeated field, packed or not. */
export function pushFloats(source: Source, field: Field, into: number[]): void {
  if (field.wire !== 2) {
    into.push(floatOf(source, field));
    return;
  }
  if ((field.end - field.start) % 4 !== 0) {
    throw malformed(source, field.start, `a multiple of 4 bytes but received ${field.end - field.start}`);
  }
  for (let start = field.start; start < field.end; start += piece) {
    const bytes = source.read(start, Math.min(field.end, start + piece));
    for (let offset = 0; offset < bytes.length; offset += 4) into.push(bytes.readFloatLE(offset));
  }
}

/** The fault of bytes that are not what they should be. */
export function malformed(source: Source, offset: number, expected: string): Fault {
  return new Fault(
    'broken',
    `Expected ${expected} at byte ${offset} of ${source.path}. The file is damaged or is not an ONNX model: export it again.`,
    { path: source.path },
  );
}

function wrongWire(source: Source, field: Field, expected: string): Fault {
  return malformed(source, field.start, `${expected} for field ${field.number} but received wire type ${field.wire}`);
}

/** A base-128 varint as a signed 64-bit integer, to the precision of a double. */
function readVarint(source: Source, start: number, limit: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let offset = start; offset < limit && offset < start + 10; offset++) {
    const byte = source.byteAt(offset);
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte >= 0x80) continue;
    return { value: offset === start + 9 ? readNegative(source, start) : value, end: offset + 1 };
  }
  throw malformed(source, start, 'a varint of at most 10 bytes but it does not end');
}

/** Ten bytes hold a negative number, whose low bits a double would round away. */
function readNegative(source: Source, start: number): number {
  let value = 0n;
  for (let i = 0; i < 10; i++) value |= BigInt(source.byteAt(start + i) & 0x7f) << BigInt(7 * i);
  return Number(BigInt.asIntN(64, value));
}
