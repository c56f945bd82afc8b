import { Fault } from '../../model/fault.ts';

/** Bytes of a protobuf message, and the file that errors name. */
export interface Source {
  bytes: Buffer;
  path: string;
}

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
      yield { number, wire, value: wire === 5 ? source.bytes.readFloatLE(key.end) : 0, start: key.end, end };
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

export function textOf(source: Source, field: Field): string {
  const { start, end } = spanOf(source, field);
  return source.bytes.toString('utf8', start, end);
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
  for (let offset = field.start; offset < field.end; offset += 4) into.push(source.bytes.readFloatLE(offset));
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
function readVarint({ bytes, path }: Source, start: number, limit: number): { value: number; end: number } {
  let value = 0;
  let scale = 1;
  for (let offset = start; offset < limit && offset < start + 10; offset++) {
    const byte = bytes[offset];
    value += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte >= 0x80) continue;
    return { value: offset === start + 9 ? readNegative(bytes, start) : value, end: offset + 1 };
  }
  throw malformed({ bytes: bytes, path }, start, 'a varint of at most 10 bytes but it does not end');
}

/** Ten bytes hold a negative number, whose low bits a double would round away. */
function readNegative(bytes: Buffer, start: number): number {
  let value = 0n;
  for (let i = 0; i < 10; i++) value |= BigInt(bytes[start + i] & 0x7f) << BigInt(7 * i);
  return Number(BigInt.asIntN(64, value));
}
