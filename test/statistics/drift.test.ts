import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { association, associationTest, noncentralChiSquaredTail } from '../../src/statistics/association.ts';
import { drift, driftTest, kolmogorovTail } from '../../src/statistics/drift.ts';
import { randomStream } from '../../src/statistics/random.ts';

const reference = JSON.parse(readFileSync(new URL('../reference/drift.json', import.meta.url), 'utf8')) as {
  drift: { a: number[]; b: number[]; statistic: number; wasserstein: number; stability: number }[];
  kolmogorov: [x: number, tail: number][];
  noncentral: [x: number, df: number, noncentrality: number, tail: number][];
  association: { table: number[][]; tolerance: number; chiSquared: number; df: number; v: number; p: number }[];
};

/** Agrees to 1e-9, relative where the value is small. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-200)).toBeLessThan(1e-9);
}

describe('against SciPy', () => {
  test.each(reference.drift)('distances of two samples', ({ a, b, ...expected }) => {
    const actual = drift(Float64Array.from(a), Float64Array.from(b));
    for (const name of ['statistic', 'wasserstein', 'stability'] as const) {
      expect(actual[name]).toBeCloseTo(expected[name], 12);
    }
  });

  test.each(reference.kolmogorov)('Kolmogorov’s tail at %d', (x, tail) => expectClose(kolmogorovTail(x), tail));

  test.each(reference.noncentral)('noncentral χ² at %d, df %d, λ %d', (x, df, noncentrality, tail) => {
    if (tail > 1e-12) expectClose(noncentralChiSquaredTail(x, df, noncentrality), tail);
    else expect(noncentralChiSquaredTail(x, df, noncentrality)).toBeLessThan(1e-11);
  });

  test.each(reference.association)('association beyond $tolerance', ({ table, tolerance, chiSquared, df, v, p }) => {
    const actual = associationTest(table, tolerance);
    expect(actual.chiSquared).toBeCloseTo(chiSquared, 9);
    expect(actual.df).toBe(df);
    expect(actual.v).toBeCloseTo(v, 12);
    expect(actual.p).toBeCloseTo(p, 10);
  });
});

describe('tests of more than a tolerance', () => {
  test('the interval of V holds the V at which p is 0.025 and 0.975', () => {
    const table = [
      [120, 60, 20],
      [50, 90, 60],
    ];
    const { interval, v } = associationTest(table, 0.1);
    expect(associationTest(table, interval[0]).p).toBeCloseTo(0.025, 4);
    expect(associationTest(table, interval[1]).p).toBeCloseTo(0.975, 4);
    expect(interval[0]).toBeLessThan(v);
    expect(interval[1]).toBeGreaterThan(v);
  });

  test('categories that always go together have V = 1, and categories of one level have none', () => {
    const together = [
      [500, 0],
      [0, 500],
    ];
    expect(association(together).v).toBeCloseTo(1, 2);
    expect(association([[3, 4]]).v).toBe(0);
  });

  test('two samples that lie apart by the tolerance are hardly ever called further apart', () => {
    const random = randomStream(['drift', 'tolerance']);
    let rejected = 0;
    for (let trial = 0; trial < 500; trial++) {
      const [a, b] = [0, 0.2].map((shift) =>
        Float64Array.from({ length: 200 }, () => random.nextFloat() + shift).sort(),
      );
      const { statistic } = drift(a, b);
      if (driftTest(statistic, [200, 200], 0.2).p < 0.05) rejected++;
    }
    expect(rejected).toBeLessThanOrEqual(25);
  });

  test('the interval of the statistic narrows with the samples and stays within 0–1', () => {
    expect(driftTest(0.3, [50, 50], 0.2).interval[0]).toBeLessThan(driftTest(0.3, [5000, 5000], 0.2).interval[0]);
    expect(driftTest(1, [20, 20], 0.2).interval[1]).toBe(1);
    expect(driftTest(0, [20, 20], 0.2).p).toBe(1);
  });
});
