import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdColumn } from '../../../src/gather/formats/coco/ids.ts';

test('ids are as they were put in, and repeated ones are found', () => {
  const id = fc.oneof(
    fc.integer({ min: -3, max: 9 }),
    fc.maxSafeInteger(),
    fc.constantFrom('1', 'a', 'b'),
    fc.constant(null),
  );
  fc.assert(
    fc.property(fc.array(id, { maxLength: 60 }), (ids) => {
      const column = new IdColumn();
      for (const each of ids) column.push(each);
      expect(Array.from({ length: column.length }, (_, row) => column.at(row))).toEqual(ids);
      expect(column.repeated()).toEqual(
        [...ids.keys()].filter((row) => ids[row] !== null && ids.indexOf(ids[row]) < row),
      );
    }),
    { seed: 5 },
  );
});

test('a column grows', () => {
  const column = new IdColumn();
  for (let row = 0; row < 5000; row++) column.push(row === 4000 ? 7 : row);
  expect([column.at(1023), column.at(1024), column.at(4999)]).toEqual([1023, 1024, 4999]);
  expect(column.repeated()).toEqual([4000]);
});
