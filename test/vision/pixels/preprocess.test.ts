import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Preprocessing, Resample } from '../../../src/model/preprocessing.ts';
import { toGrey } from '../../../src/vision/pixels/grey.ts';
import type { Pixels } from '../../../src/vision/pixels/image.ts';
import { orient } from '../../../src/vision/pixels/orient.ts';
import { fixedShape, preprocess, tensorShape } from '../../../src/vision/pixels/preprocess.ts';
import { resample } from '../../../src/vision/pixels/resample.ts';
import reference from '../../reference/preprocess.json' with { type: 'json' };
import { asRgb, decoded } from '../photographs.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const PLAIN: Preprocessing = {
  orientation: 'ignore',
  colour: 'rgb',
  resize: { mode: 'none' },
  resample: 'bilinear',
  crop: null,
  rescale: 1,
  normalise: null,
  layout: 'nchw',
};

function tensor(pixels: Pixels, changes: Partial<Preprocessing>, orientation = 1): number[] {
  const preprocessing = { ...PLAIN, ...changes };
  const { channels, width, height } = tensorShape(preprocessing, pixels);
  const out = new Float32Array(channels * width * height);
  preprocess(pixels, orientation, preprocessing, out);
  return [...out];
}

const ramp = (width: number, height: number): Pixels => ({
  width,
  height,
  channels: 1,
  data: Uint8Array.from({ length: width * height }, (_, i) => i + 1),
});

describe('Pillow’s pixels, bit for bit', () => {
  test.each(Object.entries(reference.decoded))('%s decodes as Pillow decodes it', async (name, digest) => {
    expect(sha256(asRgb((await decoded(name)).pixels))).toBe(digest);
  });

  test.each(Object.entries(reference.upright))('%s is turned as Pillow turns it', async (name, digest) => {
    const { pixels, header } = await decoded(name);
    expect(header.orientation).toBe(6);
    expect(sha256(orient(pixels, header.orientation).data)).toBe(digest);
  });

  test.each(Object.entries(reference.grey))('%s becomes grey as in Pillow', async (name, digest) => {
    expect(sha256(toGrey((await decoded(name)).pixels).data)).toBe(digest);
  });

  test.each(reference.resized)('$picture by $kernel to $width × $height', async (wanted) => {
    const { pixels } = await decoded(wanted.picture);
    const resized = resample(pixels, wanted.width, wanted.height, wanted.kernel as Resample);
    expect(sha256(asRgb(resized))).toBe(wanted.sha256);
  });
});

describe('Hugging Face’s tensors', () => {
  test.each(reference.tensors)('$picture through $configuration', async (wanted) => {
    const { pixels } = await decoded(wanted.picture);
    const values = tensor(pixels, wanted.preprocessing as unknown as Partial<Preprocessing>);
    const { channels, height, width } = tensorShape(
      { ...PLAIN, ...(wanted.preprocessing as unknown as Partial<Preprocessing>) },
      pixels,
    );
    expect([channels, height, width]).toEqual(wanted.shape);
    const sampled = values.filter((_, i) => i % 997 === 0);
    expect(sampled).toHaveLength(wanted.values.length);
    sampled.forEach((value, i) => {
      expect(value).toBeCloseTo(wanted.values[i], 5);
    });
    expect(values.reduce((a, b) => a + b)).toBeCloseTo(wanted.sum, 0);
  });
});

describe('a window of a resize', () => {
  test.each(['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const)(
    'equals the same part of the whole with %s',
    async (kernel) => {
      const { pixels } = await decoded('tiny.png');
      const whole = resample(pixels, 57, 23, kernel);
      const window = { left: 5, top: 7, width: 31, height: 12 };
      const part = resample(pixels, 57, 23, kernel, window);
      for (let y = 0; y < window.height; y++) {
        const start = ((window.top + y) * 57 + window.left) * 3;
        const row = part.data.subarray(y * window.width * 3, (y + 1) * window.width * 3);
        expect([...row]).toEqual([...whole.data.subarray(start, start + window.width * 3)]);
      }
    },
  );
});

describe('orientation', () => {
  // A 3 × 2 picture 1 2 3 / 4 5 6, and what EXIF's eight orientations make of it.
  test.each([
    [1, 3, [1, 2, 3, 4, 5, 6]],
    [2, 3, [3, 2, 1, 6, 5, 4]],
    [3, 3, [6, 5, 4, 3, 2, 1]],
    [4, 3, [4, 5, 6, 1, 2, 3]],
    [5, 2, [1, 4, 2, 5, 3, 6]],
    [6, 2, [4, 1, 5, 2, 6, 3]],
    [7, 2, [6, 3, 5, 2, 4, 1]],
    [8, 2, [3, 6, 2, 5, 1, 4]],
    [9, 3, [1, 2, 3, 4, 5, 6]],
  ])('%i', (orientation, width, values) => {
    const turned = orient(ramp(3, 2), orientation);
    expect([turned.width, [...turned.data]]).toEqual([width, values]);
  });

  test('is applied only when the preprocessing applies it', () => {
    expect(tensor(ramp(2, 1), { colour: 'grey', orientation: 'apply' }, 3)).toEqual([2, 1]);
    expect(tensor(ramp(2, 1), { colour: 'grey', orientation: 'ignore' }, 3)).toEqual([1, 2]);
  });
});

describe('colour and layout', () => {
  const one: Pixels = { width: 2, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };

  test('channels lie in planes or side by side, red or blue first', () => {
    expect(tensor(one, {})).toEqual([1, 4, 2, 5, 3, 6]);
    expect(tensor(one, { colour: 'bgr' })).toEqual([3, 6, 2, 5, 1, 4]);
    expect(tensor(one, { layout: 'nhwc' })).toEqual([1, 2, 3, 4, 5, 6]);
    expect(tensor(one, { layout: 'nhwc', colour: 'bgr' })).toEqual([3, 2, 1, 6, 5, 4]);
  });

  test('a grey picture is spread over three channels', () => {
    expect(tensor(ramp(2, 1), {})).toEqual([1, 2, 1, 2, 1, 2]);
  });

  test('each channel has its own mean and std, on the rescaled values', () => {
    const normalise = { mean: [1, 2, 3], std: [1, 2, 4] };
    expect(tensor(one, { rescale: 2, normalise })).toEqual([1, 7, 1, 4, 0.75, 2.25]);
  });

  test('a mean that does not fit the channels is refused with the number that does', () => {
    expect(() => tensor(one, { normalise: { mean: [1, 2], std: [1] } })).toThrow(
      'Expected 3 values for `image_mean` but received 2.',
    );
  });
});

describe('geometry', () => {
  test('the shorter side is resized, the longer one follows and is cut at its limit', () => {
    const shape = (resize: Preprocessing['resize'], width: number, height: number) => {
      const { width: w, height: h } = tensorShape({ ...PLAIN, resize }, { width, height });
      return [w, h];
    };
    expect(shape({ mode: 'shortest', size: 256 }, 500, 375)).toEqual([341, 256]);
    expect(shape({ mode: 'shortest', size: 256 }, 375, 500)).toEqual([256, 341]);
    expect(shape({ mode: 'shortest', size: 800, longest: 1333 }, 2000, 1000)).toEqual([1333, 666]);
  });

  test('a letterbox keeps the aspect ratio, centres the picture and fills the rest', () => {
    const values = tensor(ramp(4, 2), {
      colour: 'grey',
      resample: 'nearest',
      resize: { mode: 'letterbox', width: 4, height: 5, fill: 114 },
    });
    expect(values).toEqual([...Array(4).fill(114), 1, 2, 3, 4, 5, 6, 7, 8, ...Array(8).fill(114)]);
  });

  test('a centre crop takes the middle, and pads what is too small with zeros', () => {
    expect(tensor(ramp(4, 3), { colour: 'grey', crop: { width: 2, height: 1 } })).toEqual([6, 7]);
    expect(tensor(ramp(2, 1), { colour: 'grey', crop: { width: 3, height: 2 } })).toEqual([0, 0, 0, 0, 1, 2]);
  });

  test('a crop of a letterbox sees its middle', () => {
    const resize = { mode: 'letterbox', width: 4, height: 4, fill: 9 } as const;
    const values = tensor(ramp(4, 2), { colour: 'grey', resample: 'nearest', resize, crop: { width: 2, height: 4 } });
    expect(values).toEqual([9, 9, 2, 3, 6, 7, 9, 9]);
  });

  test('a preprocessing knows whether every picture becomes one size', () => {
    expect(fixedShape({ ...PLAIN, resize: { mode: 'stretch', width: 3, height: 2 } })).toEqual({
      channels: 3,
      width: 3,
      height: 2,
    });
    expect(fixedShape({ ...PLAIN, resize: { mode: 'shortest', size: 9 } })).toBeNull();
  });
});
