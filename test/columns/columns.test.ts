import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packTexts, unpackTexts } from '../../src/columns/texts.ts';
import { packTree, unpackTree } from '../../src/columns/tree.ts';

describe('a column of texts comes back as it was', () => {
  test('whatever is in it', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constant('\0'), fc.constant(''), fc.constant(null));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 40 }), (column) => {
        expect(unpackTexts(packTexts(column))).toEqual(column);
      }),
    );
  });

  test.each([
    ['few distinct values', (row: number) => `label ${row % 4000}`, 'codes'],
    ['many', (row: number) => `data/ü/${row}.jpg`, 'joined'],
    ['many with one absent', (row: number) => (row === 9_000 ? null : `${row}`), 'plain'],
    ['many with one that holds a NUL', (row: number) => (row === 0 ? 'a\0b' : `${row}`), 'plain'],
  ])('%s', (_, value, way) => {
    const column = Array.from({ length: 10_000 }, (_, row) => value(row));
    const packed = packTexts(column);
    expect(packed).toHaveProperty(way);
    expect(unpackTexts(structuredClone(packed))).toEqual(column);
  });
});

test('a tree comes back as it was, and is not changed by it', () => {
  const data = {
    facts: {
      samples: { pets: { path: Array.from({ length: 9_000 }, (_, i) => `${i}.jpg`), bytes: new Float64Array(3) } },
      empty: {},
      short: ['a', null],
      list: [{ error: new Array<null>(300).fill(null) }, { numbers: Array.from({ length: 300 }, (_, i) => i) }],
      map: new Map([['a', 1]]),
    },
    nothing: null,
    absent: undefined,
  };
  const copy = structuredClone(data);
  expect(unpackTree(structuredClone(packTree(data)))).toEqual(copy);
  expect(data).toEqual(copy);
  const column = data.facts.samples.pets.path;
  expect(unpackTree(structuredClone(packTree(column)))).toEqual(column);
});
