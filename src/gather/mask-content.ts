import { Fault } from '../model/fault.ts';
import { decodePng, type Png } from './png/decode.ts';

/** What one mask holds, whatever the policy says of values and colours. */
export interface MaskContent {
  /** Why it could not be read; the other values are then empty. */
  error: string | null;
  width: number;
  height: number;
  /**
   * Pixels by what is stored, ascending. Value: the index or grey; −1 for a colour. Colour: of the palette, of the grey, or
   * the stored one, as `red · 65536 + green · 256 + blue`; −1 for grey of 16 bits.
   */
  counts: [value: number, colour: number, pixels: number][];
}

/** More than any list of classes; a photograph has more. */
const mostColours = 65_536;

export function contentOfMask(bytes: Buffer): MaskContent {
  try {
    const png = decodePng(bytes);
    const counts = png.channels <= 2 ? countValues(png) : countColours(png);
    return { error: null, width: png.width, height: png.height, counts };
  } catch (error) {
    if (error instanceof Fault) return unreadableMask(error.message);
    throw error;
  }
}

export function unreadableMask(error: string): MaskContent {
  return { error, width: 0, height: 0, counts: [] };
}

function countValues({ samples, channels, palette }: Png): MaskContent['counts'] {
  const counts = new Uint32Array(samples instanceof Uint16Array ? 65_536 : 256);
  for (let i = 0; i < samples.length; i += channels) counts[samples[i]]++;
  const colourOf = (value: number) => {
    if (palette !== null)
      return colour(palette[3 * value] ?? 0, palette[3 * value + 1] ?? 0, palette[3 * value + 2] ?? 0);
    return samples instanceof Uint16Array ? -1 : colour(value, value, value);
  };
  return [...counts].flatMap((pixels, value) =>
    pixels === 0 ? [] : [[value, colourOf(value), pixels] as const],
  ) as MaskContent['counts'];
}

/** A mask stored as colours of which all are grey is one of values, as a conversion to grey would give. */
function countColours({ samples, channels }: Png): MaskContent['counts'] {
  const counts = new Map<number, number>();
  let last = -1;
  let run = 0;
  const keep = () => {
    if (run > 0) counts.set(last, (counts.get(last) ?? 0) + run);
    if (counts.size > mostColours)
      throw new Fault(
        'broken',
        `Expected the colours of classes but received more than ${mostColours}. Save a mask, not a photograph.`,
      );
  };
  for (let i = 0; i < samples.length; i += channels) {
    const next = colour(samples[i], samples[i + 1], samples[i + 2]);
    if (next === last) run++;
    else {
      keep();
      last = next;
      run = 1;
    }
  }
  keep();
  const isGrey = [...counts.keys()].every((key) => key % 0x10101 === 0);
  return [...counts]
    .map(([key, pixels]): MaskContent['counts'][number] => [isGrey ? key & 0xff : -1, key, pixels])
    .sort(([, a], [, b]) => a - b);
}

function colour(red: number, green: number, blue: number): number {
  return red * 65_536 + green * 256 + blue;
}
