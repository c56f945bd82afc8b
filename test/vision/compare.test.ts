import { afterAll, expect, test } from 'vitest';
import { openVision } from '../../src/vision/open.ts';
import { PARITY_SUMS, parityOf } from '../../src/vision/parity.ts';
import { jobOf } from './jobs.ts';
import { collect, photographs } from './photographs.ts';

const vision = openVision();
afterAll(() => vision.close());

const names = ['astronaut.jpg', 'coffee.jpg', 'rocket.jpg'];

test('a model asked again answers alike in the same session, in another one and in a batch', async () => {
  const answers = await collect(vision.compare(jobOf('means'), null, photographs(names)));
  expect(answers.size).toBe(3);
  for (const { compared } of answers.values()) {
    expect(compared?.flips).toEqual([0, 0, 0]);
    expect(compared?.sums).toHaveLength(3 * PARITY_SUMS);
    for (const way of [0, 1, 2]) {
      const parity = parityOf(compared!.sums.subarray(way * PARITY_SUMS, (way + 1) * PARITY_SUMS));
      expect(parity.values).toBe(3);
      expect(parity.maxError).toBeLessThan(1e-6);
    }
  }
});

test('a model in half precision is near the full one, and its softmax is not', async () => {
  const half = jobOf('half', { input: { name: 'image', type: 'float16', shape: ['batch', 3, 'height', 'width'] } });
  const answers = await collect(vision.compare(jobOf('means'), half, photographs(names)));
  for (const { compared } of answers.values()) {
    const { cosine, maxError, sqnr } = parityOf(compared!.sums);
    expect(compared?.flips).toHaveLength(1);
    expect(cosine).toBeGreaterThan(0.9999);
    expect(maxError).toBeGreaterThan(0);
    expect(maxError).toBeLessThan(0.01);
    expect(sqnr).toBeGreaterThan(40);
  }
  const others = await collect(vision.compare(jobOf('means'), jobOf('softmax'), photographs(names)));
  for (const { compared } of others.values()) {
    expect(compared?.flips).toEqual([0]);
    expect(parityOf(compared!.sums).maxError).toBeGreaterThan(0.01);
  }
});

test('outputs that cannot be laid beside each other are named', async () => {
  const asked = collect(vision.compare(jobOf('means'), jobOf('map', { outputs: ['map'] }), photographs(names)));
  await expect(asked).rejects.toMatchObject({ kind: 'broken' });
});

test('a picture that cannot be decoded is left out', async () => {
  async function* broken() {
    yield { key: 'none', bytes: new Uint8Array(9) };
  }
  const answers = await collect(vision.compare(jobOf('means'), null, broken()));
  expect(answers.get('none')?.compared).toBeNull();
});
