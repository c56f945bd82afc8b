import { histogramsOfGradients, hogLength } from '../pixels/hog.ts';
import { miniature } from '../pixels/miniature.ts';
import { orient } from '../pixels/orient.ts';
import { resample } from '../pixels/resample.ts';
import { decode, openPicture } from './decode.ts';
import type { Sharp } from './natives.ts';

const QUALITY = 78;
const FEATURE_SIDE = 16;
const COLOURS = FEATURE_SIDE * FEATURE_SIDE * 3;

/**
 * A WebP thumbnail without metadata, turned by its EXIF orientation, never larger than the picture.
 *
 * @param size - most pixels of its longer side
 * @returns no `webp` when the picture cannot be decoded
 */
export async function thumbnail(
  sharp: Sharp,
  bytes: Uint8Array,
  size: number,
  limitPixels: number,
): Promise<{ webp: Uint8Array | undefined; width: number; height: number }> {
  try {
    const { data, info } = await openPicture(sharp, bytes, limitPixels)
      .autoOrient()
      .resize(size, size, { fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .webp({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { webp: data, width: info.width, height: info.height };
  } catch {
    return { webp: undefined, width: 0, height: 0 };
  }
}

/**
 * Of the upright picture, 0–1: the colours of 16 × 16 pixels, rows from the top, then the gradients of 64 × 64 grey ones; nothing
 * when it cannot be decoded.
 */
export async function features(
  sharp: Sharp,
  bytes: Uint8Array,
  limitPixels: number,
): Promise<Float32Array | undefined> {
  const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
  if (!decoded) return undefined;
  const { pixels, header } = decoded;
  const small = resample(orient(pixels, header.orientation), FEATURE_SIDE, FEATURE_SIDE, 'box');
  const { channels } = small;
  const values = new Float32Array(COLOURS + hogLength);
  for (let i = 0; i < COLOURS; i++) {
    const pixel = Math.floor(i / 3) * channels;
    values[i] = small.data[pixel + (channels === 1 ? 0 : i % 3)] / 255;
  }
  values.set(histogramsOfGradients(miniature(pixels, header.orientation)), COLOURS);
  return values;
}

/** The upright picture in grey, stretched to 64 × 64; nothing when it cannot be decoded. */
export async function miniatureOf(
  sharp: Sharp,
  bytes: Uint8Array,
  limitPixels: number,
): Promise<Uint8Array | undefined> {
  const decoded = await decode(sharp, bytes, limitPixels).catch(() => undefined);
  return decoded && miniature(decoded.pixels, decoded.header.orientation);
}
