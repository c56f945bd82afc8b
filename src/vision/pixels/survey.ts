import type { Pixels } from './image.ts';

/** Squared brightness is counted in bins of 2¹⁰ thousandths of a squared level. */
const BIN_SHIFT = 10;
export const BIN_WIDTH = 2 ** BIN_SHIFT / 1000;
const RED = squares(241);
const GREEN = squares(691);
const BLUE = squares(68);
const BINS = ((RED[255] + GREEN[255] + BLUE[255]) >> BIN_SHIFT) + 1;

/** What was counted of a picture's pixels. */
export interface Survey {
  /** Pixels that were looked at. */
  count: number;
  /** Of ITU-R 601 luma, 0–255. */
  lumaSum: number;
  lumaSquares: number;
  /** 256 counts of each channel, one channel after the other. */
  levels: Uint32Array;
  /** Counts of squared perceived brightness 0.241 R² + 0.691 G² + 0.068 B², in bins of `BIN_WIDTH`; `null` for grey, whose levels say it. */
  squares: Uint32Array | null;
  /** Whether red, green and blue were the same everywhere. */
  colourless: boolean;
}

/**
 * Counts a picture's pixels in one pass.
 *
 * @param step - looks at every step-th pixel of the rows laid end to end
 */
export function survey({ channels, data }: Pixels, step = 1): Survey {
  return channels === 1 ? surveyGrey(data, step) : surveyColour(data, step);
}

/** A step that leaves about `wanted` pixels or more, and that falls on every column in turn: it shares no factor with the width. */
export function stepFor({ width, height }: Pixels, wanted: number): number {
  let step = Math.max(1, Math.floor((width * height) / wanted));
  while (greatestDivisor(width, step) > 1) step--;
  return step;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

function surveyGrey(data: Uint8Array, step: number): Survey {
  const levels = new Uint32Array(256);
  for (let i = 0; i < data.length; i += step) levels[data[i]]++;
  let lumaSum = 0;
  let lumaSquares = 0;
  for (const [value, count] of levels.entries()) {
    lumaSum += count * value;
    lumaSquares += count * value * value;
  }
  return { count: Math.ceil(data.length / step), lumaSum, lumaSquares, levels, squares: null, colourless: true };
}

function surveyColour(data: Uint8Array, step: number): Survey {
  const levels = new Uint32Array(3 * 256);
  const counts = new Uint32Array(BINS);
  let lumaSum = 0;
  let lumaSquares = 0;
  let difference = 0;
  for (let i = 0; i < data.length; i += 3 * step) {
    const r = data[i];
    const g = data[i + 1];
    const b = data[i + 2];
    levels[r]++;
    levels[256 + g]++;
    levels[512 + b]++;
    counts[(RED[r] + GREEN[g] + BLUE[b]) >> BIN_SHIFT]++;
    const luma = (r * 19595 + g * 38470 + b * 7471 + 0x8000) >> 16;
    lumaSum += luma;
    lumaSquares += luma * luma;
    difference |= (r ^ g) | (g ^ b);
  }
  const count = Math.ceil(data.length / (3 * step));
  return { count, lumaSum, lumaSquares, levels, squares: counts, colourless: difference === 0 };
}

function squares(weight: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, value) => weight * value * value);
}
