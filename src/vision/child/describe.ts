import { phash } from '../pixels/phash.ts';
import { quality } from '../pixels/quality.ts';
import type { ImageFacts } from '../protocol.ts';
import { decode, reasonOf } from './decode.ts';
import { holdsLocation } from './exif.ts';
import type { Sharp } from './natives.ts';

/** Decodes a picture once and takes every fact of it; one that cannot be decoded says why and has none. */
export async function describeImage(
  sharp: Sharp,
  bytes: Uint8Array,
  limitPixels: number,
): Promise<{ error: string | null; facts: ImageFacts | null }> {
  try {
    const { header, pixels } = await decode(sharp, bytes, limitPixels);
    const { format, width, height, channels, orientation, exif, xmp } = header;
    const location = holdsLocation(exif, xmp);
    const stored = { format, width, height, channels, orientation, location };
    return { error: null, facts: { ...stored, ...quality(pixels), phash: phash(pixels) } };
  } catch (error) {
    return { error: reasonOf(error), facts: null };
  }
}
