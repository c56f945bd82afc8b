import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openVision } from '../../../src/vision/open.ts';
import { jobOf } from '../jobs.ts';

test('a child is fed on when all that it holds is answered at once', async () => {
  const vision = openVision({ door: join(import.meta.dirname, 'answers-in-bursts.ts') });
  const keys = Array.from({ length: 60 }, (_, index) => `image ${index}`);
  async function* images() {
    for (const key of keys) yield { key, bytes: new Uint8Array(8) };
  }
  const answered: string[] = [];
  const job = jobOf('means', { input: { name: 'image', type: 'float', shape: [1, 3, 16, 16] } });
  for await (const { key } of vision.predict([job], images())) answered.push(key);
  await vision.close();
  expect(answered).toEqual(keys);
});
