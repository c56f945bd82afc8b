import { Fault } from '../../model/fault.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';
import { orient } from './orient.ts';
import { resample, type Window } from './resample.ts';

/** One image as a model takes it: `channels × height × width` values (`nchw`) or `height × width × channels` (`nhwc`). */
export interface TensorShape {
  channels: number;
  height: number;
  width: number;
}

/** Where values are written. */
interface Values {
  [index: number]: number;
  length: number;
}

/** How a picture of one size is laid onto the canvas that the model sees. */
export interface Placement {
  resized: { width: number; height: number };
  /** The part of the resized picture that is seen. */
  window: Window;
  /** Where the window's top-left pixel lies on the canvas. */
  left: number;
  top: number;
  canvas: { width: number; height: number };
  fill: number;
}

/**
 * Size of what `preprocess` makes of a picture, after its orientation.
 *
 * @param size - width and height in pixels of the upright picture
 */
export function tensorShape(preprocessing: Preprocessing, size: { width: number; height: number }): TensorShape {
  const { canvas } = placementOf(preprocessing, size);
  return { channels: preprocessing.colour === 'grey' ? 1 : 3, ...laid(canvas, preprocessing) };
}

/** The one size that every picture becomes; `null` when it depends on the picture. */
export function fixedShape(preprocessing: Preprocessing): TensorShape | null {
  const { resize, crop } = preprocessing;
  const channels = preprocessing.colour === 'grey' ? 1 : 3;
  if (crop) return { channels, ...laid(crop, preprocessing) };
  if (resize.mode === 'stretch' || resize.mode === 'letterbox') return { channels, ...laid(resize, preprocessing) };
  return null;
}

function laid({ width, height }: { width: number; height: number }, { transposed }: Preprocessing) {
  return transposed ? { width: height, height: width } : { width, height };
}

/** A picture as a model sees it, before its values are scaled. */
export interface Seen {
  pixels: Pixels;
  placement: Placement;
}

/**
 * Takes a decoded picture through orientation, colour, resize, crop, padding, rescale, normalisation and layout.
 *
 * @param orientation - the picture's EXIF orientation, 1–8
 * @param out - where the values go; as long as `tensorShape` says
 * @throws Fault `broken` when mean or std do not fit the channels
 */
export function preprocess(pixels: Pixels, orientation: number, preprocessing: Preprocessing, out: Values): void {
  writeValues(see(pixels, orientation, preprocessing), preprocessing, out);
}

/** The first half of `preprocess`: orientation, greyness, resize and crop. */
export function see(pixels: Pixels, orientation: number, preprocessing: Preprocessing): Seen {
  const upright = preprocessing.orientation === 'apply' ? orient(pixels, orientation) : pixels;
  const source = preprocessing.colour === 'grey' ? toGrey(upright) : upright;
  const placement = placementOf(preprocessing, source);
  const { resized, window } = placement;
  const { resample: kernel, antialias } = preprocessing;
  return { pixels: resample(source, resized.width, resized.height, kernel, window, antialias), placement };
}

/** What the first half depends on: preprocessings of one key see the same. */
export function sightKey({ orientation, colour, resize, resample, antialias, crop }: Preprocessing): string {
  return JSON.stringify([orientation, colour === 'grey', resize, resample, antialias, crop]);
}

/** Half-way cases go to the even neighbour, as Python's `round` does. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

export function placementOf(
  preprocessing: Preprocessing,
  { width, height }: { width: number; height: number },
): Placement {
  const { resize, crop } = preprocessing;
  const resized = resizedSize(resize, width, height);
  if (resize.mode === 'letterbox') {
    const box = {
      resized,
      window: { left: 0, top: 0, ...resized },
      // Ultralytics' rounding of an odd remainder: the smaller half goes to the left and the top.
      left: roundHalfEven((resize.width - resized.width) / 2 - 0.1),
      top: roundHalfEven((resize.height - resized.height) / 2 - 0.1),
      canvas: { width: resize.width, height: resize.height },
      fill: resize.fill,
    };
    if (crop) return cropped(box, crop);
    return box;
  }
  const whole = { resized, window: { left: 0, top: 0, ...resized }, left: 0, top: 0, canvas: resized, fill: 0 };
  return crop ? cropped(whole, crop) : whole;
}

/** Centre crop as Hugging Face's `center_crop`: an odd remainder is cut more at the right and the bottom. */
function cropped(placement: Placement, crop: { width: number; height: number }): Placement {
  const across = cropAxis(placement.canvas.width, crop.width, placement.left, placement.resized.width);
  const down = cropAxis(placement.canvas.height, crop.height, placement.top, placement.resized.height);
  return {
    resized: placement.resized,
    window: { left: across.from, top: down.from, width: across.count, height: down.count },
    left: across.at,
    top: down.at,
    canvas: crop,
    fill: placement.fill,
  };
}

function cropAxis(
  canvas: number,
  crop: number,
  at: number,
  length: number,
): { from: number; count: number; at: number } {
  const shifted = at - Math.floor((canvas - crop) / 2);
  const from = Math.max(0, -shifted);
  return { from, count: Math.min(length, crop - shifted) - from, at: Math.max(0, shifted) };
}

function resizedSize(
  resize: Preprocessing['resize'],
  width: number,
  height: number,
): { width: number; height: number } {
  switch (resize.mode) {
    case 'none':
      return { width, height };
    case 'stretch':
      return { width: resize.width, height: resize.height };
    case 'shortest': {
      const [short, long] = width <= height ? [width, height] : [height, width];
      let newShort = resize.size;
      let newLong = Math.max(1, Math.trunc((resize.size * long) / short));
      if (resize.longest !== undefined && newLong > resize.longest) {
        newShort = Math.max(1, Math.trunc((resize.longest * newShort) / newLong));
        newLong = resize.longest;
      }
      return width <= height ? { width: newShort, height: newLong } : { width: newLong, height: newShort };
    }
    case 'letterbox': {
      const ratio = Math.min(resize.width / width, resize.height / height);
      const side = (length: number) => Math.max(1, roundHalfEven(length * ratio));
      return { width: side(width), height: side(height) };
    }
  }
}

/** What each 0–255 value becomes, for each channel of the tensor. */
function valueTables({ rescale, normalise }: Preprocessing, channels: number): Float32Array[] {
  const parameter = (name: 'mean' | 'std', c: number) => {
    const values = normalise![name];
    if (values.length !== channels && values.length !== 1) {
      throw new Fault(
        'broken',
        `Expected ${channels} values for \`image_${name}\` but received ${values.length}. Give one for each colour channel.`,
      );
    }
    return values[values.length === 1 ? 0 : c];
  };
  return Array.from({ length: channels }, (_, c) => {
    const mean = normalise ? parameter('mean', c) : 0;
    const std = normalise ? parameter('std', c) : 1;
    const table = new Float32Array(256);
    for (let value = 0; value < 256; value++) table[value] = (value * rescale - mean) / std;
    return table;
  });
}

/** The second half of `preprocess`: padding, the order of the channels, rescale, normalisation and layout. */
export function writeValues({ pixels: seen, placement }: Seen, preprocessing: Preprocessing, out: Values): void {
  const { canvas, left, top, fill } = placement;
  const channels = preprocessing.colour === 'grey' ? 1 : 3;
  const tables = valueTables(preprocessing, channels);
  const area = canvas.width * canvas.height;
  const [unit, channelStep] = preprocessing.layout === 'nchw' ? [1, area] : [channels, 1];
  const [pixelStep, rowStep] = preprocessing.transposed ? [canvas.height * unit, unit] : [unit, canvas.width * unit];
  if (seen.width !== canvas.width || seen.height !== canvas.height) {
    for (let c = 0; c < channels; c++) {
      for (let i = 0, to = c * channelStep; i < area; i++, to += unit) out[to] = tables[c][fill];
    }
  }
  // Where the tensor's channels are in the picture; a grey picture gives its one to all.
  const [a, b, c] = seen.channels === 1 ? [0, 0, 0] : preprocessing.colour === 'bgr' ? [2, 1, 0] : [0, 1, 2];
  const [first, second = first, third = first] = tables;
  const { data } = seen;
  for (let y = 0; y < seen.height; y++) {
    let from = y * seen.width * seen.channels;
    let to = (top + y) * rowStep + left * pixelStep;
    for (let x = 0; x < seen.width; x++, from += seen.channels, to += pixelStep) {
      out[to] = first[data[from + a]];
      if (channels === 1) continue;
      out[to + channelStep] = second[data[from + b]];
      out[to + 2 * channelStep] = third[data[from + c]];
    }
  }
}
