import { describe, expect, test } from 'vitest';
import { binomialCdf, binomialMass, normalCdf } from '../../src/statistics/distributions.ts';
import { binomial } from '../../src/statistics/multinomial.ts';
import { randomStream } from '../../src/statistics/random.ts';
import { lowerTail, shareBelow } from '../../src/statistics/tail.ts';

const sampled = (count: number, draw: () => number) => Float64Array.from({ length: count }, draw).sort();

test('shares are counted, equal values half, also where rounding parts them', () => {
  const values = Float64Array.of(-1, 0, 1e-16, 2);
  expect(shareBelow(values, 0)).toBe(0.5);
  expect(shareBelow(values, -5)).toBe(0);
  expect(shareBelow(values, 5)).toBe(1);
});

test('with 10 values beyond the limit the tail is counted', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => i);
  expect(lowerTail(values, 20)).toBeCloseTo(0.0205, 10);
});

describe('a smoothed tail of 10 000 resamples', () => {
  const normal = (key: string) => {
    const random = randomStream([key]);
    return sampled(10_000, () => {
      const radius = Math.sqrt(-2 * Math.log(1 - random.nextFloat()));
      return radius * Math.cos(2 * Math.PI * random.nextFloat());
    });
  };

  test.each([-3.5, -4, -4.5, -5])('of a normal, read at %f: within a factor of 3, on average 1.5', (z) => {
    const errors = Array.from({ length: 20 }, (_, repeat) =>
      Math.log(lowerTail(normal(`normal ${repeat}`), z) / normalCdf(z)),
    );
    for (const error of errors) expect(Math.abs(error)).toBeLessThan(Math.log(3));
    const bias = errors.reduce((sum, error) => sum + error) / errors.length;
    expect(Math.abs(bias)).toBeLessThan(Math.log(1.5));
  });

  test.each([
    [200, 0.5, 70],
    [60, 0.5, 14],
    [400, 0.1, 16],
  ])('of a binomial (n = %i, p = %f), read at %i: within a factor of 4', (n, p, limit) => {
    const exact = binomialCdf(limit, n, p) - binomialMass(limit, n, p) / 2;
    for (let repeat = 0; repeat < 10; repeat++) {
      const random = randomStream(['binomial tail', n, repeat]);
      const smoothed = lowerTail(
        sampled(10_000, () => binomial(n, p, random)),
        limit,
      );
      expect(Math.abs(Math.log(smoothed / exact))).toBeLessThan(Math.log(4));
    }
  });

  test('never exceeds what 10 values would be, and grows with the limit', () => {
    const values = normal('monotone');
    const shares = [-7, -6, -5, -4, -3, -2].map((limit) => lowerTail(values, limit));
    expect(shares.toSorted((one, other) => one - other)).toEqual(shares);
    expect(shares[3]).toBeLessThanOrEqual(10 / 10_000);
  });

  test('of two values only has no slope to follow: half a value is the least', () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i < 400 ? 1 : 2));
    expect(lowerTail(values, 0)).toBe(0.5 / 1000);
  });
});
