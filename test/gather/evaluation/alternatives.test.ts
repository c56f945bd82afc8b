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
const statistics: ImageStatistics = {
  pixels: { mean: [0.3, 0.4, 0.5], std: [0.2, 0.2, 0.2] },
  coloured: true,
  turned: true,
  resized: true,
  shrunk: true,
  cut: true,
  otherAspect: true,
};
const alike: ImageStatistics = {
  pixels: null,
  coloured: false,
  turned: false,
  resized: false,
  shrunk: false,
  cut: false,
  otherAspect: false,
};
const names = (own: Preprocessing, images = statistics) => alternativesTo(own, images).map(({ name }) => name);
const changeOf = (own: Preprocessing, pattern: RegExp, images = statistics) =>
  alternativesTo(own, images).find(({ name }) => pattern.test(name))?.changed;

test('the declared preprocessing is never its own alternative, and no two are the same', () => {
  for (const own of [
    declared,
    { ...declared, rescale: 1, normalise: null },
    { ...declared, colour: 'grey' as const },
  ]) {
    const made = alternativesTo(own, statistics).map(({ changed }) => ({ ...own, ...changed }));
    const texts = made.map((one) =>
      JSON.stringify(
        Object.entries(one)
          .filter(([, value]) => value !== undefined)
          .sort(),
      ),
    );
    expect(texts).not.toContain(JSON.stringify(Object.entries(own).sort()));
    expect(new Set(texts).size).toBe(texts.length);
  }
});

test('a lost rescale is undone with the declared normalisation', () => {
  expect(changeOf({ ...declared, rescale: 1 }, /0 to 1 before the declared/)).toEqual({ rescale: 1 / 255 });
  expect(names(declared)).not.toContain('values from 0 to 1 before the declared normalisation');
});

test('mean and standard deviation change places, and their channels do', () => {
  expect(changeOf(declared, /other’s place/)).toEqual({ normalise: { mean: imagenet.std, std: imagenet.mean } });
  expect(changeOf(declared, /reverse order/)?.normalise?.mean).toEqual([0.406, 0.456, 0.485]);
  expect(names({ ...declared, normalise: { mean: [0, 0, 0], std: [1, 1, 1] } }).join()).not.toMatch(
    /each other’s place.*ImageNet/,
  );
});

test('channels are swapped for colour, not for grey', () => {
  expect(names(declared)).toContain('BGR instead of RGB');
  expect(names({ ...declared, colour: 'bgr' })).toContain('RGB instead of BGR');
  expect(names({ ...declared, colour: 'grey' }).join()).not.toMatch(/BGR|NHWC/);
  expect(names(declared, alike).join()).not.toContain('BGR');
});

test('the usual statistics are given in the order of the channels, to grey models as one weighted value', () => {
  expect(changeOf({ ...declared, colour: 'bgr', normalise: null }, /ImageNet/)?.normalise?.mean).toEqual([
    0.406, 0.456, 0.485,
  ]);
  const [mean] = changeOf({ ...declared, colour: 'grey' }, /ImageNet/)?.normalise?.mean ?? [];
  expect(mean).toBeCloseTo(0.299 * 0.485 + 0.587 * 0.456 + 0.114 * 0.406, 12);
});

test('the other layout is tried as a reshape', () => {
  expect(changeOf(declared, /NHWC, reshaped to NCHW/)).toEqual({ layout: 'nhwc' });
  expect(changeOf({ ...declared, layout: 'nhwc' }, /NCHW, reshaped to NHWC/)).toEqual({ layout: 'nchw' });
});

test('resizing is probed only where it changes anything', () => {
  expect(names(declared, alike).join()).not.toMatch(/crop|letterbox|stretch|resampling|EXIF|antialias/);
  expect(names(declared).join()).toMatch(/antialias.*EXIF orientation applied.*letterbox.*crop/);
  expect(changeOf({ ...declared, antialias: false }, /^antialiasing$/)).toEqual({ antialias: undefined });
});

test('a crop is undone by a stretch', () => {
  const cropped = { ...declared, resize: { mode: 'shortest', size: 256 }, crop: { width: 224, height: 224 } } as const;
  const images = { ...alike, resized: true, cut: true };
  expect(changeOf(cropped, /stretch/, images)).toEqual({
    resize: { mode: 'stretch', width: 224, height: 224 },
    crop: null,
  });
});
