import { BIN_WIDTH, type Survey } from './survey.ts';

/** cleanvision's scores that a count of pixels gives, each 0–1, low is bad. */
export interface Quality {
  dark: number;
  bright: number;
  lowInformation: number;
}

/** The scores below which cleanvision reports a picture. */
const REPORTED_BELOW: Quality = { dark: 0.32, bright: 0.05, lowInformation: 0.3 };

/** Shares of the pixels that are darker than what `bright` and `dark` look at. */
const PERCENTILES = [0.05, 0.99];
/** A part of this many pixels tells the scores to a few thousandths. */
export const ENOUGH = 60_000;
/** By how much such a share may be wrong in as many: twice its standard error at 5 %, five times at 99 %. */
const WRONG_BY = 0.002;
/** By how much a score of as many may be wrong. */
const MARGIN = 0.01;

/**
 * Scores a picture as cleanvision 0.3.7 does: `dark` is the 99th percentile of brightness, `bright` one minus the 5th,
 * `lowInformation` a tenth of the entropy in bits. Pictures with alpha are scored without it.
 */
export function quality(survey: Survey): Quality {
  const [low, high] = brightnessPercentiles(survey, PERCENTILES);
  return { dark: high, bright: 1 - low, lowInformation: Math.min(1, 0.1 * entropy(survey)) };
}

/**
 * Whether a part of the pixels decides the scores: none is so near to where cleanvision begins to report that it could be
 * on the other side, and the percentiles move by less than 0.01 where as many more of the pixels are darker or lighter
 * as a part can be wrong by. What a part can be wrong by shrinks with the root of its size.
 */
export function isDecided(survey: Survey, scores: Quality): boolean {
  const shrunk = Math.sqrt(ENOUGH / survey.count);
  const names = Object.keys(REPORTED_BELOW) as (keyof Quality)[];
  if (names.some((name) => Math.abs(scores[name] - REPORTED_BELOW[name]) < MARGIN * shrunk)) return false;
  const wrongBy = WRONG_BY * shrunk;
  const shares = PERCENTILES.flatMap((share) => [share - wrongBy, share, share + wrongBy]);
  const values = brightnessPercentiles(survey, shares);
  return PERCENTILES.every((_, index) => {
    const [less, value, more] = values.slice(3 * index);
    return Math.max(value - less, more - value) < MARGIN;
  });
}

/**
 * Percentiles, linearly interpolated as NumPy does, of each pixel's perceived brightness
 * √(0.241 R² + 0.691 G² + 0.068 B²) / 255. Exact for grey; of colours, whose squared brightness was counted in bins,
 * within 0.0005 above 1/16, and within 0.008 in the dark below it.
 *
 * @param shares - 0–1
 */
export function brightnessPercentiles({ count, levels, squares }: Survey, shares: number[]): number[] {
  const value = squares ? rankedSquares(squares) : rankedLevels(levels);
  return shares.map((share) => {
    const rank = share * (count - 1);
    const below = value(Math.floor(rank));
    return below + (value(Math.ceil(rank)) - below) * (rank - Math.floor(rank));
  });
}

function rankedLevels(levels: Uint32Array): (rank: number) => number {
  return (rank) => locate(levels, rank).bin / 255;
}

/** The members of a bin are taken to lie evenly in it. */
function rankedSquares(counts: Uint32Array): (rank: number) => number {
  return (rank) => {
    const { bin, within } = locate(counts, rank);
    return Math.min(1, Math.sqrt((bin + (within + 0.5) / counts[bin]) * BIN_WIDTH) / 255);
  };
}

/** The bin that holds a rank (from 0), and the rank within that bin. */
function locate(counts: Uint32Array, rank: number): { bin: number; within: number } {
  let within = rank;
  let bin = 0;
  while (counts[bin] <= within) within -= counts[bin++];
  return { bin, within };
}

/** Shannon entropy in bits of all channels' histograms taken as one, as Pillow's `Image.entropy` does. */
export function entropy({ levels }: Survey): number {
  let all = 0;
  for (const count of levels) all += count;
  let bits = 0;
  for (const count of levels) {
    if (count === 0) continue;
    const share = count / all;
    bits -= share * Math.log2(share);
  }
  return bits;
}
