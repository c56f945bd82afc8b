import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Picture } from '../../../src/score/restoration/picture.ts';
import { psnr } from '../../../src/score/restoration/psnr.ts';
import { ssim } from '../../../src/score/restoration/ssim.ts';

interface Case {
  name: string;
  width: number;
  height: number;
  channels: number;
  unit: number;
  first: number[];
  second: number[];
  dataRange: number;
  psnr: number | 'Infinity';
  gaussian: number | null;
  uniform: number | null;
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../../reference/restoration.json', import.meta.url), 'utf8'));

/** Whole values as bytes, others as numbers of single precision, which hold them exactly. */
function picturesOf({ first, second, unit, width, height, channels }: Case): [Picture, Picture] {
  const dataOf = (values: number[]) =>
    unit === 1 ? Uint8Array.from(values) : Float32Array.from(values, (value) => value / unit);
  const shape = { width, height, channels };
  return [
    { ...shape, data: dataOf(first) },
    { ...shape, data: dataOf(second) },
  ];
}

describe.each(cases)('$name: equal to scikit-image', (reference) => {
  const [first, second] = picturesOf(reference);
  const { dataRange } = reference;

  test('psnr', () => {
    const value = psnr(first, second, dataRange);
    if (reference.psnr === 'Infinity') expect(value).toBe(Number.POSITIVE_INFINITY);
    else expect(Math.abs(value - reference.psnr)).toBeLessThanOrEqual(1e-9);
  });

  test.each(['gaussian', 'uniform'] as const)('ssim, %s', (window) => {
    const expected = reference[window];
    const compute = () => ssim(first, second, { dataRange, window });
    if (expected === null) {
      const size = window === 'gaussian' ? 11 : 7;
      expect(compute).toThrow(`Expected a picture of at least ${size} × ${size} pixels but received`);
    } else {
      expect(Math.abs(compute() - expected)).toBeLessThanOrEqual(1e-9);
    }
  });
});

describe('similarity', () => {
  test('is Gaussian unless said otherwise', () => {
    const [first, second] = picturesOf(cases[0]);
    expect(ssim(first, second, { dataRange: 255 })).toBe(ssim(first, second, { dataRange: 255, window: 'gaussian' }));
  });

  test('is symmetric, and exactly 1 of a picture and itself', () => {
    for (const reference of cases.filter(({ gaussian }) => gaussian !== null)) {
      const [first, second] = picturesOf(reference);
      const { dataRange } = reference;
      expect(ssim(first, second, { dataRange })).toBeCloseTo(ssim(second, first, { dataRange }), 12);
      expect(ssim(first, first, { dataRange })).toBe(1);
    }
  });
});

describe('mistakes are said with the way out', () => {
  const picture: Picture = { width: 12, height: 12, channels: 1, data: new Uint8Array(144) };

  test('pictures of two sizes', () => {
    const wider: Picture = { width: 13, height: 12, channels: 1, data: new Uint8Array(156) };
    const message =
      'Expected a picture of 12 × 12 × 1 (width, height, channels) but received 13 × 12 × 1. Compare pictures of one size.';
    expect(() => psnr(picture, wider, 255)).toThrow(message);
    expect(() => ssim(picture, wider, { dataRange: 255 })).toThrow(message);
  });

  test('grey and colour', () => {
    const colour: Picture = { ...picture, channels: 3, data: new Uint8Array(432) };
    expect(() => psnr(picture, colour, 255)).toThrow('but received 12 × 12 × 3.');
  });

  test.each([0, -1, Number.NaN])('a data range of %d', (dataRange) => {
    expect(() => psnr(picture, picture, dataRange)).toThrow(
      `Expected a positive number for \`dataRange\` but received ${dataRange}.`,
    );
  });
});
