import { Fault } from '../../../model/fault.ts';
import type { Picture } from '../../../score/restoration/picture.ts';
import { psnr } from '../../../score/restoration/psnr.ts';
import { ssim } from '../../../score/restoration/ssim.ts';
import { decodePng, type Png } from '../../png/decode.ts';

/** How alike two pictures are, as JSON holds it: PSNR in dB, `null` where it is infinite, and SSIM; or which one is at fault. */
export type Likeness = { psnr: number | null; ssim: number } | { fault: string; of: 'restored' | 'target' };

/** Holds a restored picture against its target; both are PNGs, of one size. Transparency is passed over. */
export function comparePictures(restored: Buffer, target: Buffer): Likeness {
  const wanted = decoded(target);
  if (typeof wanted === 'string') return { fault: wanted, of: 'target' };
  const own = decoded(restored);
  if (typeof own === 'string') return { fault: own, of: 'restored' };
  const white = wanted.samples instanceof Uint16Array ? 65_535 : 255;
  if (white !== (own.samples instanceof Uint16Array ? 65_535 : 255)) {
    return { fault: 'Its channels have another number of bits. Save it as the target is.', of: 'restored' };
  }
  const channels = isGrey(wanted) && isGrey(own) ? 1 : 3;
  const [first, second] = [pictureOf(wanted, channels), pictureOf(own, channels)];
  if (first.width < 11 || first.height < 11) {
    return { fault: 'It is smaller than 11 × 11 pixels, the window of SSIM. Remove the pair.', of: 'target' };
  }
  try {
    const ratio = psnr(first, second, white);
    return { psnr: Number.isFinite(ratio) ? ratio : null, ssim: ssim(first, second, { dataRange: white }) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message, of: 'restored' };
    throw error;
  }
}

function decoded(bytes: Buffer): Png | string {
  try {
    return decodePng(bytes);
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }
}

function isGrey({ channels, palette }: Png): boolean {
  return channels <= 2 && palette === null;
}

/** Grey, or red, green and blue: colours of a palette are looked up, and grey stands for three equal channels. */
function pictureOf({ width, height, channels, samples, palette }: Png, wanted: number): Picture {
  if (channels === wanted && palette === null) return { width, height, channels, data: samples };
  const data = new (samples instanceof Uint16Array ? Uint16Array : Uint8Array)(width * height * wanted);
  const hasColour = channels > 2;
  for (let from = 0, to = 0; to < data.length; from += channels, to += wanted) {
    for (let c = 0; c < wanted; c++) {
      const sample = samples[from + (hasColour ? c : 0)];
      data[to + c] = palette === null ? sample : palette[3 * sample + c];
    }
  }
  return { width, height, channels: wanted, data };
}
