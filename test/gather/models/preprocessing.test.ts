import { describe, expect, test } from 'vitest';
import type { Declaration } from '../../../src/gather/models/declaration.ts';
import { type ImageInput, imageInputOf, inputSizes } from '../../../src/gather/models/image-input.ts';
import { resolvePreprocessing } from '../../../src/gather/models/preprocessing.ts';
import { Fault } from '../../../src/model/fault.ts';

const input: ImageInput = { layout: 'nchw', channels: 3, height: 224, width: 224, takesBytes: false };

function declare(values: Record<string, unknown>): Declaration {
  const lines = Object.keys(values);
  return { values, at: { path: 'p.json' }, atKey: (key) => ({ path: 'p.json', line: lines.indexOf(key) + 2 }) };
}

const resolve = (values: Record<string, unknown>, to = input) =>
  resolvePreprocessing(declare(values), to).preprocessing;

function faultOf(values: Record<string, unknown>): Fault {
  try {
    resolve(values);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('Expected a fault but the preprocessing was resolved.');
}

const undeclared = {
  orientation: 'ignore',
  colour: 'rgb',
  resize: { mode: 'stretch', width: 224, height: 224 },
  resample: 'bilinear',
  crop: null,
  rescale: 1 / 255,
  normalise: null,
  layout: 'nchw',
};

describe('without a declaration', () => {
  test('images are stretched to the input, scaled to 0–1 and not normalised', () => {
    expect(resolvePreprocessing(null, input)).toEqual({ preprocessing: undeclared, notes: [] });
  });

  test('the input decides size, colour, layout and scale', () => {
    const bytes = imageInputOf([{ name: 'x', type: 'uint8', shape: ['n', 32, 48, 1] }]);
    expect(resolvePreprocessing(null, bytes).preprocessing).toEqual({
      ...undeclared,
      colour: 'grey',
      resize: { mode: 'stretch', width: 48, height: 32 },
      rescale: 1,
      layout: 'nhwc',
    });
    const free = imageInputOf([{ name: 'x', type: 'float', shape: ['n', 3, 'h', 'w'] }]);
    expect(resolvePreprocessing(null, free).preprocessing.resize).toEqual({ mode: 'none' });
  });

  test('the dataset decides about EXIF', () => {
    expect(resolvePreprocessing(null, input, 'apply').preprocessing.orientation).toBe('apply');
  });
});

describe("Hugging Face's files", () => {
  test('of ViT: a square stretch, Pillow’s bilinear, half and half', () => {
    const vit = {
      do_normalize: true,
      do_resize: true,
      image_mean: [0.5, 0.5, 0.5],
      image_std: [0.5, 0.5, 0.5],
      resample: 2,
      size: 224,
      feature_extractor_type: 'ViTFeatureExtractor',
    };
    expect(resolve(vit)).toEqual({ ...undeclared, normalise: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } });
  });

  test('of CLIP: the shorter side, bicubic, then the centre', () => {
    const clip = {
      crop_size: { height: 224, width: 224 },
      do_center_crop: true,
      do_convert_rgb: true,
      do_rescale: true,
      rescale_factor: 0.00392156862745098,
      image_mean: [0.48, 0.45, 0.4],
      image_std: [0.26, 0.26, 0.27],
      image_processor_type: 'CLIPImageProcessor',
      resample: 3,
      size: { shortest_edge: 224 },
    };
    expect(resolve(clip)).toMatchObject({
      resize: { mode: 'shortest', size: 224 },
      crop: { height: 224, width: 224 },
      resample: 'bicubic',
      rescale: 0.00392156862745098,
    });
    expect(resolve({ ...clip, size: 224, crop_size: 200, do_center_crop: null })).toMatchObject({
      resize: { mode: 'shortest', size: 224 },
      crop: { height: 200, width: 200 },
    });
  });

  test('of ResNet by ConvNeXT: the share of the crop', () => {
    const resnet = { crop_pct: 0.875, size: 224, feature_extractor_type: 'ConvNextFeatureExtractor' };
    expect(resolve(resnet)).toMatchObject({
      resize: { mode: 'shortest', size: 256 },
      crop: { height: 224, width: 224 },
    });
    expect(resolve({ ...resnet, size: { shortest_edge: 384 } })).toMatchObject({
      resize: { mode: 'stretch', width: 384, height: 384 },
      crop: null,
    });
  });

  test('of DETR: the shorter side with a limit to the longer', () => {
    expect(resolve({ size: { shortest_edge: 800, longest_edge: 1333 } }).resize).toEqual({
      mode: 'shortest',
      size: 800,
      longest: 1333,
    });
  });

  test('of MobileViT: channels the other way round', () => {
    expect(resolve({ do_flip_channel_order: true, do_normalize: false }).colour).toBe('bgr');
  });

  test('switch steps off', () => {
    const off = {
      do_resize: false,
      size: 64,
      do_center_crop: false,
      crop_size: 32,
      do_rescale: false,
      do_normalize: false,
      image_mean: 0.5,
    };
    expect(resolve(off)).toEqual({ ...undeclared, resize: { mode: 'none' }, rescale: 1 });
  });
});

describe('our own keys', () => {
  test('say colour, layout, letterbox and orientation', () => {
    expect(
      resolve({ channel_order: 'BGR', layout: 'NHWC', letterbox: true, size: [320, 640], orientation: 'apply' }),
    ).toEqual({
      ...undeclared,
      orientation: 'apply',
      colour: 'bgr',
      resize: { mode: 'letterbox', height: 320, width: 640, fill: 114 },
      layout: 'nhwc',
    });
    expect(resolve({ pad: 7 }).resize).toEqual({ mode: 'letterbox', height: 224, width: 224, fill: 7 });
    expect(resolve({ channel_order: 'grey', image_mean: 0.28, image_std: [0.35] })).toMatchObject({
      colour: 'grey',
      normalise: { mean: [0.28], std: [0.35] },
    });
  });

  test('size before a crop is the shorter side, as in torchvision', () => {
    expect(resolve({ size: 256, crop_size: 224 }).resize).toEqual({ mode: 'shortest', size: 256 });
    expect(resolve({ resample: 'Lanczos' }).resample).toBe('lanczos');
    expect(resolve({ resample: 3, antialias: false })).toMatchObject({ resample: 'bicubic', antialias: false });
    expect(resolve({ resample: 0, antialias: false })).not.toHaveProperty('antialias');
    expect(resolve({ resample: 2, antialias: true })).not.toHaveProperty('antialias');
    expect(resolve({ image_mean: 0.5, image_std: 0.25 }).normalise).toEqual({
      mean: [0.5, 0.5, 0.5],
      std: [0.25, 0.25, 0.25],
    });
  });

  test('that are misspelt are noted with the nearest', () => {
    const { notes } = resolvePreprocessing(declare({ image_maen: [0.5], do_pad: false, processor_class: 'X' }), input);
    expect(notes).toEqual([
      '`image_maen` in line 2 of p.json is not understood and changes nothing here. Did you mean `image_mean`?',
    ]);
  });
});

describe('contradictions and wrong values are faults at their key', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['image_mean', { do_normalize: true }, 'received nothing, to normalise with'],
    ['image_std', { image_mean: [0.5, 0.5, 0.5] }, 'received nothing'],
    ['image_std', { image_mean: [1, 1, 1], image_std: [0, 1, 1] }, 'Expected numbers above 0'],
    ['image_mean', { image_mean: [0.5, 0.5], image_std: 1 }, 'Expected 1 or 3 numbers'],
    ['image_mean', { channel_order: 'grey', image_mean: [1, 1, 1], image_std: 1 }, 'Expected one number'],
    ['image_mean', { image_mean: 'half', image_std: 1 }, 'received `"half"`'],
    ['channel_order', { channel_order: 'grey', do_convert_rgb: true }, 'because `do_convert_rgb` is true'],
    ['channel_order', { channel_order: 'rgb', do_flip_channel_order: true }, 'because `do_flip_channel_order` is true'],
    ['channel_order', { channel_order: 'grb' }, 'Expected one of rgb, bgr'],
    ['do_resize', { do_resize: false, letterbox: 0 }, 'because `letterbox` resizes'],
    ['crop_size', { do_center_crop: true }, 'because `do_center_crop` is true'],
    ['size', { size: { height: 1, width: 1, shortest_edge: 1 } }, 'as they contradict each other'],
    ['size', { size: { shortest_edge: 9, longest_edge: 3 } }, 'Expected pixels'],
    ['size', { size: 0 }, 'Expected pixels'],
    ['size', { size: 1e9 }, 'Expected pixels'],
    ['resample', { resample: 9 }, 'Expected 0 to 5'],
    ['antialias', { resample: 1, antialias: false }, 'because lanczos always antialiases'],
    ['rescale_factor', { rescale_factor: '1/255' }, 'Expected a number above 0'],
    ['letterbox', { letterbox: 300 }, 'Expected a number of at least 0 and of at most 255'],
    ['do_rescale', { do_rescale: 'yes' }, 'Expected true or false'],
    ['layout', { layout: 'hwc' }, 'Expected one of nchw'],
  ])('%s in %j', (key, values, message) => {
    const fault = faultOf(values);
    expect(fault.kind).toBe('broken');
    expect(fault.at).toEqual({ path: 'p.json', line: Object.keys(values).indexOf(key) + 2 });
    expect(fault.message).toContain(`\`${key}\``);
    expect(fault.message).toContain(message);
  });
});

describe('sizes of the input', () => {
  const preprocessing = resolvePreprocessing(null, input).preprocessing;

  test('are the fixed ones, else those after preprocessing', () => {
    const free = [{ name: 'x', type: 'float', shape: ['n', 3, 'h', 'w'] }];
    expect(inputSizes(free, preprocessing)).toEqual({ sizes: new Map([['x', [1, 3, 224, 224]]]), batch: 1 });
    expect(
      inputSizes(free, { ...preprocessing, crop: { height: 96, width: 64 }, layout: 'nhwc' }).sizes.get('x'),
    ).toEqual([1, 3, 64, 3]);
    const fixed = [{ name: 'x', type: 'float', shape: [8, 3, 32, 32] }];
    expect(inputSizes(fixed, preprocessing)).toEqual({ sizes: new Map([['x', [8, 3, 32, 32]]]), batch: 8 });
  });

  test('are unknown where neither says them', () => {
    const free = [{ name: 'x', type: 'float', shape: ['n', 3, 'h', 'w'] }];
    expect(inputSizes(free, { ...preprocessing, resize: { mode: 'none' } }).sizes.size).toBe(0);
  });
});
