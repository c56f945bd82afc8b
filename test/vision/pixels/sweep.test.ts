import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../src/statistics/random.ts';
import { stepByStep } from '../../../src/vision/pixels/facts.ts';
import { toGrey } from '../../../src/vision/pixels/grey.ts';
import type { Pixels } from '../../../src/vision/pixels/image.ts';
import { survey } from '../../../src/vision/pixels/survey.ts';
import { isWorthSweeping, sweep } from '../../../src/vision/pixels/sweep.ts';
import { decoded, photographNames } from '../photographs.ts';

function noise(width: number, height: number, channels: 1 | 3): Pixels {
  const random = randomStream(['sweep', width, height, channels]);
  const data = Uint8Array.from({ length: width * height * channels }, () => 256 * random.nextFloat());
  return { width, height, channels, data };
}

describe('one sweep gives what one step after the other gives', () => {
  test.each(photographNames)('of %s', async (name) => {
    const { pixels } = await decoded(name);
    if (isWorthSweeping(pixels)) expect(sweep(pixels, 3)).toEqual(stepByStep(pixels, 3));
  });

  test.each([
    [65, 1, 1],
    [65, 32, 64],
    [67, 4000, 7],
    [300, 300, 1],
    [513, 1027, 2],
    [2049, 1500, 47],
    [65_536, 5, 13],
    [5000, 65, 300_000],
  ])('of noise of %i × %i, every %i-th pixel counted', (width, height, step) => {
    for (const channels of [1, 3] as const) {
      const pixels = noise(width, height, channels);
      expect(sweep(pixels, step)).toEqual(stepByStep(pixels, step));
    }
  });

  test('what an earlier picture left behind changes nothing', () => {
    const grey: Pixels = { width: 203, height: 101, channels: 3, data: new Uint8Array(203 * 101 * 3).fill(77) };
    const before = sweep(grey, 1);
    sweep(noise(1000, 700, 3), 1);
    expect(sweep(grey, 1)).toEqual(before);
    expect(before).toMatchObject({ colourless: true, luma: { sum: 77 * 203 * 101, squares: 77 ** 2 * 203 * 101 } });
  });
});

describe('the kernels count and weigh as plain code does', () => {
  const pixels = noise(331, 577, 3);
  const triples = Array.from({ length: 331 * 577 }, (_, i) => [...pixels.data.subarray(3 * i, 3 * i + 3)]);

  test('luma', () => {
    const wanted = triples.map(([r, g, b]) => (19595 * r + 38470 * g + 7471 * b + 0x8000) >> 16);
    expect(toGrey(pixels).data).toEqual(Uint8Array.from(wanted));
    expect(stepByStep(pixels, 1).luma).toEqual({
      count: wanted.length,
      sum: wanted.reduce((sum, value) => sum + value, 0),
      squares: wanted.reduce((sum, value) => sum + value * value, 0),
    });
  });

  test.each([1, 5])('levels and squared brightness of every %i-th pixel', (step) => {
    const counted = survey(pixels, step);
    const taken = triples.filter((_, i) => i % step === 0);
    const levels = new Uint32Array(768);
    const squares = new Uint32Array(counted.squares!.length);
    for (const [r, g, b] of taken) {
      levels[r]++;
      levels[256 + g]++;
      levels[512 + b]++;
      squares[Math.floor((241 * r * r + 691 * g * g + 68 * b * b) / 4096)]++;
    }
    expect(counted).toEqual({ count: taken.length, levels, squares });
  });
});
