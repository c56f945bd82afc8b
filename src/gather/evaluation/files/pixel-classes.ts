import type { Png } from '../../png/decode.ts';

/** How the pixels of a predicted mask name classes. */
export interface PixelClasses {
  /** Number of the model's classes. */
  count: number;
  /** Class by the stored value; −1 for a value of none. `null` where colours are declared. */
  ofValue: ((value: number) => number) | null;
  /** Class by colour, as `red · 65536 + green · 256 + blue`; −1 for a colour of none. */
  ofColour(colour: number): number;
}

/** Where a mask holds what is no class: pixels from 0, and what is there. */
export interface Foreign {
  x: number;
  y: number;
  received: string;
}

/** The class of each pixel, rows from the top; or the first pixel that has none. */
export function classMapOf(png: Png, classes: PixelClasses): Uint8Array | Uint16Array | Foreign {
  const { width, height, channels, samples } = png;
  const map = classes.count <= 256 ? new Uint8Array(width * height) : new Uint16Array(width * height);
  const keyAt = channels <= 2 ? (i: number) => samples[i * channels] : (i: number) => colourAt(samples, i * channels);
  const classOf = channels <= 2 ? byValue(png, classes) : byColour(classes);
  let last = -1;
  let known = -1;
  for (let i = 0; i < map.length; i++) {
    const key = keyAt(i);
    if (key !== last) {
      last = key;
      known = classOf(key);
      if (known < 0) return { x: i % width, y: Math.floor(i / width), received: nameOf(key, png, classes) };
    }
    map[i] = known;
  }
  return map;
}

function byValue({ palette, samples }: Png, { ofValue, ofColour }: PixelClasses): (value: number) => number {
  if (ofValue !== null) return ofValue;
  if (palette !== null)
    return (value) => (3 * value + 2 < palette.length ? ofColour(colourAt(palette, 3 * value)) : -1);
  return samples instanceof Uint16Array ? () => -1 : (value) => ofColour(value * 0x010101);
}

/** Colours that are all grey are values, as a conversion to grey would give. */
function byColour({ ofValue, ofColour }: PixelClasses): (colour: number) => number {
  if (ofValue === null) return ofColour;
  return (colour) => (colour % 0x010101 === 0 ? ofValue(colour & 0xff) : -1);
}

function nameOf(key: number, { channels, palette }: Png, { ofValue }: PixelClasses): string {
  if (channels <= 2 && (ofValue !== null || palette === null)) return `the value ${key}`;
  const colour = channels <= 2 ? colourAt(palette!, 3 * key) : key;
  return `the colour ${colour >> 16}, ${(colour >> 8) & 255}, ${colour & 255}`;
}

function colourAt(samples: ArrayLike<number>, at: number): number {
  return samples[at] * 65_536 + samples[at + 1] * 256 + samples[at + 2];
}
