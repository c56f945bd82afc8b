import type { Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { DatasetPolicy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { noProblems } from '../formats/listing/problems.ts';
import { readColours } from '../formats/masks/colours.ts';
import { decodePng, type Png } from '../png/decode.ts';

/** Value of a pixel that belongs to no class and does not count. */
export const ignored = 65_535;

/** Class of each pixel of a mask among the model's classes, rows from the top; `ignored` where it does not count. */
export interface TrueMap {
  width: number;
  height: number;
  map: Uint16Array;
}

/** Reads one mask as classes of the model. @throws Fault where it is no mask, or a class is none of the model's */
export type ReadMap = (bytes: Buffer, path: string) => TrueMap;

/**
 * How the masks of a dataset are read as classes of a model, by the policy's colours and its value that is no class.
 *
 * @param classOf - a class name's index among the model's classes; `undefined` where it has no such class
 */
export async function mapReader(
  snapshot: Snapshot,
  samples: Samples,
  { colours, ignore }: Pick<DatasetPolicy, 'colours' | 'ignore'>,
  classOf: (name: string) => number | undefined,
  model: string,
): Promise<ReadMap> {
  const listed = colours === undefined ? null : await readColours(snapshot, colours, noProblems());
  const names = listed?.classes ?? samples.classes;
  const indexOf = (stored: number): number | null => {
    const name = names[stored];
    return name === undefined ? null : (classOf(name) ?? null);
  };
  return (bytes, path) => {
    const png = decodePng(bytes);
    const keys = keysOf(png, listed?.byColour ?? null, path);
    const known = new Map<number, number>();
    const map = new Uint16Array(png.width * png.height);
    for (let pixel = 0; pixel < map.length; pixel++) {
      const key = keys(pixel);
      let value = known.get(key);
      if (value === undefined) {
        const own = key === ignore ? ignored : indexOf(key);
        if (own === null) throw unknownClass(key, names, path, model);
        value = own;
        known.set(key, value);
      }
      map[pixel] = value;
    }
    return { width: png.width, height: png.height, map };
  };
}

/** The class index of the dataset that each pixel holds, or −1 − its colour. */
function keysOf(
  { samples, channels, palette }: Png,
  byColour: ReadonlyMap<number, number> | null,
  path: string,
): (pixel: number) => number {
  if (byColour === null) {
    if (channels <= 2) return (pixel) => samples[pixel * channels];
    return (pixel) => {
      const at = pixel * channels;
      if (samples[at] === samples[at + 1] && samples[at] === samples[at + 2]) return samples[at];
      throw new Fault(
        'broken',
        'Expected a palette or one channel, whose values are classes, but received colours. Declare `colours` in the policy.',
        { path },
      );
    };
  }
  const ofColour = (red: number, green: number, blue: number) => {
    const colour = red * 65_536 + green * 256 + blue;
    return byColour.get(colour) ?? -1 - colour;
  };
  return (pixel) => {
    const at = pixel * channels;
    const value = samples[at];
    if (palette) return ofColour(palette[3 * value] ?? 0, palette[3 * value + 1] ?? 0, palette[3 * value + 2] ?? 0);
    return channels <= 2 ? ofColour(value, value, value) : ofColour(value, samples[at + 1], samples[at + 2]);
  };
}

function unknownClass(key: number, names: readonly string[], path: string, model: string): Fault {
  const colour = -1 - key;
  const held =
    key < 0
      ? `the colour ${colour >> 16}, ${(colour >> 8) & 255}, ${colour & 255}`
      : names[key] === undefined
        ? `the value ${key}`
        : `the class ${names[key]}`;
  return new Fault(
    'broken',
    `${path} has pixels of ${held}, which is no class of ${model}. Correct the mask, give \`ignore\` the value that is no class, or correct the model's list of labels.`,
    { path },
  );
}
