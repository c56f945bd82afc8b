import { expect, test } from 'vitest';
import { alternativesTo, type ImageStatistics } from '../../../src/gather/evaluation/alternatives.ts';
import type { Preprocessing } from '../../../src/model/preprocessing.ts';

const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
const declared: Preprocessing = {
  orientation: 'ignore',
  colour: 'rgb',
  resize: { mode: 'stretch', width: 224, height: 224 },
  resample: 'bilinear',
  crop: null,
  rescale: 1 / 255,
  normalise: imagenet,
  layout: 'nchw',
};
const statistics: ImageStatistics = { mean: [0.3, 0.4, 0.5], std: [0.2, 0.2, 0.2], otherAspect: true, otherSize: true };
const names = (own: Preprocessing, images = statistics) => alternativesTo(own, images).map(({ name }) => name);

test('the declared preprocessing is never its own alternative', () => {
  expect(names(declared)).not.toContain("ImageNet's mean and standard deviation");
  expect(names({ ...declared, rescale: 1, normalise: null })).not.toContain('values from 0 to 255, not normalised');
});

test('channels are swapped for colour, not for grey', () => {
  expect(names(declared)).toContain('BGR instead of RGB');
  expect(names({ ...declared, colour: 'bgr' })).toContain('RGB instead of BGR');
  expect(names({ ...declared, colour: 'grey' }).join()).not.toContain('BGR');
});

test('a grey model gets one mean, weighted as grey is', () => {
  const [own] = alternativesTo({ ...declared, colour: 'grey' }, statistics).filter(({ name }) =>
    name.includes('own mean'),
  );
  expect(own.changed.normalise?.mean).toHaveLength(1);
  expect(own.changed.normalise?.mean[0]).toBeCloseTo(0.299 * 0.3 + 0.587 * 0.4 + 0.114 * 0.5, 12);
});

test('resizing is probed only where it changes anything', () => {
  const same = names(declared, { ...statistics, otherAspect: false, otherSize: false });
  expect(same.join()).not.toMatch(/crop|letterbox|stretch|resampling/);
  expect(names(declared).join()).toMatch(/crop.*letterbox/);
});
