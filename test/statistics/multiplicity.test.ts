import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { benjaminiHochberg, holm, holmLevels } from '../../src/statistics/multiplicity.ts';

interface Row {
  p: number[];
  holm: number[];
  holmRejected: boolean[];
  benjaminiHochberg: number[];
  benjaminiHochbergRejected: boolean[];
}

const rows: Row[] = JSON.parse(readFileSync(new URL('../reference/tests.json', import.meta.url), 'utf8')).multiplicity;

const rounded = (values: number[]) => values.map((value) => Number(value.toFixed(12)));

describe.each(rows)('$p.length p-values: equal to statsmodels', (row) => {
  test('Holm', () => {
    expect(rounded(holm(row.p))).toEqual(rounded(row.holm));
    expect(holm(row.p).map((p) => p <= 0.05)).toEqual(row.holmRejected);
  });

  test('Benjamini–Hochberg', () => {
    expect(rounded(benjaminiHochberg(row.p))).toEqual(rounded(row.benjaminiHochberg));
    expect(benjaminiHochberg(row.p).map((p) => p <= 0.05)).toEqual(row.benjaminiHochbergRejected);
  });
});

test('the level of each test grows with its rank', () => {
  expect(holmLevels([0.02, 0.001, 0.9, 0.01], 0.04)).toEqual([0.02, 0.01, 0.04, 0.04 / 3]);
  expect(holmLevels([], 0.05)).toEqual([]);
});

test('what is not a probability is refused', () => {
  for (const correct of [holm, benjaminiHochberg]) {
    expect(() => correct([0.1, Number.NaN])).toThrow('Expected a probability in [0, 1] for `p[1]` but received NaN.');
    expect(() => correct([1.5])).toThrow('for `p[0]` but received 1.5');
  }
});
