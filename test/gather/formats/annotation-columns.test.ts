import { expect, test } from 'vitest';
import { AnnotationColumns } from '../../../src/gather/formats/listing/annotation-columns.ts';

test('labels outside the class list are counted, with the place of the first', () => {
  const columns = new AnnotationColumns('pixels');
  const labels = ['cat', 'dgo', null, 'dgo', 'fox'];
  for (const [row, label] of labels.entries()) {
    columns.add({ sample: 0, label, shape: 'box', box: [0, 0, 1, 1], file: 'a.json', line: row + 1, column: row });
  }
  expect(columns.unknownLabels(new Set(['cat', 'dog']))).toEqual([
    { label: 'dgo', count: 2, at: { path: 'a.json', line: 2, column: 1 } },
    { label: 'fox', count: 1, at: { path: 'a.json', line: 5, column: 4 } },
  ]);
  expect([...columns.finish(['cat', 'dog']).category]).toEqual([0, -1, -1, -1, -1]);
});
