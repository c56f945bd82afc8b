import type { Preprocessing, Resample } from '../../model/preprocessing.ts';
import { didYouMean } from '../formats/classes/nearest-name.ts';
import type { Declaration } from './declaration.ts';
import type { ImageInput } from './image-input.ts';
import { booleanOf, fault, numberOf, sizeOf, valuesPerChannel, wordOf } from './preprocessing-values.ts';

/** Pillow's numbers of its kernels. */
const kernels: Resample[] = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'];

/** Keys that change pixels and are understood: Hugging Face's, then ours. */
const understood = [
  'do_resize',
  'size',
  'resample',
  'antialias',
  'crop_pct',
  'do_center_crop',
  'crop_size',
  'do_rescale',
  'rescale_factor',
  'do_normalize',
  'image_mean',
  'image_std',
  'do_convert_rgb',
  'do_flip_channel_order',
  'channel_order',
  'layout',
  'data_format',
  'letterbox',
  'pad',
  'orientation',
];
/** Hugging Face's keys that do not change the pixels of a single image. */
const harmless = new Set(
  (
    'image_processor_type feature_extractor_type processor_class model_input_names return_tensors input_data_format ' +
    'default_to_square num_channels device disable_grouping auto_map do_reduce_labels torch_dtype use_fast ' +
    '_valid_processor_keys _processor_class transformers_version'
  ).split(' '),
);
/** Processors whose whole-number `size` means the shorter side (`default_to_square=False` in transformers). */
const shortestSide =
  /^(Chinese)?CLIP|^LeViT|^Levit|^MobileNetV[12]|^MobileViT|^PoolFormer|^Bit(Image|Feature)|^ConvNext/;

/**
 * What happens to an image before the model, from Hugging Face's `preprocessor_config.json` keys and our own
 * (`channel_order`, `layout`, `letterbox` or `pad`, `orientation`, `antialias`).
 *
 * Where nothing is declared: a stretch to the model's input size (none where that is free), bilinear, values multiplied by
 * 1/255 (not where the model takes bytes), no normalisation, grey for one channel and else RGB, the input's layout.
 *
 * @param orientation what the dataset says of EXIF; the default when the declaration is silent
 * @returns the preprocessing, and sentences about keys that are not understood
 * @throws Fault `broken` at the key, for a wrong value and for keys that contradict each other
 */
export function resolvePreprocessing(
  declared: Declaration | null,
  input: ImageInput,
  orientation: Preprocessing['orientation'] = 'ignore',
): { preprocessing: Preprocessing; notes: string[] } {
  const declaration = declared ?? { values: {}, at: { path: '' }, atKey: () => ({ path: '' }) };
  const colour = colourOf(declaration, input);
  const { resize, crop } = geometryOf(declaration, input);
  return {
    preprocessing: {
      orientation: wordOf(declaration, 'orientation', { apply: 'apply', ignore: 'ignore' }) ?? orientation,
      colour,
      resize,
      ...resampleOf(declaration),
      crop,
      rescale: rescaleOf(declaration, input),
      normalise: normaliseOf(declaration, colour),
      layout: layoutOf(declaration) ?? input.layout,
    },
    notes: notesOf(declaration),
  };
}

/** The declared layout. */
export function layoutOf(declaration: Declaration): Preprocessing['layout'] | undefined {
  const names = {
    nchw: 'nchw',
    nhwc: 'nhwc',
    channels_first: 'nchw',
    channels_last: 'nhwc',
    first: 'nchw',
    last: 'nhwc',
  } as const;
  return wordOf(declaration, 'layout', names) ?? wordOf(declaration, 'data_format', names);
}

function colourOf(declaration: Declaration, input: ImageInput): Preprocessing['colour'] {
  const names = { rgb: 'rgb', bgr: 'bgr', grey: 'grey', gray: 'grey', greyscale: 'grey', grayscale: 'grey' } as const;
  const order = wordOf(declaration, 'channel_order', names);
  const isFlipped = booleanOf(declaration, 'do_flip_channel_order');
  if (order === 'grey' && booleanOf(declaration, 'do_convert_rgb')) {
    throw fault(declaration, 'channel_order', 'rgb or bgr', 'because `do_convert_rgb` is true');
  }
  if (isFlipped && order !== undefined && order !== 'bgr') {
    throw fault(declaration, 'channel_order', 'bgr', 'because `do_flip_channel_order` is true');
  }
  if (order !== undefined) return order;
  if (isFlipped) return 'bgr';
  return input.channels === 1 ? 'grey' : 'rgb';
}

function resampleOf(declaration: Declaration): Pick<Preprocessing, 'resample' | 'antialias'> {
  const resample = kernelOf(declaration);
  if (booleanOf(declaration, 'antialias') !== false || resample === 'nearest') return { resample };
  if (resample === 'bilinear' || resample === 'bicubic') return { resample, antialias: false };
  throw fault(declaration, 'antialias', 'true', `because ${resample} always antialiases`);
}

function kernelOf(declaration: Declaration): Resample {
  const value = declaration.values.resample;
  if (value === undefined || value === null) return 'bilinear';
  const found =
    typeof value === 'number' ? kernels[value] : kernels.find((name) => name === String(value).toLowerCase());
  if (found !== undefined) return found;
  throw fault(declaration, 'resample', `0 to 5 or one of ${kernels.join(', ')}`);
}

function rescaleOf(declaration: Declaration, input: ImageInput): number {
  const wanted = booleanOf(declaration, 'do_rescale');
  const factor = numberOf(declaration, 'rescale_factor', { above: 0 });
  if (wanted === false) return 1;
  return factor ?? (input.takesBytes && wanted === undefined ? 1 : 1 / 255);
}

function normaliseOf(declaration: Declaration, colour: Preprocessing['colour']): Preprocessing['normalise'] {
  const channels = colour === 'grey' ? 1 : 3;
  const wanted = booleanOf(declaration, 'do_normalize');
  if (wanted === false) return null;
  const isGrey = declaration.values.channel_order !== undefined && colour === 'grey';
  const mean = valuesPerChannel(declaration, 'image_mean', channels, isGrey);
  const std = valuesPerChannel(declaration, 'image_std', channels, isGrey);
  if (mean === undefined && std === undefined && wanted !== true) return null;
  if (mean === undefined) throw fault(declaration, 'image_mean', 'a number for each channel', 'to normalise with');
  if (std === undefined) throw fault(declaration, 'image_std', 'a number for each channel', 'to normalise with');
  if (mean.length !== std.length) {
    throw fault(declaration, 'image_std', `${mean.length} numbers`, 'as many as `image_mean` has');
  }
  if (std.some((value) => value <= 0)) throw fault(declaration, 'image_std', 'numbers above 0');
  return { mean, std };
}

function geometryOf(declaration: Declaration, input: ImageInput): Pick<Preprocessing, 'resize' | 'crop'> {
  const crop = cropOf(declaration);
  const fill = fillOf(declaration);
  const wanted = booleanOf(declaration, 'do_resize');
  if (wanted === false) {
    if (fill !== null) throw fault(declaration, 'do_resize', 'true', 'because `letterbox` resizes');
    return { resize: { mode: 'none' }, crop };
  }

  const size = sizeOf(declaration, 'size');
  const model = input.height !== null && input.width !== null ? { height: input.height, width: input.width } : null;
  if (fill !== null) {
    const box = size === undefined ? model : size.kind === 'side' ? { height: size.side, width: size.side } : size;
    if (box === null || !('height' in box))
      throw fault(declaration, 'size', 'a height and a width', 'to letterbox into');
    return { resize: { mode: 'letterbox', height: box.height, width: box.width, fill }, crop };
  }
  if (size === undefined) {
    if (wanted === true && model === null) throw fault(declaration, 'size', 'a size', "as the model's input has none");
    if (model === null || crop !== null) return { resize: { mode: 'none' }, crop };
    return { resize: { mode: 'stretch', ...model }, crop };
  }
  if (size.kind === 'box') return { resize: { mode: 'stretch', height: size.height, width: size.width }, crop };
  if (size.kind === 'shortest') {
    const { shortest, longest } = size;
    return (
      cropped(declaration, shortest, crop) ?? {
        resize: { mode: 'shortest', size: shortest, ...(longest && { longest }) },
        crop,
      }
    );
  }
  return wholeNumber(declaration, size.side, crop);
}

/** A whole-number `size` is the shorter side where the processor says so, or, where none is named, before a crop (torchvision's `Resize(256)`). */
function wholeNumber(
  declaration: Declaration,
  side: number,
  crop: Preprocessing['crop'],
): Pick<Preprocessing, 'resize' | 'crop'> {
  const { image_processor_type: processor, feature_extractor_type: extractor } = declaration.values;
  const named = processor ?? extractor;
  const isShortest = typeof named === 'string' ? shortestSide.test(named) : crop !== null;
  return (
    cropped(declaration, side, crop) ?? {
      resize: isShortest ? { mode: 'shortest', size: side } : { mode: 'stretch', height: side, width: side },
      crop,
    }
  );
}

/** `crop_pct` (ConvNeXT, PoolFormer, timm): below 384 pixels, resize the shorter side to size / crop_pct and crop to size; else stretch. */
function cropped(
  declaration: Declaration,
  side: number,
  crop: Preprocessing['crop'],
): Pick<Preprocessing, 'resize' | 'crop'> | null {
  const share = numberOf(declaration, 'crop_pct', { above: 0, most: 1 });
  if (share === undefined || crop !== null) return null;
  if (side >= 384) return { resize: { mode: 'stretch', height: side, width: side }, crop: null };
  return { resize: { mode: 'shortest', size: Math.floor(side / share) }, crop: { height: side, width: side } };
}

function cropOf(declaration: Declaration): Preprocessing['crop'] {
  const wanted = booleanOf(declaration, 'do_center_crop');
  if (wanted === false) return null;
  const size = sizeOf(declaration, 'crop_size');
  if (size === undefined) {
    if (wanted === true && declaration.values.crop_pct === undefined) {
      throw fault(declaration, 'crop_size', 'a size', 'because `do_center_crop` is true');
    }
    return null;
  }
  if (size.kind === 'side') return { height: size.side, width: size.side };
  if (size.kind === 'box') return { height: size.height, width: size.width };
  throw fault(declaration, 'crop_size', 'a whole number, or a height and a width');
}

/** Grey level of a letterbox's padding; 114 is YOLO's. */
function fillOf(declaration: Declaration): number | null {
  for (const key of ['letterbox', 'pad'] as const) {
    const value = declaration.values[key];
    if (value === true) return key === 'letterbox' ? 114 : 0;
    if (value !== undefined && value !== null && value !== false)
      return numberOf(declaration, key, { least: 0, most: 255 })!;
  }
  return null;
}

function notesOf(declaration: Declaration): string[] {
  const isKnown = (key: string) => understood.includes(key) || harmless.has(key) || declaration.values[key] === null;
  const unknown = Object.keys(declaration.values).filter((key) => !isKnown(key) && declaration.values[key] !== false);
  return unknown.map((key) => {
    const { path, line } = declaration.atKey(key);
    return `\`${key}\` in line ${line ?? 1} of ${path} is not understood and changes nothing here.${didYouMean(key, understood)}`;
  });
}
