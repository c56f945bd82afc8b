import { inflateSync } from 'node:zlib';
import { broken, type Header } from './chunks.ts';

/** Most bytes of pixels that are held at once. */
const mostBytes = 1024 * 1024 * 1024;

/** A picture, or one of the seven that an interlaced one is stored as: its pixel (x, y) is (left + x · across, top + y · down). */
export interface Pass {
  left: number;
  top: number;
  across: number;
  down: number;
  width: number;
  height: number;
}

/** Adam7 (PNG specification, 8.2). */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

export function passesOf({ width, height, interlaced }: Header): Pass[] {
  const steps = interlaced ? adam7 : [[0, 0, 1, 1]];
  return steps
    .map(([left, top, across, down]) => ({
      left,
      top,
      across,
      down,
      width: Math.ceil((width - left) / across),
      height: Math.ceil((height - top) / down),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/**
 * Inflates the pixels and takes the filters off in place. Each row is a byte of its filter and `bytesOfRow` of samples.
 * @throws Fault `broken` when there is less or more than the header says
 */
export function inflateRows(data: Uint8Array, header: Header, passes: readonly Pass[]): Buffer {
  const expected = passes.reduce((sum, { width, height }) => sum + height * (1 + bytesOfRow(width, header)), 0);
  if (expected > mostBytes) throw broken(`at most ${mostBytes} bytes of pixels`, `${expected}`);
  let rows: Buffer;
  try {
    rows = inflateSync(data, { maxOutputLength: expected });
  } catch (error) {
    const isMore = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw broken(`${expected} bytes of pixels`, isMore ? 'more' : 'data that cannot be inflated');
  }
  if (rows.length < expected) throw broken(`${expected} bytes of pixels`, `${rows.length}`);

  const step = Math.max(1, (header.channels * header.depth) >> 3);
  let at = 0;
  for (const { width, height } of passes) {
    const length = bytesOfRow(width, header);
    for (let row = 0; row < height; row++, at += 1 + length) {
      unfilter(rows, at, length, step, row === 0 ? -1 : at - length);
    }
  }
  return rows;
}

/** Bytes of a row of samples, without that of its filter. */
export function bytesOfRow(width: number, { channels, depth }: Header): number {
  return Math.ceil((width * channels * depth) / 8);
}

/**
 * Takes the filter off one row (PNG specification, 9.2).
 * @param at where the row begins, with the byte of its filter
 * @param step bytes to the same sample of the pixel at the left
 * @param above where the samples of the row above begin; −1 for none
 */
function unfilter(rows: Buffer, at: number, length: number, step: number, above: number): void {
  const start = at + 1;
  const end = start + length;
  // From a sample to the one above it; the row above the first is all zero.
  const up = start - above;
  const hasAbove = above >= 0;
  switch (rows[at]) {
    case 0:
      return;
    case 1:
      for (let i = start + step; i < end; i++) rows[i] += rows[i - step];
      return;
    case 2:
      if (hasAbove) for (let i = start; i < end; i++) rows[i] += rows[i - up];
      return;
    case 3:
      for (let i = start; i < end; i++) {
        const left = i < start + step ? 0 : rows[i - step];
        rows[i] += (left + (hasAbove ? rows[i - up] : 0)) >> 1;
      }
      return;
    case 4:
      // The first pixel has nothing at its left, so that the one above is nearest; without a row above the one at the left is.
      if (hasAbove) for (let i = start; i < Math.min(start + step, end); i++) rows[i] += rows[i - up];
      for (let i = start + step; i < end; i++) {
        rows[i] += hasAbove ? paeth(rows[i - step], rows[i - up], rows[i - up - step]) : rows[i - step];
      }
      return;
    default:
      throw broken('a filter from 0 to 4', `${rows[at]}`);
  }
}

/** Whichever of the three is nearest to left + up − diagonal; of equally near ones the first. */
function paeth(left: number, up: number, diagonal: number): number {
  const toLeft = Math.abs(up - diagonal);
  const toUp = Math.abs(left - diagonal);
  const toDiagonal = Math.abs(left + up - 2 * diagonal);
  if (toLeft <= toUp && toLeft <= toDiagonal) return left;
  return toUp <= toDiagonal ? up : diagonal;
}
