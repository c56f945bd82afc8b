import { createHash } from 'node:crypto';
import type { Pixels } from '../pixels/image.ts';
import { lookOf, looksOf } from '../pixels/look.ts';
import { miniature } from '../pixels/miniature.ts';
import { orient } from '../pixels/orient.ts';
import { decode } from './decode.ts';
import type { Sharp } from './natives.ts';

/**
 * SHA-256 of the upright pixels, then the look of the picture, signs and sureness; with `crops` the signs of it and of its crops.
 * Nothing when it cannot be decoded.
 */
export async function looks(
  sharp: Sharp,
  bytes: Uint8Array,
  limitPixels: number,
  crops: boolean,
): Promise<Uint8Array | undefined> {
  const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
  if (!decoded) return undefined;
  const { pixels, header } = decoded;
  const small = miniature(pixels, header.orientation);
  const own = crops ? looksOf(small) : Object.values(lookOf(small));
  return Buffer.concat([digestOf(orient(pixels, header.orientation)), ...own]);
}

/** Grey pictures and those of equal colours have one digest. */
function digestOf({ width, height, channels, data }: Pixels): Buffer {
  const hash = createHash('sha256').update(`${width} ${height} `);
  if (channels === 3) return hash.update(data).digest();
  const colours = new Uint8Array(3 * data.length);
  for (let i = 0; i < data.length; i++) colours.fill(data[i], 3 * i, 3 * i + 3);
  return hash.update(colours).digest();
}
