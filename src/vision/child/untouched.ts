import type { Pixels } from '../pixels/image.ts';
import { orient } from '../pixels/orient.ts';
import { resample } from '../pixels/resample.ts';
import { type Decoded, decode } from './decode.ts';
import type { Sharp } from './natives.ts';
import { likeness } from './restored.ts';

/**
 * How like a picture is, as it came, to the one that a model should make of it: PSNR in dB and SSIM. Where the other is of another
 * size, it is resized by bicubic interpolation as Pillow does.
 *
 * @returns nothing when either cannot be decoded, or when they are too small to be compared
 */
export async function likenessUntouched(
  sharp: Sharp,
  bytes: Uint8Array,
  target: Uint8Array,
  limitPixels: number,
): Promise<Float64Array | undefined> {
  const decoded = await Promise.all([bytes, target].map((own) => decode(sharp, own, limitPixels))).catch(() => null);
  if (!decoded) return undefined;
  const [picture, wanted] = decoded.map(uprightOf);
  const { width, height } = wanted;
  const isOfSize = picture.width === width && picture.height === height;
  const resized = isOfSize ? picture : resample(picture, width, height, 'bicubic');
  const channels = Math.max(resized.channels, wanted.channels);
  const data = Float32Array.from({ length: width * height * channels }, (_, at) => {
    const from = resized.channels === channels ? at : Math.floor(at / channels);
    return resized.data[from] / 255;
  });
  const found = likeness({ width, height, channels, data }, wanted, false);
  return 'error' in found ? undefined : Float64Array.of(found.psnr, found.ssim);
}

const uprightOf = ({ pixels, header }: Decoded): Pixels => orient(pixels, header.orientation);
