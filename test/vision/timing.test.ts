import { afterAll, expect, test } from 'vitest';
import { openVision } from '../../src/vision/open.ts';
import { alternatingOrder, randomBits } from '../../src/vision/parent/timing.ts';
import { jobOf } from './jobs.ts';

const vision = openVision();
afterAll(() => vision.close());

test('base and head are timed in fresh pairs after a floor of base against itself', async () => {
  const job = {
    base: jobOf('means'),
    head: jobOf('sixteen-megabytes'),
    sessions: 2,
    runs: 6,
    warmUp: 2,
    limitSeconds: 300,
  };
  const { floor, pairs, runtime, device } = await vision.time(job);
  expect([floor.length, pairs.length]).toEqual([2, 2]);
  for (const { base, head } of [...floor, ...pairs]) {
    expect([base.length, head.length]).toEqual([6, 6]);
    expect(Math.min(...base, ...head)).toBeGreaterThan(0);
  }
  const median = (times: Float64Array) => times.toSorted()[3];
  // Sixteen megabytes of sines take milliseconds, three means microseconds.
  for (const { base, head } of pairs) expect(median(head) / median(base)).toBeGreaterThan(10);
  expect(runtime).toMatch(/^onnxruntime/);
  expect(device).toMatch(/×/);
});

test('no further pair is begun after the limit', async () => {
  const job = { base: jobOf('means'), head: jobOf('means'), sessions: 50, runs: 2, warmUp: 0, limitSeconds: 0 };
  const { floor, pairs } = await vision.time(job);
  expect([floor.length, pairs.length]).toEqual([1, 1]);
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
  const small = await vision.memory(jobOf('means'));
  const large = await vision.memory(jobOf('sixteen-megabytes'));
  expect(small).toBeLessThan(12);
  // Two tensors of sixteen megabytes.
  expect(large - small).toBeGreaterThan(28);
  expect(large - small).toBeLessThan(48);
});

test('runs alternate in blocks of two, and the leader of a block is drawn', () => {
  const order = alternatingOrder(101, randomBits(7));
  expect(order).toHaveLength(101);
  for (let i = 0; i + 1 < order.length; i += 2) expect(order[i + 1]).toBe(!order[i]);
  const leaders = order.filter((_, i) => i % 2 === 0);
  expect(leaders.filter(Boolean).length).toBeGreaterThan(15);
  expect(leaders.filter(Boolean).length).toBeLessThan(36);
  expect(alternatingOrder(101, randomBits(7))).toEqual(order);
});
