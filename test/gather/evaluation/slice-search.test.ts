import { describe, expect, test } from 'vitest';
import { conditionsOn, type Property } from '../../../src/gather/evaluation/slice-conditions.ts';
import { halvesOf, searchSlices } from '../../../src/gather/evaluation/slice-search.ts';
import { randomStream } from '../../../src/statistics/random.ts';

const n = 600;
const hashes = Array.from({ length: n }, (_, i) => `git:${i.toString(16)}`);
const deciles = Array.from({ length: 9 }, (_, i) => (i + 1) / 10);

function property(name: string, seed: string): Property {
  const random = randomStream(['slices', name, seed]);
  return { name, values: Float64Array.from({ length: n }, () => random.nextFloat()) };
}

describe('conditions', () => {
  test('divide at quantiles, and say where', () => {
    const values = Float64Array.of(0.1, 0.2, 0.3, Number.NaN, 0.4, 0.5);
    expect(conditionsOn({ name: 'brightness', values }, [0.5])).toEqual([
      { property: 'brightness', words: 'brightness below 0.3', images: [0, 1] },
      { property: 'brightness', words: 'brightness from 0.3', images: [2, 4, 5] },
    ]);
  });

  test('of what is nowhere known are none', () => {
    expect(conditionsOn({ name: 'brightness', values: Float64Array.of(Number.NaN) }, deciles)).toEqual([]);
  });
});

describe('halves', () => {
  test('are halves, by content alone', () => {
    const { choose, test: held } = halvesOf(hashes, undefined);
    expect(choose.size + held.size).toBe(n);
    expect(Math.abs(choose.size - n / 2)).toBeLessThan(60);
    expect(halvesOf([...hashes].reverse(), undefined).choose.size).toBe(choose.size);
  });

  test('never divide a cluster', () => {
    const cluster = Int32Array.from({ length: n }, (_, i) => i % 40);
    const { choose } = halvesOf(hashes, cluster);
    for (let i = 0; i < n; i++) expect(choose.has(i)).toBe(choose.has(i % 40));
  });
});

describe('a search', () => {
  const [light, sharp] = [property('brightness', 'a'), property('sharpness', 'a')];
  const conditions = [light, sharp].flatMap((one) => conditionsOn(one, deciles));
  const halves = halvesOf(hashes, undefined);

  test('finds where head lost, and hands on the images of the other half', () => {
    const losses = light.values.map((value, i) => (value < 0.2 && sharp.values[i] >= 0.5 ? 1 : 0));
    const [first] = searchSlices(losses, conditions, halves);
    expect(first.words).toMatch(
      /^(?:brightness below 0\.[12]\d* and sharpness from 0\.[45]|sharpness from 0\.[45]\d* and brightness below 0\.[12])/,
    );
    expect(first.images.every((image) => halves.test.has(image))).toBe(true);
    expect(first.images.length).toBeGreaterThan(10);
  });

  test('finds nothing where head lost nothing', () => {
    expect(searchSlices(new Float64Array(n), conditions, halves)).toEqual([]);
    expect(searchSlices(new Float64Array(n).fill(-1), conditions, halves)).toEqual([]);
  });

  test('of pure chance finds what is none on the other half', () => {
    let beyond = 0;
    const runs = 200;
    for (let run = 0; run < runs; run++) {
      const random = randomStream(['chance', String(run)]);
      const losses = Float64Array.from({ length: n }, () =>
        random.nextFloat() < 0.05 ? (random.nextFloat() < 0.5 ? 1 : -1) : 0,
      );
      for (const { images } of searchSlices(losses, conditions, halves).slice(0, 1)) {
        const lost = images.reduce((sum, image) => sum + losses[image], 0);
        const turned = images.reduce((sum, image) => sum + Math.abs(losses[image]), 0);
        if (turned > 0 && lost / Math.sqrt(turned) > 1.645) beyond += 1;
      }
    }
    // Five in a hundred at most, were it one look at fresh images; twice as many would be three standard errors off.
    expect(beyond / runs).toBeLessThan(0.1);
  });
});
