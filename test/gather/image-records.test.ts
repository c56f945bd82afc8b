import { expect, test } from 'vitest';
import { createColumns, putImage } from '../../src/gather/image-columns.ts';
import { encodeRecord, readRecords } from '../../src/gather/image-records.ts';
import { undecoded } from '../../src/model/vision.ts';
import { images } from '../harness/rule/index.ts';

test('records give back every column, in whatever rows they are read into', () => {
  const columns = images('d', [
    { width: 70_000, orientation: 6, location: true, quality: Number.NaN, icc: 'Größe', frames: 3 },
    { error: 'premature end of JPEG image' },
    { grey: true, mode: 'grey', red: 1 / 3, contrast: 0.123456789, depth: 16, progressive: true },
  ])!.d;
  const records = [0, 1, 2].map((row) => encodeRecord(columns, row));
  const read = createColumns('d', 3);
  readRecords(read, [2, 0], [records[2], records[0]]);
  readRecords(read, [1], [records[1]]);
  expect(read).toEqual(columns);
});

test('a text longer than a record can hold is cut', () => {
  const columns = createColumns('d', 1);
  putImage(columns, 0, undecoded('k', 'x'.repeat(100_000)));
  const read = createColumns('d', 1);
  readRecords(read, [0], [encodeRecord(columns, 0)]);
  expect(read.error[0]).toBe('x'.repeat(65_535));
});
