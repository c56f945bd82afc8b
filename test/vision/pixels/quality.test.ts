import { describe, expect, test } from 'vitest';
import { phash } from '../../../src/vision/pixels/phash.ts';
import { brightnessPercentiles, entropy, quality } from '../../../src/vision/pixels/quality.ts';
import reference from '../../reference/cleanvision_scores.json' with { type: 'json' };
import { decoded } from '../photographs.ts';

describe('cleanvision’s scores and imagehash’s hash', () => {
  test.each(Object.entries(reference))('of %s', async (name, wanted) => {
    const { pixels } = await decoded(name);
    const scores = quality(pixels);
    expect(scores.dark).toBeCloseTo(wanted.dark, 9);
    expect(scores.bright).toBeCloseTo(wanted.bright, 9);
    expect(scores.blurry).toBeCloseTo(wanted.blurry, 9);
    expect(scores.lowInformation).toBeCloseTo(wanted.lowInformation, 9);
    expect(phash(pixels)).toBe(wanted.phash);
  });
});

test('percentiles of brightness are interpolated between pixels', () => {
  const pixels = { width: 3, height: 1, channels: 1 as const, data: Uint8Array.of(0, 51, 255) };
  const shares = [0, 0.25, 0.75];
  expect(brightnessPercentiles(pixels, shares).map((value) => value.toFixed(12))).toEqual([
    '0.000000000000',
    '0.100000000000',
    '0.600000000000',
  ]);
});

test('percentiles tell apart colours that a coarse histogram would take for one', () => {
  const data = Uint8Array.of(10, 10, 10, 10, 10, 11, 10, 10, 12);
  const [low, high] = brightnessPercentiles({ width: 3, height: 1, channels: 3, data }, [0, 1]);
  expect(low).toBeCloseTo(10 / 255, 12);
  expect(high).toBeCloseTo(Math.sqrt(0.932 * 100 + 0.068 * 144) / 255, 12);
});

test('entropy of one value in each channel is that of three equal shares', () => {
  expect(entropy({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) })).toBe(0);
  expect(entropy({ width: 1, height: 1, channels: 3, data: Uint8Array.of(7, 7, 7) })).toBeCloseTo(Math.log2(3), 12);
});

test('a single pixel and a flat picture have scores', () => {
  const pixel = { width: 1, height: 1, channels: 1 as const, data: Uint8Array.of(128) };
  expect(quality(pixel).dark).toBeCloseTo(128 / 255, 12);
  expect(phash(pixel)).toBe('8000000000000000');
});
