import { describe, expect, test } from 'vitest';
import { pixelFacts } from '../../../src/vision/pixels/facts.ts';
import type { Pixels } from '../../../src/vision/pixels/image.ts';
import { phash } from '../../../src/vision/pixels/phash.ts';
import { brightnessPercentiles, ENOUGH, entropy } from '../../../src/vision/pixels/quality.ts';
import { stepFor, survey } from '../../../src/vision/pixels/survey.ts';
import reference from '../../reference/cleanvision_scores.json' with { type: 'json' };
import { decoded } from '../photographs.ts';

/** cleanvision's thresholds; its `light` is `bright` here. */
const reported = { dark: 0.32, bright: 0.05, blurry: 0.29, lowInformation: 0.3 };
const names = Object.keys(reported) as (keyof typeof reported)[];

function grown({ width, height, channels, data }: Pixels, factor: number): Pixels {
  const out = new Uint8Array(data.length * factor * factor);
  for (let y = 0, to = 0; y < height * factor; y++) {
    for (let x = 0; x < width * factor; x++) {
      const from = (Math.floor(y / factor) * width + Math.floor(x / factor)) * channels;
      for (let c = 0; c < channels; c++) out[to++] = data[from + c];
    }
  }
  return { width: width * factor, height: height * factor, channels, data: out };
}

describe('cleanvision’s scores and imagehash’s hash', () => {
  test.each(Object.entries(reference))('of %s', async (name, wanted) => {
    const { pixels } = await decoded(name);
    const facts = pixelFacts(pixels);
    for (const score of names) {
      expect(Math.abs(facts[score] - wanted[score]), score).toBeLessThan(0.01);
      expect(facts[score] < reported[score], score).toBe(wanted[score] < reported[score]);
    }
    expect(facts.phash).toBe(wanted.phash);
  });

  test('of a large picture come from a part of it, unless a score is close to its threshold', async () => {
    const pixels = grown((await decoded('coffee.jpg')).pixels, 4);
    expect(stepFor(pixels, ENOUGH)).toBeGreaterThan(1);
    const all = survey(pixels);
    const part = survey(pixels, stepFor(pixels, ENOUGH));
    expect(part.count).toBeGreaterThanOrEqual(ENOUGH);
    expect(part.count).toBeLessThan(all.count / 8);
    expect(Math.abs(entropy(part) - entropy(all))).toBeLessThan(0.05);
    const facts = pixelFacts(pixels);
    for (const score of ['dark', 'bright', 'lowInformation'] as const) {
      expect(Math.abs(facts[score] - reference['coffee.jpg'][score])).toBeLessThan(0.01);
    }
  });

  test('a large picture is colourless only if all of its pixels are', () => {
    const grey: Pixels = { width: 1000, height: 1000, channels: 3, data: new Uint8Array(3_000_000).fill(90) };
    expect(pixelFacts(grey).grey).toBe(true);
    grey.data[3 * 1_001] = 91;
    expect(pixelFacts(grey).grey).toBe(false);
  });
});

test('a step over the pixels falls on every column', () => {
  for (const width of [500, 640, 1024, 2685]) {
    const step = stepFor({ width, height: 2000, channels: 1, data: new Uint8Array() }, 2 ** 16);
    const columns = new Set(Array.from({ length: width }, (_, i) => (i * step) % width));
    expect(columns.size).toBe(width);
  }
});

test('percentiles of brightness are interpolated between pixels', () => {
  const pixels = { width: 3, height: 1, channels: 1 as const, data: Uint8Array.of(0, 51, 255) };
  const shares = [0, 0.25, 0.75];
  expect(brightnessPercentiles(survey(pixels), shares).map((value) => value.toFixed(12))).toEqual([
    '0.000000000000',
    '0.100000000000',
    '0.600000000000',
  ]);
});

test('percentiles of colours are known to the width of a bin', () => {
  const data = Uint8Array.of(10, 10, 10, 10, 10, 11, 10, 10, 12);
  const [low, high] = brightnessPercentiles(survey({ width: 3, height: 1, channels: 3, data }), [0, 1]);
  expect(low).toBeCloseTo(10 / 255, 3);
  expect(high).toBeCloseTo(Math.sqrt(0.932 * 100 + 0.068 * 144) / 255, 3);
  const white = survey({ width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 255, 255) });
  expect(brightnessPercentiles(white, [0.5])[0]).toBeCloseTo(1, 4);
});

test('entropy of one value in each channel is that of three equal shares', () => {
  expect(entropy(survey({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) }))).toBe(0);
  const colour = survey({ width: 1, height: 1, channels: 3, data: Uint8Array.of(7, 7, 7) });
  expect(entropy(colour)).toBeCloseTo(Math.log2(3), 12);
});

test('a single pixel and a flat picture have scores', () => {
  const pixel = { width: 1, height: 1, channels: 1 as const, data: Uint8Array.of(128) };
  expect(pixelFacts(pixel).dark).toBeCloseTo(128 / 255, 12);
  expect(phash(pixel)).toBe('8000000000000000');
});
