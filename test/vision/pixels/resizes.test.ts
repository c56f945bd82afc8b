import { describe, expect, test } from 'vitest';
import type { Resample } from '../../../src/model/preprocessing.ts';
import { resample } from '../../../src/vision/pixels/resample.ts';
import reference from '../../reference/resizes.json' with { type: 'json' };
import { asRgb, decoded } from '../photographs.ts';

const groups = Map.groupBy(
  reference,
  ({ library, kernel, antialias }) => `${library}, ${kernel}${antialias ? '' : ', without antialiasing'}`,
);

/** Differences in grey levels of the sampled values. */
async function differences(wanted: (typeof reference)[number]): Promise<number[]> {
  const { picture, width, height, kernel, antialias, step } = wanted;
  const { pixels } = await decoded(picture);
  const window = { left: 0, top: 0, width, height };
  const own = asRgb(resample(pixels, width, height, kernel as Resample, window, antialias));
  const values = Buffer.from(wanted.values, 'base64');
  expect(values.length).toBe(Math.ceil(own.length / step));
  return [...values].map((value, index) => Math.abs(value - own[index * step]));
}

/** Levels that a value may differ by, and the share of values that may differ by more: of both roundings of two passes at a sharp edge. */
function allowed(group: string): { levels: number; beyond: number } {
  if (group.startsWith('Pillow')) return { levels: 0, beyond: 0 };
  // PyTorch finds the nearest pixel in single precision, and another one where two are equally near.
  if (group === 'torchvision, nearest') return { levels: 0, beyond: 0.01 };
  return { levels: 1, beyond: group.includes('bicubic') ? 0.0005 : 0 };
}

describe('resizes agree to one grey level', () => {
  test.each([...groups])('%s', async (group, cases) => {
    const all: number[] = [];
    for (const wanted of cases) all.push(...(await differences(wanted)));
    const { levels, beyond } = allowed(group);
    expect(all.length).toBeGreaterThan(12_000);
    expect(all.filter((difference) => difference > levels).length / all.length).toBeLessThanOrEqual(beyond);
  });

  test('whether a picture is antialiased is seen', async () => {
    const bilinear = reference.filter(({ library, kernel }) => library === 'torchvision' && kernel === 'bilinear');
    const plain = bilinear.find(({ antialias }) => !antialias) as (typeof reference)[number];
    expect(Math.max(...(await differences({ ...plain, antialias: true })))).toBeGreaterThan(10);
  });
});

describe('a window of a resize without antialiasing', () => {
  test.each(['bilinear', 'bicubic'] as const)('equals the same part of the whole with %s', async (kernel) => {
    const { pixels } = await decoded('coffee.jpg');
    const whole = asRgb(resample(pixels, 70, 50, kernel, { left: 0, top: 0, width: 70, height: 50 }, false));
    const part = asRgb(resample(pixels, 70, 50, kernel, { left: 60, top: 3, width: 10, height: 40 }, false));
    for (let y = 0; y < 40; y++) {
      const start = ((3 + y) * 70 + 60) * 3;
      expect([...part.subarray(y * 30, y * 30 + 30)]).toEqual([...whole.subarray(start, start + 30)]);
    }
  });
});
