import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';
import { reduce } from './reduce.ts';
import { resample } from './resample.ts';

const SIDE = 64;
const FACTOR = 0.01;
/** A spread of the grey histogram that gives a smaller share than this counts as none. */
const SPREAD_THRESHOLD = 0.18;
/** The score below which cleanvision takes a picture for blurry. */
const BLURRY_BELOW = 0.29;
/** How much smaller the bicubic kernel makes a picture at least: enough for the means before it not to show. */
const LEAST_RATIO = 4;
/** Sums of so many rows still fit 16 bits. */
const MOST_REDUCTION = 257;
/** Twice what the two ways differ by. */
const MARGIN = 0.015;

export const SIDE_FILTER = 'bicubic';

/**
 * cleanvision's `blurry` score: the spread of edges and of the grey histogram at 64 pixels, 0–1. cleanvision makes
 * the colours small by a bicubic kernel and then grey. Here the grey picture is made small, first by whole factors, which
 * is a tenth of the work and differs by less than 0.01; where that could matter to a threshold, it is done as there.
 *
 * @param small - the picture in grey, of the size that `sideOf` tells
 */
export function sharpness(pixels: Pixels, small: Pixels): number {
  const { edges, spread } = shares(small);
  const score = total(edges, spread);
  const certain = Math.abs(spread - SPREAD_THRESHOLD) > MARGIN && Math.abs(score - BLURRY_BELOW) > MARGIN;
  if (certain || (pixels.channels === 1 && reductionFor(pixels) === 1)) return score;
  const { width, height } = sideOf(pixels);
  const exact = shares(toGrey(resample(pixels, width, height, SIDE_FILTER)));
  return total(exact.edges, exact.spread);
}

/** The grey picture as `sharpness` wants it. */
export function smallGrey(luma: Pixels): Pixels {
  const { width, height } = sideOf(luma);
  const factor = reductionFor(luma);
  return resample(factor > 1 ? reduce(luma, factor) : luma, width, height, SIDE_FILTER);
}

/** At most 64 pixels wide and high, as cleanvision makes a picture; its own size where it is no larger. */
export function sideOf({ width, height }: Pixels): { width: number; height: number } {
  const ratio = Math.max(width, height) / SIDE;
  const side = (length: number) => Math.max(Math.floor(length / ratio), 1);
  return ratio > 1 ? { width: side(width), height: side(height) } : { width, height };
}

/** The whole factor by which a picture is made smaller before the kernel, 1 where it is not. */
export function reductionFor({ width, height }: Pixels): number {
  const longer = Math.floor(Math.max(width, height) / SIDE / LEAST_RATIO);
  const shorter = Math.floor(Math.min(width, height) / LEAST_RATIO);
  return Math.max(1, Math.min(longer, shorter, MOST_REDUCTION));
}

function shares(grey: Pixels): { edges: number; spread: number } {
  const levels = new Uint32Array(256);
  for (const value of grey.data) levels[value]++;
  return {
    edges: 1 - Math.exp(-FACTOR * deviation(findEdges(grey))),
    spread: 1 - Math.exp(-FACTOR * deviation(levels)),
  };
}

function total(edges: number, spread: number): number {
  return Math.min(1, edges + (spread <= SPREAD_THRESHOLD ? 0 : spread));
}

/** Pillow's `FIND_EDGES`: eight times a pixel minus its neighbours, clipped to 0–255; the border stays as it is. */
function findEdges({ width, height, data }: Pixels): Uint8Array {
  const out = Uint8Array.from(data);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const up = i - width;
      const down = i + width;
      const around =
        data[up - 1] +
        data[up] +
        data[up + 1] +
        data[i - 1] +
        data[i + 1] +
        data[down - 1] +
        data[down] +
        data[down + 1];
      out[i] = Math.max(0, Math.min(255, 8 * data[i] - around));
    }
  }
  return out;
}

function deviation(values: ArrayLike<number>): number {
  let sum = 0;
  let squared = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i];
    squared += values[i] * values[i];
  }
  return Math.sqrt(Math.max(0, squared - (sum * sum) / values.length) / values.length);
}
