import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareDurations, type SessionPair } from '../../src/statistics/log-ratio.ts';
import { randomStream } from '../../src/statistics/random.ts';

interface Case {
  pairs: SessionPair[];
  tolerance: number;
  effect: number;
  interval: [number, number];
  p: number;
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../reference/tests.json', import.meta.url), 'utf8')).durations;

/** Session pairs with an offset of their own (1 %) beside the noise of each run (2 %); head is `slowdown` slower. */
function sessions(key: (string | number)[], count: number, slowdown: number): SessionPair[] {
  const random = randomStream(key);
  const noise = () => random.nextFloat() + random.nextFloat() + random.nextFloat() - 1.5;
  return Array.from({ length: count }, () => {
    const offset = 0.02 * noise();
    const base = Float64Array.from({ length: 15 }, () => 4 * Math.exp(0.04 * noise()));
    return { base, head: base.map((ms) => ms * (1 + slowdown) * Math.exp(offset + 0.04 * noise())) };
  });
}

describe.each(cases)('$pairs.length session pairs', ({ pairs, tolerance, effect, interval, p }) => {
  test('effect, interval and p equal SciPy’s t interval and test of the median log ratios', () => {
    const ours = compareDurations(pairs, { tolerance });
    expect(ours.effect).toBeCloseTo(effect, 10);
    expect(ours.interval[0]).toBeCloseTo(interval[0], 10);
    expect(ours.interval[1]).toBeCloseTo(interval[1], 10);
    expect(ours.p).toBeCloseTo(p, 10);
    expect(ours).toMatchObject({ pairs: pairs.length, noiseFloor: null });
  });
});

test('a model against itself is called slower no more often than the level says', () => {
  let alarms = 0;
  for (let i = 0; i < 1000; i++) {
    if (compareDurations(sessions(['equal', i], 6, 0)).p <= 0.05) alarms++;
  }
  expect(alarms).toBeGreaterThan(25);
  expect(alarms).toBeLessThan(75);
});

test('a slow-down beyond the tolerance is seen, one within it is not', () => {
  expect(compareDurations(sessions(['slow'], 8, 0.05), { tolerance: 0.01 }).p).toBeLessThan(0.001);
  expect(compareDurations(sessions(['slow'], 8, 0.05), { tolerance: 0.08 }).p).toBeGreaterThan(0.9);
});

test('noise of base against itself bounds the error from below', () => {
  const steady: SessionPair[] = [1.02, 1.0201, 1.0199, 1.02, 1.0201, 1.0199].map((ratio) => ({
    base: [1, 1, 1],
    head: [ratio, ratio, ratio],
  }));
  // Half of what base differs from itself is in the mean that head is held against: taken out of it here.
  const noisy = sessions(['noise'], 6, 0).map(({ base, head: again }, pair): SessionPair => {
    const level = Float64Array.from(base, (ms, i) => Math.sqrt(ms * again[i]));
    return { base, again, head: level.map((ms) => ms * steady[pair].head[0]) };
  });
  const [alone, guarded] = [compareDurations(steady), compareDurations(noisy)];
  expect(alone.p).toBeLessThan(1e-9);
  expect(guarded.p).toBeGreaterThan(1e-4);
  expect(guarded.interval[0]).toBeLessThan(alone.interval[0]);
  expect(guarded.effect).toBeCloseTo(alone.effect, 12);
  expect(guarded.noiseFloor).toBeGreaterThan(0.003);
  expect(guarded.noiseFloor).toBeLessThan(0.03);
});

test('with a second session of base, a model against itself is called slower no more often than the level says', () => {
  let alarms = 0;
  for (let i = 0; i < 1000; i++) {
    const pairs = sessions(['first', i], 6, 0).map(({ base, head }, pair): SessionPair => {
      const { base: other, head: again } = sessions(['second', i, pair], 1, 0)[0];
      return { base, head, again: Float64Array.from(again, (ms, run) => (ms * base[run]) / other[run]) };
    });
    if (compareDurations(pairs).p <= 0.05) alarms++;
  }
  expect(alarms).toBeGreaterThan(5);
  expect(alarms).toBeLessThan(60);
});

test('durations that never vary need no interval', () => {
  const same: SessionPair[] = [1, 2].map(() => ({ base: [3], head: [3] }));
  expect(compareDurations(same)).toMatchObject({ effect: 0, interval: [0, 0], p: 1 });
});

test('too few pairs, uneven runs and impossible durations are refused with the way out', () => {
  const [pair] = sessions(['one'], 1, 0);
  expect(() => compareDurations([pair])).toThrow('Expected at least 2 session pairs for `pairs` but received 1.');
  expect(() => compareDurations([pair, { base: [1, 2], head: [1] }])).toThrow(
    'received 1 and 2. Time the models in turns.',
  );
  expect(() => compareDurations([pair, { base: [1], head: [0] }])).toThrow('Expected durations above 0 ms');
});
