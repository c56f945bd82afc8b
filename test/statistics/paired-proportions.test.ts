import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { binomialMass } from '../../src/statistics/distributions.ts';
import {
  compareAccuracy,
  mcnemarExact,
  mcnemarMidP,
  tangoInterval,
  tangoStatistic,
} from '../../src/statistics/paired-proportions.ts';
import { clopperPearsonInterval, wilsonInterval } from '../../src/statistics/proportions.ts';
import { randomStream } from '../../src/statistics/random.ts';
import { requiredForHalfWidth, requiredPairs, requiredSamples } from '../../src/statistics/sample-size.ts';

const reference: {
  mcnemar: { worse: number; better: number; twoSided: number }[];
  tango: [worse: number, better: number, n: number, margin: number, statistic: number][];
  proportions: [successes: number, n: number, confidence: number, wilson: number[], exact: number[]][];
} = JSON.parse(readFileSync(new URL('../reference/tests.json', import.meta.url), 'utf8'));

describe('McNemar', () => {
  test.each(reference.mcnemar)('$worse worse, $better better: exact p equals statsmodels', (row) => {
    expect(mcnemarExact(row).twoSided).toBeCloseTo(row.twoSided, 12);
  });

  test.each(reference.mcnemar)(
    '$worse worse, $better better: mid-p is the summed distribution',
    ({ worse, better }) => {
      const discordant = worse + better;
      let beyond = 0;
      for (let k = worse; k <= discordant; k++) beyond += binomialMass(k, discordant, 0.5);
      const seen = binomialMass(worse, discordant, 0.5);
      expect(mcnemarMidP({ worse, better }).oneSided).toBeCloseTo(beyond - seen / 2, 12);
      expect(
        mcnemarMidP({ worse, better }).oneSided + mcnemarMidP({ worse: better, better: worse }).oneSided,
      ).toBeCloseTo(1, 12);
    },
  );

  test('the two-sided mid-p of a published table: 1 against 7 of 21 (Fagerland, Lydersen & Laake 2013)', () => {
    expect(mcnemarExact({ worse: 1, better: 7 }).twoSided).toBeCloseTo(0.0703, 4);
    expect(mcnemarMidP({ worse: 1, better: 7 }).twoSided).toBeCloseTo(0.0391, 4);
  });
});

describe('Tango', () => {
  test.each(reference.tango)(
    '%i worse, %i better of %i at margin %f: the constrained maximum by brute force',
    (worse, better, n, margin, statistic) => {
      expect(tangoStatistic({ worse, better, n }, margin)).toBeCloseTo(statistic, 5);
    },
  );

  test('at margin 0 it is McNemar without continuity correction', () => {
    expect(tangoStatistic({ worse: 25, better: 12, n: 90 }, 0)).toBeCloseTo(13 / Math.sqrt(37), 12);
  });

  test('intervals of published tables', () => {
    const [low, high] = tangoInterval({ worse: 1, better: 7, n: 21 });
    expect([low.toFixed(3), high.toFixed(3)]).toEqual(['-0.517', '-0.026']);
    const lens = tangoInterval({ worse: 0, better: 1, n: 44 });
    expect(lens.map((bound) => bound.toFixed(3))).toEqual(['-0.118', '0.059']);
  });

  test('the interval holds exactly the margins that its test does not reject', () => {
    const counts = { worse: 30, better: 12, n: 400 };
    const [low, high] = tangoInterval(counts, 0.9);
    expect(tangoStatistic(counts, low)).toBeCloseTo(1.6448536, 6);
    expect(tangoStatistic(counts, high)).toBeCloseTo(-1.6448536, 6);
  });
});

describe('comparison of accuracies', () => {
  test('tolerance 0 asks McNemar, a margin asks Tango, and few disagreements stay few', () => {
    expect(compareAccuracy({ worse: 25, better: 12, n: 500 }).p).toBe(mcnemarMidP({ worse: 25, better: 12 }).oneSided);
    expect(compareAccuracy({ worse: 120, better: 20, n: 1000 }, 0.05).p).toBeLessThan(1e-4);
    expect(compareAccuracy({ worse: 60, better: 20, n: 1000 }, 0.05).p).toBeGreaterThan(0.5);
    expect(compareAccuracy({ worse: 3, better: 0, n: 20 }, 0.0001).p).toBeCloseTo(2 ** -4, 12);
  });

  test('equal predictions are no evidence', () => {
    expect(compareAccuracy({ worse: 0, better: 0, n: 100 })).toEqual({ effect: 0, interval: [0, 0], p: 1, n: 100 });
    expect(compareAccuracy({ worse: 0, better: 0, n: 100 }, 0.01).p).toBe(1);
    expect(compareAccuracy({ worse: 0, better: 0, n: 10 }, -0.05).p).toBeGreaterThan(0.1);
  });
});

describe('proportions', () => {
  test.each(reference.proportions)(
    '%i of %i at %f: Wilson and Clopper–Pearson equal statsmodels',
    (successes, n, confidence, wilson, exact) => {
      wilsonInterval(successes, n, confidence).forEach((bound, i) => {
        expect(Math.abs(bound - wilson[i])).toBeLessThan(1e-10);
      });
      clopperPearsonInterval(successes, n, confidence).forEach((bound, i) => {
        expect(Math.abs(bound - exact[i])).toBeLessThan(1e-10);
      });
    },
  );

  test('nothing tried, nothing known', () => {
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
    expect(clopperPearsonInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('sample sizes', () => {
  test('the pairs asked for give McNemar the power asked for', () => {
    const [discordance, effect, alpha] = [0.08, 0.03, 0.01];
    const n = requiredPairs({ discordance, effect, alpha, power: 0.9 });
    const random = randomStream(['power']);
    let rejected = 0;
    const trials = 2000;
    for (let trial = 0; trial < trials; trial++) {
      let worse = 0;
      let better = 0;
      for (let i = 0; i < n; i++) {
        const u = random.nextFloat();
        if (u < (discordance + effect) / 2) worse++;
        else if (u < discordance) better++;
      }
      if (mcnemarMidP({ worse, better }).oneSided <= alpha) rejected++;
    }
    const [low, high] = clopperPearsonInterval(rejected, trials, 0.999);
    expect(low).toBeLessThan(0.92);
    expect(high).toBeGreaterThan(0.88);
  });

  test('known values', () => {
    expect(requiredForHalfWidth({ halfWidth: 0.05 })).toBe(385);
    expect(requiredForHalfWidth({ proportion: 0.9, halfWidth: 0.01, confidence: 0.99 })).toBe(5972);
    expect(requiredSamples({ n: 400, standardError: 0.01, distance: 0.01 })).toBe(2474);
    expect(requiredSamples({ n: 400, standardError: 0.01, distance: 0 })).toBe(Number.POSITIVE_INFINITY);
  });

  test('a difference larger than the disagreement is refused', () => {
    expect(() => requiredPairs({ discordance: 0.02, effect: 0.03 })).toThrow('Expected 0 < effect ≤ discordance ≤ 1');
  });
});
