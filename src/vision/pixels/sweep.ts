import { kernels, roomsOf } from '../kernels/kernels.ts';
import type { Pixels } from './image.ts';
import { type Luma, SUMMING_ROOMS, sumIn } from './luma.ts';
import { packed } from './packed-taps.ts';
import { HASH_FILTER, HASH_SIDE } from './phash.ts';
import { shorten } from './resample.ts';
import { reductionFor, SIDE_FILTER, sideOf } from './sharpness.ts';
import { COUNTING_ROOMS, countIn, type Survey, surveyGrey } from './survey.ts';
import { tapsFor } from './taps.ts';

/** Pixels that are worked on together: few enough for all that is made of them to stay in the processor's cache. */
const STRIP = 2 ** 16;
/** Bytes of the pixels that are turned grey with the last one. */
const BEYOND = 48;

/** What one visit to every pixel gives. */
export interface Sweep {
  /** Grey, 32 × 32: what the perceptual hash is made of. */
  hashed: Pixels;
  /** Grey, at most 64 pixels wide and high: what sharpness is told from. */
  side: Pixels;
  luma: Luma;
  /** Whether red, green and blue are the same everywhere. */
  colourless: boolean;
  /** A part of the pixels. */
  counted: Survey;
}

/** Narrower pictures are small enough to be taken one step after the other; of wider ones a strip would be too much. */
export const isWorthSweeping = ({ width }: Pixels) => width > 64 && width <= STRIP;

/**
 * Goes once over a picture, strip by strip: each is copied into the kernels' memory, turned grey, made narrower for the
 * hash and for sharpness, and counted. Equal to one step after the other.
 *
 * @param step - counts every step-th pixel of the rows laid end to end
 */
export function sweep(pixels: Pixels, step: number): Sweep {
  const { width, height, channels, data } = pixels;
  const factor = reductionFor(pixels);
  const target = sideOf(pixels);
  const reduced = { width: Math.floor(width / factor), height: Math.floor(height / factor) };
  const hashTaps = packed(tapsFor(width, HASH_SIDE, 0, HASH_SIDE, HASH_FILTER));
  const sideTaps = packed(tapsFor(reduced.width, target.width, 0, target.width, SIDE_FILTER));
  const rows = Math.max(1, Math.floor(STRIP / width / factor)) * factor;

  const rooms = roomsOf({
    colours: channels === 3 ? rows * width * 3 : 0,
    grey: rows * width,
    columnSums: reduced.width * factor * Uint16Array.BYTES_PER_ELEMENT,
    hashFirst: hashTaps.first.length,
    hashWeights: hashTaps.weights.length,
    sideFirst: sideTaps.first.length,
    sideWeights: sideTaps.weights.length,
    hashRows: HASH_SIDE * height,
    reducedRows: factor > 1 ? reduced.width * reduced.height : 0,
    sideRows: target.width * reduced.height,
    ...COUNTING_ROOMS,
    ...SUMMING_ROOMS,
  });
  const { at, bytes } = rooms;
  bytes.set(hashTaps.first, at.hashFirst);
  bytes.set(hashTaps.weights, at.hashWeights);
  bytes.set(sideTaps.first, at.sideFirst);
  bytes.set(sideTaps.weights, at.sideWeights);

  const narrowSide = (from: number, count: number, row: number) =>
    kernels.narrow(
      from,
      reduced.width,
      count,
      at.sideFirst,
      at.sideWeights,
      sideTaps.blocks,
      target.width,
      at.sideRows + row * target.width,
      1,
    );
  const counting = countIn(rooms, step);
  const summing = sumIn(bytes, at.sums);
  let colours = 0;
  for (let top = 0; top < height; top += rows) {
    const count = Math.min(rows, height - top);
    const from = top * width;
    const to = from + count * width;
    if (channels === 1) bytes.set(data.subarray(from, to), at.grey);
    else {
      bytes.set(data.subarray(3 * from, 3 * to), at.colours);
      bytes.fill(0, at.colours + 3 * (to - from), at.colours + 3 * (to - from) + BEYOND);
      colours |= kernels.grey(at.colours, at.grey, to - from);
      counting.take(at.colours, from, to);
    }
    summing.take(at.grey, to - from);
    kernels.narrow(
      at.grey,
      width,
      count,
      at.hashFirst,
      at.hashWeights,
      hashTaps.blocks,
      HASH_SIDE,
      at.hashRows + top * HASH_SIDE,
      1,
    );
    if (factor === 1) narrowSide(at.grey, count, top);
    else {
      for (let row = 0; row < Math.floor(count / factor); row++) {
        const out = at.reducedRows + (top / factor + row) * reduced.width;
        kernels.reduce(at.grey + row * factor * width, width, factor, reduced.width, at.columnSums, out);
      }
    }
  }
  if (factor > 1) narrowSide(at.reducedRows, reduced.height, 0);

  const picture = (start: number, columns: number, count: number): Pixels => ({
    width: columns,
    height: count,
    channels: 1,
    data: bytes.slice(start, start + columns * count),
  });
  // All is taken out before the second passes, which divide the memory anew.
  const hashRows = picture(at.hashRows, HASH_SIDE, height);
  const sideRows = picture(at.sideRows, target.width, reduced.height);
  const luma = summing.result();
  const counted = channels === 1 ? surveyGrey(data, step) : counting.result();
  return {
    hashed: shorten(hashRows, HASH_SIDE, HASH_FILTER),
    side: shorten(sideRows, target.height, SIDE_FILTER),
    luma,
    colourless: colours === 0,
    counted,
  };
}
