import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fewestRuns, percentileBounds } from '../../src/statistics/percentile-bounds.ts';
import { randomStream } from '../../src/statistics/random.ts';

interface Reference {
  fewest: { share: number; runs: number }[];
  ranks: { n: number; share: number; lower: number; upper: number }[];
}
const { fewest, ranks }: Reference = JSON.parse(
  readFileSync(new URL('../reference/percentile_bounds.json', import.meta.url), 'utf8'),
);

describe.each(fewest)('$share', ({ share, runs }) => {
  test(`takes ${runs} runs, as MLPerf says`, () => {
    expect(fewestRuns(share)).toBe(runs);
    const times = Float64Array.from({ length: runs }, (_, index) => index + 1);
    expect(percentileBounds(times, share)).not.toBeNull();
    expect(percentileBounds(times.subarray(1), share)).toBeNull();
  });
});

test.each(ranks)('of $n runs, the $share quantile lies between the $lower-th and the $upper-th', (reference) => {
  const { n, share, lower, upper } = reference;
  const times = Float64Array.from({ length: n }, (_, index) => n - index);
  expect(percentileBounds(times, share)).toEqual({ estimate: Math.ceil(share * n - 1e-9), lower, upper });
});

test('each bound holds as often as it says', () => {
  let missed = 0;
  const truth = -Math.log(0.05);
  for (let i = 0; i < 2000; i++) {
    const random = randomStream(['percentile', i]);
    const times = Float64Array.from({ length: 200 }, () => -Math.log(1 - random.nextFloat()));
    const bounds = percentileBounds(times, 0.95);
    if (!bounds || bounds.lower > truth || bounds.upper < truth) missed++;
  }
  expect(missed / 2000).toBeLessThan(0.03);
});
