import { expect, test } from 'vitest';
import type { RestorationResults } from '../../../src/model/facts.ts';
import { restoration } from '../../../src/score/restoration/task.ts';

const base: RestorationResults = {
  task: 'restoration',
  psnr: Float64Array.of(30, 24, 40),
  ssim: Float64Array.of(0.9, 0.5, 0.8),
};
const head: RestorationResults = { ...base, psnr: Float64Array.of(28, 24, 44) };

test('there are no classes to compare', () => {
  expect(restoration.classScore).toBeNull();
  expect(restoration.classes(base)).toEqual([]);
  expect(restoration.compareClass(0, base, head)).toBeNull();
  expect(restoration.confusion(base)).toBeNull();
});

test('groups of images are compared by the declared score', () => {
  const compared = restoration.compareImages(restoration.groupScore('psnr'), [0, 1], base, head);
  expect(compared).toMatchObject({ score: 'psnr', n: 2, base: 27, head: 26 });
  if (compared === null || !('units' in compared)) throw new Error('expected units to resample');
  expect(compared.units.effect(compared.units.counts)).toBe(1);
  expect(restoration.compareImages('psnr', [], base, head)).toBeNull();
});

test.each(restoration.names)('%s is computed and resampled under its name', (name) => {
  const units = restoration.single(name, base);
  expect(units.score(units.counts)).toBeCloseTo(restoration.compute(name, base), 12);
  expect([...restoration.paired(name, base, base).discordant]).not.toContain(1);
  expect(restoration.direction(name)).toBe('higher');
});
