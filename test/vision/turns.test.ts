import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { sharedTurns, turnsOf } from '../../src/vision/child/turns.ts';

test('work together overlaps, work alone overlaps with nothing', async () => {
  const turns = turnsOf(sharedTurns());
  let inside = 0;
  let most = 0;
  const others: number[] = [];
  const together = () =>
    turns.together(async () => {
      inside += 1;
      most = Math.max(most, inside);
      await wait(1);
      inside -= 1;
    });
  const alone = () =>
    turns.alone(async () => {
      others.push(inside);
      inside += 1;
      await wait(1);
      others.push(inside - 1);
      inside -= 1;
    });
  await Promise.all(Array.from({ length: 60 }, (_, i) => (i % 5 === 4 ? alone() : together())));
  expect(most).toBeGreaterThan(1);
  expect(others).toEqual(Array(24).fill(0));
});

test('a turn ends when its work fails', async () => {
  const turns = turnsOf(sharedTurns());
  const fail = async () => {
    throw new Error('broken');
  };
  await expect(turns.together(fail)).rejects.toThrow('broken');
  await expect(turns.alone(fail)).rejects.toThrow('broken');
  await expect(turns.alone(async () => 'done')).resolves.toBe('done');
  await expect(turns.together(async () => 'done')).resolves.toBe('done');
});

test('threads keep to each other’s turns', async () => {
  const state = sharedTurns();
  const counts = new Int32Array(new SharedArrayBuffer(8));
  const source = `
    const { workerData } = require('node:worker_threads');
    const { setTimeout: wait } = require('node:timers/promises');
    import(${JSON.stringify(new URL('../../src/vision/child/turns.ts', import.meta.url).href)}).then(async ({ turnsOf }) => {
      const { state, counts } = workerData;
      const turns = turnsOf(state);
      for (let i = 0; i < 30; i++) {
        await turns.together(async () => {
          Atomics.add(counts, 0, 1);
          await wait(0);
          Atomics.sub(counts, 0, 1);
        });
        if (i % 3 === 0) await turns.alone(async () => {
          for (let k = 0; k < 3; k++) {
            if (Atomics.load(counts, 0) !== 0) Atomics.add(counts, 1, 1);
            await wait(0);
          }
        });
      }
    });`;
  const workers = Array.from({ length: 3 }, () => new Worker(source, { eval: true, workerData: { state, counts } }));
  await Promise.all(workers.map((worker) => new Promise((resolve) => worker.on('exit', resolve))));
  expect([...counts]).toEqual([0, 0]);
});
