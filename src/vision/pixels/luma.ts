import { kernels, roomsOf } from '../kernels/kernels.ts';
import type { Pixels } from './image.ts';

/** What all pixels' ITU-R 601 luma, 0–255, comes to. */
export interface Luma {
  count: number;
  sum: number;
  squares: number;
}

const STRIP = 2 ** 16;

/** @param grey - a picture of one channel */
export function lumaOf({ data }: Pixels): Luma {
  const { at, bytes } = roomsOf({ grey: STRIP, ...SUMMING_ROOMS });
  const summing = sumIn(bytes, at.sums);
  for (let from = 0; from < data.length; from += STRIP) {
    const strip = data.subarray(from, from + STRIP);
    bytes.set(strip, at.grey);
    summing.take(at.grey, strip.length);
  }
  return summing.result();
}

/** What summing needs of the kernels' memory, in bytes. */
export const SUMMING_ROOMS = { sums: 2 * BigUint64Array.BYTES_PER_ELEMENT };

/** How many values the kernels take together. */
const TOGETHER = 16;

/** Sums grey values as they come by. */
export interface Summing {
  /** Takes `count` values from an address on; those that follow them are set to zero. */
  take(grey: number, count: number): void;
  result(): Luma;
}

export function sumIn(bytes: Uint8Array, sums: number): Summing {
  bytes.fill(0, sums, sums + SUMMING_ROOMS.sums);
  let all = 0;
  return {
    take(grey, count) {
      bytes.fill(0, grey + count, grey + count + TOGETHER);
      kernels.moments(grey, count, sums);
      all += count;
    },
    result() {
      const [sum, squares] = new BigUint64Array(bytes.buffer, sums, 2);
      return { count: all, sum: Number(sum), squares: Number(squares) };
    },
  };
}
