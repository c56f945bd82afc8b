import { describe, expect, test } from 'vitest';
import {
  computeRestorationScore,
  isRestorationScore,
  restorationDirection,
  restorationPairedUnits,
  restorationScoredUnits,
  restorationScoreNames,
  selectImages,
} from '../../../src/score/restoration/scores.ts';

const base = { psnr: Float64Array.of(30, 20, 40, Number.POSITIVE_INFINITY), ssim: Float64Array.of(0.9, 0.5, 0.8, 1) };
const head = { psnr: Float64Array.of(29, 20, 41, 55), ssim: Float64Array.of(0.8, 0.5, 0.9, 0.9) };

test('scores are means over images; equal pictures count as 100 dB', () => {
  expect(computeRestorationScore('psnr', base)).toBe((30 + 20 + 40 + 100) / 4);
  expect(computeRestorationScore('ssim', base)).toBeCloseTo(0.8, 15);
  const above = { psnr: Float64Array.of(130), ssim: Float64Array.of(1) };
  expect(computeRestorationScore('psnr', above)).toBe(100);
});

test('the effect is how much worse head is, also of drawn, exchanged and clustered images', () => {
  const units = restorationPairedUnits('psnr', base, head);
  expect([...units.discordant]).toEqual([1, 0, 1, 1]);
  expect(units.effect(units.counts)).toBe((1 + 0 - 1 + 45) / 4);
  expect(units.effect(units.counts, Int32Array.of(1, 0, 0, 1))).toBe((-1 + 0 - 1 - 45) / 4);
  expect(units.effect(Int32Array.of(0, 2, 1, 1))).toBe((-1 + 45) / 4);
  const clustered = restorationPairedUnits('psnr', base, head, Int32Array.of(7, 7, 7, 3));
  expect(clustered.effect(Int32Array.of(2, 0))).toBe(0);
  expect(restorationScoredUnits('psnr', base).score(Int32Array.of(3, 1, 0, 0))).toBe((90 + 20) / 4);
});

test('images are selected in the order given, and whatever else the columns hold is kept', () => {
  expect(selectImages({ task: 'restoration', ...base }, [3, 0, 0])).toEqual({
    task: 'restoration',
    psnr: Float64Array.of(Number.POSITIVE_INFINITY, 30, 30),
    ssim: Float64Array.of(1, 0.9, 0.9),
  });
});

describe('edges', () => {
  test.each(restorationScoreNames)('%s of no images is undefined, and higher is better', (name) => {
    const nothing = { psnr: new Float64Array(0), ssim: new Float64Array(0) };
    expect(computeRestorationScore(name, nothing)).toBeNaN();
    expect(restorationDirection(name)).toBe('higher');
    expect(isRestorationScore(name)).toBe(true);
  });

  test('no other name is a score', () => {
    expect(restorationScoreNames).toEqual(['psnr', 'ssim']);
    expect(['lpips', 'toString'].filter(isRestorationScore)).toEqual([]);
  });

  test('mistakes are said with the way out', () => {
    expect(() => computeRestorationScore('psnr', { ...base, ssim: Float64Array.of(1) })).toThrow(
      'Expected 4 values for `ssim` but received 1. Pass one value of each per image.',
    );
    expect(() => restorationPairedUnits('ssim', base, selectImages(head, [0, 1]))).toThrow(
      'Expected 4 images in `head` but received 2. Compare both models on one set of images.',
    );
  });
});
