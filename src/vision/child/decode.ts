import type { Metadata, Sharp as Picture, SharpOptions } from 'sharp';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { Pixels } from '../pixels/image.ts';
import type { Sharp } from './natives.ts';
import type { Turns } from './turns.ts';

/** What a picture's file says of it; `Images` says what each value means. */
export interface Header {
  format: string;
  mode: string;
  depth: number;
  width: number;
  height: number;
  channels: number;
  frames: number;
  progressive: boolean;
  orientation: number;
  exif: Uint8Array | undefined;
  xmp: Uint8Array | undefined;
  icc: Uint8Array | undefined;
}

export interface Decoded {
  header: Header;
  pixels: Pixels;
}

/** Depths that can be decoded, in bits a channel. */
const BITS: Record<string, number> = { uchar: 8, ushort: 16 };

export function openPicture(sharp: Sharp, bytes: Uint8Array, limitPixels: number): Picture {
  const options: SharpOptions = {
    failOn: 'warning',
    limitInputPixels: limitPixels,
    ignoreIcc: true,
    page: 0,
    pages: 1,
  };
  return sharp(bytes, options);
}

/**
 * Decodes the first frame of a picture to the 8-bit pixels that Pillow's `convert('RGB')` gives: colour profiles are
 * ignored, alpha is dropped and not blended, palettes are expanded, CMYK is taken without a profile. Two differences on
 * purpose: grey stays one channel, and 16-bit grey keeps its high byte where Pillow saturates to white.
 *
 * @param limitPixels - most pixels that a header may announce
 * @throws Error with a reason when the bytes are no picture, are truncated or corrupt, or too large
 */
export async function decode(sharp: Sharp, bytes: Uint8Array, limitPixels: number): Promise<Decoded> {
  const picture = openPicture(sharp, bytes, limitPixels);
  const metadata = await picture.metadata();
  if (!(metadata.depth in BITS)) {
    throw new Error(`Expected 8 or 16 bits a channel but received ${metadata.depth} values`);
  }
  return { header: headerOf(metadata), pixels: await pixelsOf(picture, metadata) };
}

/** As `decode`, among others that decode in the same process, with a reason that is this picture's own. */
export async function decodeInTurn(
  turns: Turns,
  sharp: Sharp,
  bytes: Uint8Array,
  limitPixels: number,
): Promise<Decoded> {
  try {
    return await turns.together(() => decode(sharp, bytes, limitPixels));
  } catch {
    return turns.alone(() => decode(sharp, bytes, limitPixels));
  }
}

function headerOf(metadata: Metadata): Header {
  const { format, width, height, channels, isProgressive, exif, xmp, icc } = metadata;
  return {
    format,
    mode: modeOf(metadata),
    depth: metadata.bitsPerSample ?? BITS[metadata.depth],
    width,
    height,
    channels,
    frames: metadata.pages ?? 1,
    progressive: isProgressive,
    orientation: metadata.orientation ?? 1,
    exif,
    xmp,
    icc,
  };
}

/** libvips' names of colour spaces, in the words of the report; others keep theirs. */
const SPACES: Record<string, string> = { 'b-w': 'grey', grey16: 'grey', srgb: 'rgb', rgb16: 'rgb' };

function modeOf({ space, isPalette, hasAlpha }: Metadata): string {
  const colours = isPalette ? 'palette' : (SPACES[space] ?? space);
  return hasAlpha ? `${colours} alpha` : colours;
}

async function pixelsOf(picture: Picture, metadata: Metadata): Promise<Pixels> {
  const colours = metadata.channels - (metadata.hasAlpha ? 1 : 0);
  if (metadata.space === 'cmyk') {
    const { data, info } = await picture
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, channels: 3, data: cmykToRgb(data, info.channels) };
  }
  const grey = colours < 3;
  const { data, info } = await picture
    .removeAlpha()
    .toColourspace(grey ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const channels = grey ? 1 : 3;
  if (info.channels !== channels) {
    throw new Error(`Expected ${channels} colour channels but decoded ${info.channels}`);
  }
  return { width: info.width, height: info.height, channels, data };
}

/** Pillow's conversion: R = (255 − K) − C · (255 − K) / 255, rounded in integers. */
function cmykToRgb(data: Uint8Array, stride: number): Uint8Array {
  const count = data.length / stride;
  const out = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    const light = 255 - data[i * stride + 3];
    for (let c = 0; c < 3; c++) {
      const product = data[i * stride + c] * light + 128;
      out[i * 3 + c] = Math.max(0, light - (((product >> 8) + product) >> 8));
    }
  }
  return out;
}

/** A decoder's complaint as one sentence without its line breaks. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s*\n\s*/g, '; ').trim() || 'the decoder gave no reason';
}

/** Size of the picture as a preprocessing turns it. */
export function uprightSize(
  { pixels, header }: Decoded,
  { orientation }: Pick<Preprocessing, 'orientation'>,
): { width: number; height: number } {
  const isTurned = orientation === 'apply' && header.orientation >= 5;
  const { width, height } = pixels;
  return isTurned ? { width: height, height: width } : { width, height };
}
