import { kernels, type Rooms, roomsOf } from '../kernels/kernels.ts';
import type { Pixels } from './image.ts';

/** Squared brightness is counted in bins of 2¹² thousandths of a squared level. */
const BIN_SHIFT = 12;
export const BIN_WIDTH = 2 ** BIN_SHIFT / 1000;
const BINS = ((1000 * 255 * 255) >> BIN_SHIFT) + 1;
const LEVELS = 3 * 256;
/** Pixels that are copied to the kernels at once. */
const STRIP = 2 ** 16;

/** What was counted of a picture's pixels, or of a regular part of them. */
export interface Survey {
  /** Pixels that were looked at. */
  count: number;
  /** 256 counts of each channel, one channel after the other. */
  levels: Uint32Array;
  /** Counts of squared perceived brightness 0.241 R² + 0.691 G² + 0.068 B², in bins of `BIN_WIDTH`; `null` for grey, whose levels say it. */
  squares: Uint32Array | null;
}

/**
 * Counts a picture's pixels.
 *
 * @param step - looks at every step-th pixel of the rows laid end to end
 */
export function survey({ channels, width, height, data }: Pixels, step = 1): Survey {
  if (channels === 1) return surveyGrey(data, step);
  const rooms = roomsOf({ colours: 3 * STRIP, ...COUNTING_ROOMS });
  const counting = countIn(rooms, step);
  for (let from = 0; from < width * height; from += STRIP) {
    const to = Math.min(from + STRIP, width * height);
    rooms.bytes.set(data.subarray(3 * from, 3 * to), rooms.at.colours);
    counting.take(rooms.at.colours, from, to);
  }
  return counting.result();
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

export function surveyGrey(data: Uint8Array, step: number): Survey {
  const levels = new Uint32Array(256);
  for (let i = 0; i < data.length; i += step) levels[data[i]]++;
  return { count: Math.ceil(data.length / step), levels, squares: null };
}

/** What counting colours needs of the kernels' memory, in bytes. */
export const COUNTING_ROOMS = {
  levels: LEVELS * Uint32Array.BYTES_PER_ELEMENT,
  bins: BINS * Uint32Array.BYTES_PER_ELEMENT,
};

/** Counts colours as they come by. */
export interface Counting {
  /** Takes the picture's pixels `from` … `to` (not included), which begin at an address. */
  take(colours: number, from: number, to: number): void;
  result(): Survey;
}

export function countIn({ at, bytes }: Rooms<keyof typeof COUNTING_ROOMS>, step: number): Counting {
  for (const [room, size] of Object.entries(COUNTING_ROOMS)) {
    const start = at[room as keyof typeof COUNTING_ROOMS];
    bytes.fill(0, start, start + size);
  }
  let count = 0;
  return {
    take(colours, from, to) {
      const next = count * step;
      const samples = Math.max(0, Math.ceil((to - next) / step));
      kernels.survey(colours + 3 * (next - from), samples, step, at.levels, at.bins, BIN_SHIFT);
      count += samples;
    },
    result: () => ({
      count,
      levels: new Uint32Array(bytes.buffer, at.levels, LEVELS).slice(),
      squares: new Uint32Array(bytes.buffer, at.bins, BINS).slice(),
    }),
  };
}
