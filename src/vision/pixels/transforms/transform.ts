import type { MildTransform } from '../../../model/vision.ts';
import { gaussian } from '../gaussian.ts';
import type { Pixels } from '../image.ts';

/**
 * A mild change of a picture as decoded, such as another camera or another hand makes.
 *
 * - brightness: every value times 1.25 or 0.8; contrast: values brought nearer to the mean of the picture by 0.75
 *   (Pillow's `ImageEnhance.Brightness` and `Contrast`).
 * - blur: a Gaussian of σ = 1/150 of the shorter side, but at least 0.6 pixels.
 * - rotation: by 5°, bilinear, about the middle; the edge's pixels stand for those beyond.
 * - mirror: left and right change places.
 */
export function transform(pixels: Pixels, kind: MildTransform): Pixels {
  switch (kind) {
    case 'brighter':
      return mapped(pixels, (value) => value * 1.25);
    case 'darker':
      return mapped(pixels, (value) => value * 0.8);
    case 'less contrast': {
      const mean = meanLuma(pixels);
      return mapped(pixels, (value) => mean + (value - mean) * 0.75);
    }
    case 'blur':
      return { ...pixels, data: Uint8Array.from(gaussian(pixels, blurOf(pixels)), Math.round) };
    case 'rotation':
      return rotated(pixels, (5 * Math.PI) / 180);
    case 'mirror':
      return mirrored(pixels);
  }
}

function mapped(pixels: Pixels, change: (value: number) => number): Pixels {
  const table = Uint8ClampedArray.from({ length: 256 }, (_, value) => change(value));
  return { ...pixels, data: pixels.data.map((value) => table[value]) };
}

/** Mean of ITU-R 601 luma, rounded, as `ImageEnhance.Contrast` takes it. */
function meanLuma({ data, channels }: Pixels): number {
  let sum = 0;
  for (let at = 0; at < data.length; at += channels) {
    sum += channels === 1 ? data[at] : (data[at] * 19595 + data[at + 1] * 38470 + data[at + 2] * 7471 + 0x8000) >> 16;
  }
  return Math.floor(sum / (data.length / channels) + 0.5);
}

function mirrored(pixels: Pixels): Pixels {
  const { width, height, channels, data } = pixels;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + width - 1 - x) * channels;
      out.set(data.subarray(from, from + channels), (y * width + x) * channels);
    }
  }
  return { ...pixels, data: out };
}

function rotated(pixels: Pixels, angle: number): Pixels {
  const { width, height, channels, data } = pixels;
  const out = new Uint8Array(data.length);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  const within = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x - middleX, y - middleY];
      const [u, v] = [
        within(cos * dx - sin * dy + middleX, width - 1),
        within(sin * dx + cos * dy + middleY, height - 1),
      ];
      const [left, top] = [Math.floor(u), Math.floor(v)];
      const [right, bottom] = [Math.min(left + 1, width - 1), Math.min(top + 1, height - 1)];
      const [a, b] = [u - left, v - top];
      for (let c = 0; c < channels; c += 1) {
        const at = (column: number, row: number) => data[(row * width + column) * channels + c];
        const upper = at(left, top) * (1 - a) + at(right, top) * a;
        const lower = at(left, bottom) * (1 - a) + at(right, bottom) * a;
        out[(y * width + x) * channels + c] = Math.round(upper * (1 - b) + lower * b);
      }
    }
  }
  return { ...pixels, data: out };
}

function blurOf({ width, height }: Pixels): number {
  return Math.max(0.6, Math.min(width, height) / 150);
}
