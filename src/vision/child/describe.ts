import { pixelFacts } from '../pixels/facts.ts';
import type { ImageFacts } from '../protocol.ts';
import { profileName } from './colour-profile.ts';
import { decodeInTurn, reasonOf } from './decode.ts';
import { holdsLocation } from './exif.ts';
import { compression } from './jpeg-tables.ts';
import type { Sharp } from './natives.ts';
import type { Turns } from './turns.ts';

/** Decodes a picture once and takes every fact of it; one that cannot be decoded says why and has none. */
export async function describeImage(
  turns: Turns,
  sharp: Sharp,
  bytes: Uint8Array,
  limitPixels: number,
): Promise<{ error: string | null; facts: ImageFacts | null }> {
  try {
    const { header, pixels } = await decodeInTurn(turns, sharp, bytes, limitPixels);
    const { exif, xmp, icc, ...stored } = header;
    const facts = {
      ...stored,
      icc: profileName(icc),
      location: holdsLocation(exif, xmp),
      ...(stored.format === 'jpeg' ? compression(bytes) : { quality: null, tables: '' }),
      ...pixelFacts(pixels),
    };
    return { error: null, facts };
  } catch (error) {
    return { error: reasonOf(error), facts: null };
  }
}
