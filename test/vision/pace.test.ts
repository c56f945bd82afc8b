import { afterAll, expect, test } from 'vitest';
import { openVision } from '../../src/vision/open.ts';
import { jobOf } from './jobs.ts';
import { photographs } from './photographs.ts';

const vision = openVision({ threads: { pixels: 2 } });
afterAll(() => vision.close());

const names = ['coffee.jpg', 'rocket.jpg', 'astronaut.jpg', 'chelsea.webp'];

test('a tiny model waits for its photographs, a heavy one does not', async () => {
  const tiny = await vision.pace(jobOf('means'), photographs(names), names.length);
  const heavy = await vision.pace(jobOf('sixteen-megabytes', { batch: 1 }), photographs(names), names.length);
  expect(tiny).toMatchObject({ images: 4, threads: 2 });
  // Three means of 16 × 16 pixels take microseconds, a photograph milliseconds.
  expect(tiny!.answered / tiny!.decoded).toBeGreaterThan(5);
  expect(heavy!.answered).toBeLessThan(tiny!.answered / 10);
});

test('pictures that cannot be decoded are not counted, and none gives no pace', async () => {
  async function* some() {
    yield* photographs(['coffee.jpg']);
    yield { key: 'broken', bytes: Buffer.from('no picture') };
  }
  async function* none() {
    yield { key: 'broken', bytes: Buffer.from('no picture') };
  }
  expect(await vision.pace(jobOf('means'), some(), 2)).toMatchObject({ images: 1 });
  expect(await vision.pace(jobOf('means'), none(), 1)).toBeNull();
});
