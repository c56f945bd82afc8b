import { describe, expect, test } from 'vitest';
import { binomialMass, chiSquaredTail } from '../../src/statistics/distributions.ts';
import { binomial, multinomialSampler } from '../../src/statistics/multinomial.ts';
import { randomStream, xoshiro128 } from '../../src/statistics/random.ts';

const take = (key: (string | number)[], count: number): number[] => {
  const random = randomStream(key);
  return Array.from({ length: count }, () => random.nextUint32());
};

/** p of Pearson's test that counts come from the expected ones. */
function goodnessOfFit(counts: number[], expected: number[]): number {
  const statistic = counts.reduce((sum, count, i) => sum + (count - expected[i]) ** 2 / expected[i], 0);
  return chiSquaredTail(statistic, counts.length - 1);
}

describe('random stream', () => {
  test('is determined by its key, and keys are kept apart', () => {
    expect(take([1, 'a', 'b'], 5)).toEqual(take([1, 'a', 'b'], 5));
    const streams = [[1, 'a', 'b'], [1, 'ab'], ['1', 'a', 'b'], [2, 'a', 'b'], []].map((key) => take(key, 2).join());
    expect(new Set(streams).size).toBe(streams.length);
  });

  test('is xoshiro128**: the reference code gives these numbers from the state 1, 2, 3, 4', () => {
    const next = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 8 }, next)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849,
    ]);
  });

  test('never changes: reports depend on it', () => {
    expect(take(['vision-gate'], 4)).toMatchInlineSnapshot(`
      [
        4025284284,
        1508972057,
        2651249776,
        1446626050,
      ]
    `);
  });

  test('is uniform in its high, middle and low bits', () => {
    const words = take(['uniform'], 64_000);
    for (const shift of [26, 13, 0]) {
      const counts = new Array(64).fill(0);
      for (const word of words) counts[(word >>> shift) & 63]++;
      expect(goodnessOfFit(counts, new Array(64).fill(1000))).toBeGreaterThan(1e-4);
    }
  });

  test('streams of neighbouring keys are uncorrelated', () => {
    const [one, other] = [randomStream([1]), randomStream([2])];
    let sum = 0;
    for (let i = 0; i < 40_000; i++) sum += (one.nextFloat() - 0.5) * (other.nextFloat() - 0.5) * 12;
    expect(Math.abs(sum / Math.sqrt(40_000))).toBeLessThan(4);
  });

  test('integers lie below their bound, each equally often', () => {
    const random = randomStream(['integers']);
    const counts = new Array(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.nextInteger(7)]++;
    expect(goodnessOfFit(counts, new Array(7).fill(10_000))).toBeGreaterThan(1e-4);
  });
});

describe('binomial draws', () => {
  test.each([
    [5, 0.3],
    [40, 0.04],
    [60, 0.4],
    [400, 0.9],
    [20_000, 0.01],
  ])('n = %i, p = %f follow their distribution', (n, p) => {
    const random = randomStream(['binomial', n, p]);
    const draws = 30_000;
    const seen = new Map<number, number>();
    for (let i = 0; i < draws; i++) {
      const k = binomial(n, p, random);
      seen.set(k, (seen.get(k) ?? 0) + 1);
    }
    const likely = Array.from({ length: n + 1 }, (_, k) => k).filter((k) => draws * binomialMass(k, n, p) > 8);
    const expected = likely.map((k) => draws * binomialMass(k, n, p));
    const counts = likely.map((k) => seen.get(k) ?? 0);
    const rest = (values: number[]) => draws - values.reduce((sum, value) => sum + value, 0);
    expect(goodnessOfFit([...counts, rest(counts)], [...expected, rest(expected)])).toBeGreaterThan(1e-4);
  });

  test('certain outcomes need no chance', () => {
    const random = randomStream([]);
    expect([binomial(9, 0, random), binomial(9, 1, random), binomial(0, 0.5, random)]).toEqual([0, 9, 0]);
  });
});

describe('multinomial draws', () => {
  test.each([
    ['few types', Int32Array.of(60, 30, 9, 1)],
    ['many types', Int32Array.from({ length: 20 }, (_, t) => 1 + (t % 3))],
  ])('%s: as many as there are units, in proportion', (_, counts) => {
    const n = counts.reduce((sum, count) => sum + count);
    const sample = multinomialSampler(counts, randomStream(['multinomial', n]));
    const into = new Int32Array(counts.length);
    const total = new Array(counts.length).fill(0);
    const squares = new Array(counts.length).fill(0);
    const repeats = 5000;
    for (let i = 0; i < repeats; i++) {
      sample(into);
      expect(into.reduce((sum, drawn) => sum + drawn)).toBe(n);
      into.forEach((drawn, t) => {
        total[t] += drawn;
        squares[t] += (drawn - counts[t]) ** 2;
      });
    }
    counts.forEach((count, t) => {
      const variance = count * (1 - count / n);
      expect(Math.abs(total[t] / repeats - count)).toBeLessThan(4.5 * Math.sqrt(variance / repeats));
      expect(squares[t] / repeats / variance).toBeCloseTo(1, 0);
    });
  });
});
