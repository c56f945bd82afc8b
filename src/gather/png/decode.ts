import { type Header, readChunks } from './chunks.ts';
import { bytesOfRow, inflateRows, type Pass, passesOf } from './scanlines.ts';

/** The pixels of a PNG, row by row, the samples of a pixel together. */
export interface Png {
  width: number;
  height: number;
  /** 1: an index or grey, 2: with alpha, 3: red, green, blue, 4: with alpha. */
  channels: number;
  /** As Pillow's arrays: indices as stored; grey of 2 and 4 bits stretched to 255, of 1 bit 0 or 1, of 16 bits as stored; other samples of 16 bits by their upper byte. */
  samples: Uint8Array | Uint16Array;
  /** Red, green and blue of each index; `null` where samples are no indices. */
  palette: Uint8Array | null;
}

/**
 * Decodes every kind of PNG without colour management, so that indices and values are what was stored.
 * @throws Fault `broken` for bytes that are no whole PNG, or too many pixels
 */
export function decodePng(bytes: Buffer): Png {
  const { header, palette, data } = readChunks(bytes);
  const { width, height, channels } = header;
  const passes = passesOf(header);
  const rows = inflateRows(data, header, passes);
  const count = width * height * channels;
  const samples = header.depth === 16 && channels === 1 ? new Uint16Array(count) : new Uint8Array(count);
  let at = 0;
  for (const pass of passes) {
    const stride = 1 + bytesOfRow(pass.width, header);
    for (let y = 0; y < pass.height; y++, at += stride) unpack(rows, at + 1, pass, y, header, samples);
  }
  return { width, height, channels, samples, palette: header.isIndexed ? palette : null };
}

/** Puts a row's samples to their places in the picture. */
function unpack(
  rows: Buffer,
  start: number,
  { left, top, across, down, width }: Pass,
  y: number,
  header: Header,
  samples: Png['samples'],
): void {
  const { channels, depth } = header;
  const first = ((top + y * down) * header.width + left) * channels;
  if (depth === 8 && across === 1) {
    samples.set(rows.subarray(start, start + width * channels), first);
    return;
  }
  const scale = header.isIndexed || depth === 1 ? 1 : 255 / (2 ** depth - 1);
  const mask = 2 ** depth - 1;
  for (let x = 0, i = 0; x < width; x++) {
    const to = first + x * across * channels;
    for (let channel = 0; channel < channels; channel++, i++) {
      if (depth === 8) samples[to + channel] = rows[start + i];
      else if (depth === 16) {
        const upper = rows[start + 2 * i];
        samples[to + channel] = channels === 1 ? (upper << 8) | rows[start + 2 * i + 1] : upper;
      } else {
        const bit = i * depth;
        const value = (rows[start + (bit >> 3)] >> (8 - depth - (bit & 7))) & mask;
        samples[to + channel] = value * scale;
      }
    }
  }
}
