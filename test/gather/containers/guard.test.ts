import { expect, test } from 'vitest';
import { listParquet } from '../../../src/gather/containers/parquet/list.ts';
import { guardChunk } from '../../../src/gather/containers/parquet/pages.ts';
import { countInRuns, sumOfDeltas } from '../../../src/gather/containers/parquet/runs.ts';
import { readStruct } from '../../../src/gather/containers/parquet/thrift.ts';
import { fixture } from './fixtures.ts';

const view = (...bytes: number[]) => new DataView(Uint8Array.from(bytes).buffer);

test('runs and packed values are counted', () => {
  // Five times 2; then eight values of 2 bits: 0 1 2 3 0 1 2 3.
  const bytes = view(0x0a, 2, 0x03, 0b11100100, 0b11100100);
  expect(countInRuns(bytes, 0, 2, 13, 2)).toBe(7);
  expect(countInRuns(bytes, 0, 2, 7, 2)).toBe(5);
});

test.each([
  ['a run longer than what is left', view(0x14, 1), 9],
  ['a run of a thousand million', view(0xfe, 0xff, 0xff, 0xff, 0x07, 1), 9],
  ['packed values far beyond what is left', view(0xff, 0xff, 0x01, 0), 9],
  ['bytes that end before', view(0x02, 1), 9],
])('%s is refused', (_, bytes, count) => {
  expect(() => countInRuns(bytes, 0, 1, count, 1)).toThrow(RangeError);
});

test('lengths in deltas are added up', () => {
  // Blocks of 128 in 4 miniblocks; 4 values: 7, then deltas of −1 + (1, 2, 1), packed into 2 bits each.
  const bytes = view(0x80, 0x01, 0x04, 0x04, 0x0e, 0x01, 2, 0, 0, 0, 0b00011001, 0, 0, 0, 0, 0, 0, 0);
  expect(sumOfDeltas(bytes, 0, 4, true)).toBe(7 + 7 + 8 + 8);
});

test.each([
  ['no miniblocks', view(0x80, 0x01, 0x00, 0x04, 0x0e)],
  ['more miniblocks than values', view(0x80, 0x01, 0xff, 0x7f, 0x04, 0x0e)],
  ['a negative length', view(0x80, 0x01, 0x04, 0x01, 0x01)],
])('deltas of %s are refused', (_, bytes) => {
  expect(() => sumOfDeltas(bytes, 0, 1, true)).toThrow(RangeError);
});

test.each([
  ['nests without end', view(...new Array(200).fill(0x1c)), 'nests too deeply'],
  ['has a number without end', view(0x15, ...new Array(200).fill(0xff)), 'more than 64 bits'],
  ['has a list longer than itself', view(0x19, 0xf5, 0xff, 0xff, 0xff, 0x0f), 'ends within a list'],
  ['has a value of no type', view(0x1e, 0), 'a value of type 14'],
  ['ends', view(0x15, 0x02), 'outside the bounds'],
])('a thrift struct that %s is refused', (_, bytes, message) => {
  expect(() => readStruct({ view: bytes, offset: 0 })).toThrow(message);
});

/** A page of version 1 by its header: sizes, and number of values. */
const page = (unpacked: readonly number[], packed: number, values: readonly number[]) =>
  view(0x15, 0, 0x15, ...unpacked, 0x15, packed * 2, 0x2c, 0x15, ...values, 0x15, 0, 0, 0, 1, 2, 3, 4);
const flat = { codec: 'UNCOMPRESSED', isBoolean: false, maxRepetition: 0, maxDefinition: 0 };

test.each([
  ['of three thousand million bytes', page([0x80, 0xf8, 0xc3, 0xcf, 0x16], 4, [2]), 'unpacks to more than 2 GiB'],
  ['of a thousand million values', page([8], 4, [0x80, 0xa8, 0xd6, 0xb9, 0x07]), 'a page of 1000000000 values'],
  ['longer than its chunk', page([8], 40, [2]), 'ends within a page'],
])('a page %s is refused before anything is unpacked', (_, bytes, message) => {
  expect(() => guardChunk(bytes, flat, { bytes: 2 ** 31 })).toThrow(message);
});

test('pages that unpack to too much together are refused', () => {
  const one = page([8], 4, [2]);
  const bytes = new Uint8Array(one.buffer);
  const two = view(...bytes, ...bytes);
  expect(() => guardChunk(one, flat, { bytes: 7 })).not.toThrow();
  expect(() => guardChunk(two, flat, { bytes: 7 })).toThrow('unpacks to more');
});

test('a level that repeats more often than there are values is refused with its file and row group', async () => {
  const bytes = Buffer.from(fixture('none-1.parquet'));
  const levels = Buffer.from([2, 0, 0, 0, 8, 2]);
  const at = bytes.indexOf(levels);
  expect(at).toBeGreaterThan(0);
  bytes.set([0xfe, 0x7f], at + 4);
  await expect(listParquet(bytes, 'a.parquet', {})).rejects.toMatchObject({
    message:
      'Expected a Parquet file in a.parquet but received one that has a run that is too long (row group 0 of 2). Write it again.',
  });
});
