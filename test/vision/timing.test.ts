import { afterAll, expect, test } from 'vitest';
import { openVision } from '../../src/vision/open.ts';
import { randomBits, roundsOf } from '../../src/vision/parent/timing.ts';
import { jobOf } from './jobs.ts';

const vision = openVision();
afterAll(() => vision.close());

test('base, base again and head are timed together in fresh processes', async () => {
  const job = {
    base: jobOf('means'),
    head: jobOf('sixteen-megabytes'),
    sessions: 2,
    runs: 6,
    warmUp: 2,
    limitSeconds: 300,
  };
  const { pairs, runtime, device } = await vision.time(job);
  expect(pairs).toHaveLength(2);
  const median = (times: Float64Array) => times.toSorted()[3];
  for (const { base, again, head, cold } of pairs) {
    expect([base.length, again.length, head.length]).toEqual([6, 6, 6]);
    expect(Math.min(...base, ...again, ...head)).toBeGreaterThan(0);
    // Sixteen megabytes of sines take milliseconds, three means microseconds.
    expect(median(head) / median(base)).toBeGreaterThan(10);
    expect(median(again) / median(base)).toBeLessThan(10);
    // The first run comes on top of opening the session.
    expect(cold.base).toBeGreaterThan(median(base));
    expect(cold.head).toBeGreaterThan(median(head));
  }
  expect(runtime).toMatch(/^onnxruntime/);
  expect(device).toMatch(/×/);
});

test('no further process is begun after the limit', async () => {
  const job = { base: jobOf('means'), head: jobOf('means'), sessions: 50, runs: 2, warmUp: 0, limitSeconds: 0 };
  expect((await vision.time(job)).pairs).toHaveLength(1);
});

test('a model that cannot be opened is named', async () => {
  const job = {
    base: jobOf('means'),
    head: jobOf('hostile-operator'),
    sessions: 1,
    runs: 1,
    warmUp: 0,
    limitSeconds: 9,
  };
  await expect(vision.time(job)).rejects.toMatchObject({
    kind: 'broken',
    message: expect.stringContaining('hostile-operator.onnx'),
  });
});

test('memory is what a model adds to an idle runtime', async () => {
  const peakOf = async (model: string) => {
    const measured = await vision.memory(jobOf(model));
    return 'where' in measured ? Number.NaN : measured.peakMb;
  };
  const small = await peakOf('means');
  const large = await peakOf('sixteen-megabytes');
  expect(small).toBeLessThan(12);
  // Two tensors of sixteen megabytes.
  expect(large - small).toBeGreaterThan(28);
  expect(large - small).toBeLessThan(48);
});

test('each order of the three sessions is followed by its reverse, and all take turns', () => {
  const rounds = roundsOf(18, randomBits(7));
  expect(rounds).toHaveLength(18);
  for (let i = 0; i < rounds.length; i += 2) expect(rounds[i + 1]).toEqual(rounds[i].toReversed());
  for (const session of [0, 1, 2]) {
    // Six times each in the first, the middle and the last place.
    for (const place of [0, 1, 2]) expect(rounds.filter((round) => round[place] === session)).toHaveLength(6);
  }
  expect(roundsOf(18, randomBits(7))).toEqual(rounds);
});
