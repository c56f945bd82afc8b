import type { Images } from '../model/facts.ts';
import type { ImageDescription } from '../model/vision.ts';

/** Columns of text, and of numbers with how each is kept. */
export const texts = ['format', 'mode', 'icc', 'tables', 'phash'] as const;
export const numbers = {
  width: Int32Array,
  height: Int32Array,
  frames: Int32Array,
  depth: Uint8Array,
  channels: Uint8Array,
  progressive: Uint8Array,
  orientation: Uint8Array,
  location: Uint8Array,
  grey: Uint8Array,
  quality: Float64Array,
  dark: Float64Array,
  bright: Float64Array,
  blurry: Float64Array,
  lowInformation: Float64Array,
  brightness: Float64Array,
  contrast: Float64Array,
  red: Float64Array,
  green: Float64Array,
  blue: Float64Array,
} as const;

export type NumberName = keyof typeof numbers;
export const numberNames = Object.keys(numbers) as NumberName[];

/** Columns for `count` images, of which nothing is known yet. */
export function createColumns(dataset: string, count: number): Images {
  const columns: Record<string, unknown> = { dataset, error: new Array<string | null>(count).fill(null) };
  for (const name of texts) columns[name] = new Array<string>(count).fill('');
  for (const name of numberNames) columns[name] = new numbers[name](count);
  return columns as unknown as Images;
}

/** Writes one row. */
export function putImage(images: Images, row: number, description: ImageDescription): void {
  images.error[row] = description.error;
  for (const name of texts) images[name][row] = description[name];
  for (const name of numberNames) images[name][row] = Number(description[name]);
}

/** Writes rows with what other rows say, of these columns or of others: row `to[i]` with row `from[i]`. */
export function copyImages(images: Images, to: readonly number[], source: Images, from: readonly number[]): void {
  for (const name of ['error', ...texts] as const) copyColumn(images[name], to, source[name], from);
  for (const name of numberNames) copyColumn(images[name], to, source[name], from);
}

function copyColumn<T>(
  column: Writable<T>,
  to: readonly number[],
  source: ArrayLike<T>,
  from: readonly number[],
): void {
  for (let i = 0; i < to.length; i++) column[to[i]] = source[from[i]];
}

interface Writable<T> {
  [index: number]: T;
}
