import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as distributions from '../../src/statistics/distributions.ts';
import { logGamma } from '../../src/statistics/special-functions.ts';

const table: Record<string, number[][]> = JSON.parse(
  readFileSync(new URL('../reference/distributions.json', import.meta.url), 'utf8'),
);
const functions: Record<string, (...args: never[]) => number> = { ...distributions, logGamma };

test.each(Object.keys(table))('%s agrees with SciPy to 1e-10', (name) => {
  const far = table[name].flatMap((row) => {
    const expected = row.at(-1)!;
    const actual = functions[name](...(row.slice(0, -1) as never[]));
    const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-280);
    return error <= 1e-10 || actual === expected ? [] : [{ row, actual, error }];
  });
  expect(far).toEqual([]);
});

test('quantiles end at the support', () => {
  expect(distributions.normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(distributions.normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(distributions.normalQuantile(1.1)).toBeNaN();
  expect(distributions.studentQuantile(0, 4)).toBe(Number.NEGATIVE_INFINITY);
  expect(distributions.studentQuantile(0.5, 4)).toBe(0);
  expect(distributions.betaQuantile(1, 2, 3)).toBe(1);
  expect(distributions.betaQuantile(-0.1, 2, 3)).toBeNaN();
});
