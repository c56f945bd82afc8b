import type { Resample } from '../../model/preprocessing.ts';
import { kernels, roomsOf } from '../kernels/kernels.ts';
import type { Pixels } from './image.ts';
import { packed } from './packed-taps.ts';
import { type Filter, type Taps, tapsFor } from './taps.ts';

/** Values that the kernels are given at once. */
const STRIP = 2 ** 17;

/** A window of the resized picture, in its pixels. */
export interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * Resizes a picture to `width` × `height` as Pillow's `Image.resize` does: separable, antialiased when it shrinks,
 * horizontal pass first, each pass rounded to 8 bits with 22-bit fixed-point weights (Pillow, `src/libImaging/Resample.c`).
 * Bit for bit what Pillow gives up to version 12; 13 takes the vertical pass first where a picture loses more than twice
 * as many rows as columns, which moves some values by a few levels.
 *
 * @param window - the part of the result that is wanted; only it is computed, and it equals the same part of the whole
 * @param antialias - `false`: within one grey level of OpenCV's and torchvision's resize without antialiasing
 */
export function resample(
  pixels: Pixels,
  width: number,
  height: number,
  kernel: Resample,
  window: Window = { left: 0, top: 0, width, height },
  antialias = true,
): Pixels {
  const whole = window.width === width && window.height === height;
  if (width === pixels.width && height === pixels.height && whole) return pixels;
  if (kernel === 'nearest') return nearest(pixels, width, height, window);

  const across = tapsFor(pixels.width, width, window.left, window.width, kernel, antialias);
  const down = tapsFor(pixels.height, height, window.top, window.height, kernel, antialias);
  const last = window.height - 1;
  const rows = { from: down.first[0], to: down.first[last] + down.count[last] };

  const unchanged = width === pixels.width && window.width === width;
  const narrowed = unchanged ? pixels : narrow(pixels, across, rows);
  const top = unchanged ? 0 : rows.from;
  return height === pixels.height && window.height === height ? narrowed : shortenBy(narrowed, down, top);
}

/** The second pass of a resize alone: a picture that was made narrow already. */
export function shorten(narrowed: Pixels, height: number, filter: Filter): Pixels {
  if (narrowed.height === height) return narrowed;
  return shortenBy(narrowed, tapsFor(narrowed.height, height, 0, height, filter), 0);
}

/** The first pass, one channel after the other. */
function narrow({ width, channels, data }: Pixels, taps: Taps, rows: { from: number; to: number }): Pixels {
  const { first, weights, blocks } = packed(taps);
  const columns = taps.first.length;
  const height = rows.to - rows.from;
  const out = new Uint8Array(height * columns * channels);
  const most = Math.min(height, Math.ceil(STRIP / width));
  const { at, bytes } = roomsOf({
    first: first.length,
    weights: weights.length,
    source: most * width * channels,
    plane: channels === 1 ? 0 : most * width,
    out: most * columns * channels,
  });
  bytes.set(first, at.first);
  bytes.set(weights, at.weights);
  for (let row = 0; row < height; row += most) {
    const count = Math.min(most, height - row);
    const from = (rows.from + row) * width * channels;
    bytes.set(data.subarray(from, from + count * width * channels), at.source);
    for (let channel = 0; channel < channels; channel++) {
      if (channels > 1) kernels.plane(at.source, at.plane, count * width, channel);
      const source = channels > 1 ? at.plane : at.source;
      const to = at.out + channel;
      kernels.narrow(source, width, count, at.first, at.weights, blocks, columns, to, channels);
    }
    out.set(bytes.subarray(at.out, at.out + count * columns * channels), row * columns * channels);
  }
  return { width: columns, height, channels, data: out };
}

/**
 * The second pass, some rows of the result at a time, with those that they are made of.
 *
 * @param top - the row of the whole picture that is the first here
 */
function shortenBy({ width, channels, data }: Pixels, taps: Taps, top: number): Pixels {
  const { first, count, weights, stride } = taps;
  const height = first.length;
  const length = width * channels;
  const out = new Uint8Array(length * height);
  for (let row = 0, end = 0; row < height; row = end) {
    const from = first[row];
    const reach = (y: number) => first[y] + count[y] - from;
    end = row + 1;
    while (end < height && (reach(end) + end - row) * length <= STRIP) end++;
    const rows = end - row;
    const starts = first.slice(row, end).map((start) => start - from);
    const { at, bytes } = roomsOf({
      first: rows * Int32Array.BYTES_PER_ELEMENT,
      count: rows * Int32Array.BYTES_PER_ELEMENT,
      weights: rows * stride * Int32Array.BYTES_PER_ELEMENT,
      source: reach(end - 1) * length,
      out: rows * length,
    });
    bytes.set(new Uint8Array(starts.buffer), at.first);
    bytes.set(bytesOf(count.subarray(row, end)), at.count);
    bytes.set(bytesOf(weights.subarray(row * stride, end * stride)), at.weights);
    bytes.set(data.subarray((from - top) * length, (from - top + reach(end - 1)) * length), at.source);
    kernels.shorten(at.source, length, rows, at.first, at.count, at.weights, stride, at.out);
    out.set(bytes.subarray(at.out, at.out + rows * length), row * length);
  }
  return { width, height, channels, data: out };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Int32Array) => new Uint8Array(buffer, byteOffset, byteLength);

/** Pillow's nearest neighbour (`ImagingScaleAffine`): its source positions are summed step by step, and so are these. */
function nearest(pixels: Pixels, width: number, height: number, window: Window): Pixels {
  const { channels, data } = pixels;
  const columns = nearestPositions(pixels.width, width, window.left, window.width);
  const rows = nearestPositions(pixels.height, height, window.top, window.height);
  const out = new Uint8Array(window.width * window.height * channels);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * pixels.width + column) * channels;
      for (let c = 0; c < channels; c++) out[to++] = data[from + c];
    }
  }
  return { width: window.width, height: window.height, channels, data: out };
}

function nearestPositions(from: number, to: number, start: number, count: number): Int32Array {
  const positions = new Int32Array(count);
  const scale = from / to;
  let position = scale * 0.5;
  for (let i = 0; i < start + count; i++, position += scale) {
    if (i >= start) positions[i - start] = Math.min(from - 1, Math.trunc(position));
  }
  return positions;
}
