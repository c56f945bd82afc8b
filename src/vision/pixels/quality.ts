import { toGrey } from './grey.ts';
import type { Pixels } from './image.ts';
import { resample } from './resample.ts';

/** cleanvision's scores of one picture, each 0–1, low is bad. */
export interface Quality {
  dark: number;
  bright: number;
  blurry: number;
  lowInformation: number;
}

const BLUR_SIDE = 64;
const BLUR_FACTOR = 0.01;
/** A spread of the grey histogram that gives a smaller share than this counts as none. */
const SPREAD_THRESHOLD = 0.18;

/**
 * Scores a picture as cleanvision 0.3.7 does, on all of its pixels: `dark` is the 99th percentile of brightness,
 * `bright` one minus the 5th, `lowInformation` a tenth of the entropy in bits, `blurry` the spread of edges and of the
 * grey histogram at 64 pixels. Pictures with alpha are scored without it.
 */
export function quality(pixels: Pixels): Quality {
  const [low, high] = brightnessPercentiles(pixels, [0.05, 0.99]);
  return {
    dark: high,
    bright: 1 - low,
    blurry: sharpness(pixels),
    lowInformation: Math.min(1, 0.1 * entropy(pixels)),
  };
}

/**
 * Percentiles, linearly interpolated as NumPy does, of each pixel's perceived brightness
 * √(0.241 R² + 0.691 G² + 0.068 B²) / 255.
 *
 * @param shares - ascending, 0–1
 */
export function brightnessPercentiles({ data, channels }: Pixels, shares: number[]): number[] {
  const count = data.length / channels;
  const ranks = shares.map((share) => share * (count - 1));
  const wanted = [...new Set(ranks.flatMap((rank) => [Math.floor(rank), Math.ceil(rank)]))].sort((a, b) => a - b);
  const values = channels === 1 ? greyOrderStatistics(data, wanted) : colourOrderStatistics(data, wanted);
  return ranks.map((rank) => {
    const below = values.get(Math.floor(rank))!;
    const above = values.get(Math.ceil(rank))!;
    return below + (above - below) * (rank - Math.floor(rank));
  });
}

function greyOrderStatistics(data: Uint8Array, ranks: number[]): Map<number, number> {
  const places = locate(histogram(data, 1)[0], ranks);
  return new Map(ranks.map((rank, i) => [rank, places[i].bin / 255]));
}

/** Squared brightness is a whole number of thousandths: a coarse histogram finds each rank's bin, a second pass its exact value. */
function colourOrderStatistics(data: Uint8Array, ranks: number[]): Map<number, number> {
  const shift = 10;
  const red = squares(241);
  const green = squares(691);
  const blue = squares(68);
  const counts = new Uint32Array(((red[255] + green[255] + blue[255]) >> shift) + 1);
  for (let i = 0; i < data.length; i += 3) {
    counts[(red[data[i]] + green[data[i + 1]] + blue[data[i + 2]]) >> shift]++;
  }
  const places = locate(counts, ranks);
  const first = places[0].bin;
  const last = places[places.length - 1].bin;
  const members = new Map(places.map(({ bin }) => [bin, [] as number[]]));
  const sought = new Uint8Array(counts.length);
  for (const bin of members.keys()) sought[bin] = 1;
  for (let i = 0; i < data.length; i += 3) {
    const square = red[data[i]] + green[data[i + 1]] + blue[data[i + 2]];
    const bin = square >> shift;
    if (bin >= first && bin <= last && sought[bin]) members.get(bin)!.push(square);
  }
  const sorted = new Map([...members].map(([bin, squared]) => [bin, Float64Array.from(squared).sort()]));
  return new Map(ranks.map((rank, i) => [rank, Math.sqrt(sorted.get(places[i].bin)![places[i].within] / 1000) / 255]));
}

function squares(weight: number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, value) => weight * value * value);
}

/** For each rank (ascending, from 0) the bin that holds it, and its rank within that bin. */
function locate(counts: Uint32Array, ranks: number[]): { bin: number; within: number }[] {
  const places: { bin: number; within: number }[] = [];
  let below = 0;
  let bin = 0;
  for (const rank of ranks) {
    while (below + counts[bin] <= rank) below += counts[bin++];
    places.push({ bin, within: rank - below });
  }
  return places;
}

function histogram(data: Uint8Array, channels: number): Uint32Array[] {
  const counts = Array.from({ length: channels }, () => new Uint32Array(256));
  for (let c = 0; c < channels; c++) {
    const own = counts[c];
    for (let i = c; i < data.length; i += channels) own[data[i]]++;
  }
  return counts;
}

/** Shannon entropy in bits of all channels' histograms taken as one, as Pillow's `Image.entropy` does. */
export function entropy({ data, channels }: Pixels): number {
  let bits = 0;
  for (const counts of histogram(data, channels)) {
    for (const count of counts) {
      if (count === 0) continue;
      const share = count / data.length;
      bits -= share * Math.log2(share);
    }
  }
  return bits;
}

function sharpness(pixels: Pixels): number {
  const ratio = Math.max(pixels.width, pixels.height) / BLUR_SIDE;
  const side = (length: number) => Math.max(Math.floor(length / ratio), 1);
  const small = ratio > 1 ? resample(pixels, side(pixels.width), side(pixels.height), 'bicubic') : pixels;
  const grey = toGrey(small);
  const edges = 1 - Math.exp(-BLUR_FACTOR * deviation(findEdges(grey)));
  const spread = 1 - Math.exp(-BLUR_FACTOR * deviation(histogram(grey.data, 1)[0]));
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
