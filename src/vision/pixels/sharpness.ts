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
/** Twice what the two ways differ by. */
const MARGIN = 0.015;

/**
 * cleanvision's `blurry` score: the spread of edges and of the grey histogram at 64 pixels, 0–1. cleanvision makes
 * the colours small by a bicubic kernel and then grey. Here the grey picture is made small, first by whole factors, which
 * is a tenth of the work and differs by less than 0.01; where that could matter to a threshold, it is done as there.
 *
 * @param luma - the same picture in grey
 */
export function sharpness(pixels: Pixels, luma: Pixels): number {
  const factor = Math.floor(Math.max(luma.width, luma.height) / SIDE / LEAST_RATIO);
  const { edges, spread } = shares(toSide(luma, factor > 1 ? reduce(luma, factor) : luma));
  const score = total(edges, spread);
  const certain = Math.abs(spread - SPREAD_THRESHOLD) > MARGIN && Math.abs(score - BLURRY_BELOW) > MARGIN;
  if (certain || (pixels.channels === 1 && factor <= 1)) return score;
  const exact = shares(toGrey(toSide(pixels, pixels)));
  return total(exact.edges, exact.spread);
}

/** At most 64 pixels wide and high, as cleanvision makes it. */
function toSide({ width, height }: Pixels, from: Pixels): Pixels {
  const ratio = Math.max(width, height) / SIDE;
  const side = (length: number) => Math.max(Math.floor(length / ratio), 1);
  return ratio > 1 ? resample(from, side(width), side(height), 'bicubic') : from;
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
