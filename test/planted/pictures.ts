import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { randomStream } from '../../src/statistics/random.ts';

export interface MarkedObject {
  label: string;
  /** Left, top, width, height in pixels. */
  box: readonly [number, number, number, number];
}

/** One picture of a dataset, in no format yet. */
export interface Picture {
  /** File name with its extension, unique in the dataset. */
  name: string;
  bytes: Buffer;
  width: number;
  height: number;
  split: 'train' | 'validation' | 'test';
  label: string;
  objects: MarkedObject[];
}

export const labels = ['bird', 'cat', 'dog'] as const;

/** The example's photographs that are sharp all over, from which tiles are cut. */
const photographs = ['astronaut', 'room', 'espresso', 'pagoda', 'grass', 'gravel', 'bricks', 'asters'];
const photographFolder = new URL('../../examples/garments/base/data/photos/images/', import.meta.url);
const width = 128;
const height = 96;

let cut: Promise<Buffer[]> | undefined;

/** Tiles of real photographs that do not overlap, in an order that has nothing to do with where they were cut. */
export function tiles(): Promise<Buffer[]> {
  cut ??= cutTiles();
  return cut;
}

async function cutTiles(): Promise<Buffer[]> {
  const cut: Buffer[] = [];
  for (const name of photographs) {
    const photograph = readFileSync(fileURLToPath(new URL(`${name}.jpg`, photographFolder)));
    const size = await sharp(photograph).metadata();
    for (let top = 0; top + height <= size.height; top += height) {
      for (let left = 0; left + width <= size.width; left += width) {
        const tile = sharp(photograph).extract({ left, top, width, height }).toColourspace('srgb');
        const { entropy, sharpness } = await sharp(await tile.clone().png().toBuffer()).stats();
        if (entropy > 6.5 && sharpness > 2) cut.push(await tile.jpeg({ quality: 90 }).toBuffer());
      }
    }
  }
  const random = randomStream(['planted', 'order']);
  return cut
    .map((tile) => ({ tile, place: random.nextFloat() }))
    .sort((a, b) => a.place - b.place)
    .map(({ tile }) => tile);
}

/** `count` pictures of three classes and three splits, each with one to three objects. */
export async function pictures(count: number): Promise<Picture[]> {
  const cut = await tiles();
  if (cut.length < count) throw new Error(`Expected ${count} tiles but the photographs give ${cut.length}.`);
  return cut.slice(0, count).map((bytes, index) => pictureOf(bytes, index));
}

export function pictureOf(bytes: Buffer, index: number): Picture {
  const random = randomStream(['planted', index]);
  const whole = (from: number, below: number) => from + Math.floor(random.nextFloat() * (below - from));
  const objects = Array.from({ length: whole(1, 4) }, (): MarkedObject => {
    const [w, h] = [whole(24, 60), whole(24, 48)];
    return { label: labels[whole(0, 3)], box: [whole(0, width - w), whole(0, height - h), w, h] };
  });
  return {
    name: `tile-${String(index).padStart(3, '0')}.jpg`,
    bytes,
    width,
    height,
    split: (['train', 'train', 'train', 'validation', 'test'] as const)[index % 5],
    label: labels[Math.floor(index / 5) % 3],
    objects,
  };
}
