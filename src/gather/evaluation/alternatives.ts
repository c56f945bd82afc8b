import type { Preprocessing } from '../../model/preprocessing.ts';

export interface Alternative {
  /** In words, as a reader would say it. */
  name: string;
  changed: Partial<Preprocessing>;
}

/** What is known of the images that decides which alternatives differ at all. */
export interface ImageStatistics {
  /** Per channel in the order of the model's, of values from 0 to 1; `null` where they are not known. */
  pixels: { mean: number[]; std: number[] } | null;
  /** Whether any image has colour, is stored turned, changes its size, gets smaller, loses an edge, or its aspect ratio differs from the model's. */
  coloured: boolean;
  turned: boolean;
  resized: boolean;
  shrunk: boolean;
  cut: boolean;
  otherAspect: boolean;
}

const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };
const halves = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };
const luma = [0.299, 0.587, 0.114];
const unit = 1 / 255;
/** Grey of a letterbox's padding, as YOLO has it and as others do. */
const fills = [114, 0];
/** Shorter side before a centre crop, as a share of the crop: 224 of 256. */
const cropShare = 0.875;

/** The usual mistakes, each undone: the declared preprocessing with one thing changed. None equals the declared one. */
export function alternativesTo(declared: Preprocessing, images: ImageStatistics): Alternative[] {
  const candidates = [
    ...valueAlternatives(declared, images),
    ...channelAlternatives(declared, images),
    ...(images.resized ? resamplingAlternatives(declared, images) : []),
    ...geometryAlternatives(declared, images),
  ];
  const seen = new Set([JSON.stringify(resolved(declared, {}))]);
  return candidates.filter(({ changed }) => {
    const key = JSON.stringify(resolved(declared, changed));
    return !seen.has(key) && seen.add(key);
  });
}

function valueAlternatives(declared: Preprocessing, { pixels }: ImageStatistics): Alternative[] {
  const channels = (known: { mean: number[]; std: number[] }) =>
    declared.colour === 'grey'
      ? { mean: [greyOf(known.mean)], std: [greyOf(known.std)] }
      : declared.colour === 'bgr'
        ? reversed(known)
        : known;
  const plain: Alternative[] = [
    { name: 'values from 0 to 255, not normalised', changed: { rescale: 1, normalise: null } },
    { name: 'values from 0 to 1, not normalised', changed: { rescale: unit, normalise: null } },
    { name: 'values from −1 to 1', changed: { rescale: unit, normalise: channels(halves) } },
    { name: "ImageNet's mean and standard deviation", changed: { rescale: unit, normalise: channels(imagenet) } },
  ];
  const own: Alternative[] = pixels
    ? [{ name: "the images' own mean and standard deviation", changed: { rescale: unit, normalise: pixels } }]
    : [];
  const { normalise } = declared;
  if (!normalise) return [...plain, ...own];
  return [
    { name: 'values from 0 to 1 before the declared normalisation', changed: { rescale: unit } },
    { name: 'values from 0 to 255 before the declared normalisation', changed: { rescale: 1 } },
    ...plain,
    ...own,
    ...(normalise.mean.every((value) => value > 0)
      ? [
          {
            name: 'the declared mean and standard deviation in each other’s place',
            changed: { normalise: { mean: normalise.std, std: normalise.mean } },
          },
        ]
      : []),
    {
      name: 'the declared mean and standard deviation in the reverse order of channels',
      changed: { normalise: reversed(normalise) },
    },
  ];
}

function channelAlternatives(declared: Preprocessing, { coloured }: ImageStatistics): Alternative[] {
  const { colour, layout, normalise } = declared;
  const other = layout === 'nchw' ? 'nhwc' : 'nchw';
  const size = sizeOf(declared);
  const axes: Alternative[] = [
    ...(size !== null && size.width === size.height
      ? [{ name: 'rows and columns in each other’s place', changed: { transposed: true } } as const]
      : []),
    ...(colour === 'grey'
      ? []
      : [
          {
            name: `values in the order of ${other.toUpperCase()}, reshaped to ${layout.toUpperCase()}`,
            changed: { layout: other },
          } as const,
        ]),
  ];
  if (colour === 'grey' || !coloured) return axes;
  const turned = colour === 'bgr' ? 'rgb' : 'bgr';
  const name = `${turned.toUpperCase()} instead of ${colour.toUpperCase()}`;
  return [
    { name, changed: { colour: turned } },
    ...(normalise
      ? [
          {
            name: `${name}, with the mean and standard deviation of each channel`,
            changed: { colour: turned, normalise: reversed(normalise) },
          } as const,
        ]
      : []),
    ...axes,
  ];
}

function resamplingAlternatives({ resample, antialias }: Preprocessing, { shrunk }: ImageStatistics): Alternative[] {
  const kernels = (['bilinear', 'bicubic', 'nearest', 'lanczos'] as const).map((kernel) => ({
    name: `${kernel} resampling instead of ${resample}`,
    changed: { resample: kernel, antialias: undefined },
  }));
  if (!shrunk) return kernels;
  const plain = (['bilinear', 'bicubic'] as const).map((kernel) => ({
    name: kernel === resample ? 'no antialiasing' : `${kernel} resampling without antialiasing instead of ${resample}`,
    changed: { resample: kernel, antialias: false as const },
  }));
  return antialias === false
    ? [{ name: 'antialiasing', changed: { antialias: undefined } }, ...kernels, ...plain]
    : [...kernels, ...plain];
}

function geometryAlternatives(declared: Preprocessing, images: ImageStatistics): Alternative[] {
  const { orientation } = declared;
  const turned: Alternative[] = images.turned
    ? [
        orientation === 'apply'
          ? { name: 'EXIF orientation ignored', changed: { orientation: 'ignore' } }
          : { name: 'EXIF orientation applied', changed: { orientation: 'apply' } },
      ]
    : [];
  const size = sizeOf(declared);
  if (size === null) return turned;
  const { width, height } = size;
  const side = Math.max(width, height);
  const cropOf = (name: string, shorter: number): Alternative => ({
    name,
    changed: { resize: { mode: 'shortest', size: shorter }, crop: { width, height } },
  });
  const stretch: Alternative = {
    name: 'a stretch to the whole input',
    changed: { resize: { mode: 'stretch', width, height }, crop: null },
  };
  const letterboxes = fills.map(
    (fill): Alternative => ({
      name: `a letterbox with grey ${fill} around it`,
      changed: { resize: { mode: 'letterbox', width, height, fill }, crop: null },
    }),
  );
  return [
    ...turned,
    ...(images.otherAspect || images.cut || images.resized ? [stretch] : []),
    ...(images.otherAspect ? [...letterboxes, cropOf('a centre crop', side)] : []),
    ...(images.resized || images.cut
      ? [cropOf('a smaller centre crop of a larger picture', Math.round(side / cropShare))]
      : []),
  ];
}

/** The size in which every picture reaches the model, where it is one. */
function sizeOf({ crop, resize }: Preprocessing): { width: number; height: number } | null {
  return crop ?? ('width' in resize ? { width: resize.width, height: resize.height } : null);
}

function greyOf(values: readonly number[]): number {
  return values.reduce((sum, value, index) => sum + value * luma[index], 0);
}

function reversed({ mean, std }: { mean: readonly number[]; std: readonly number[] }) {
  return { mean: mean.toReversed(), std: std.toReversed() };
}

/** The whole preprocessing in one order of keys, so that two that do the same are the same text. */
function resolved(declared: Preprocessing, changed: Partial<Preprocessing>): unknown {
  const all = { ...declared, ...changed };
  return Object.entries(all)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => [key, value !== null && typeof value === 'object' ? sorted(value) : value]);
}

const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
