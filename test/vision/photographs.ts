import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EncodedImage } from '../../src/model/vision.ts';
import { type Decoded, decode } from '../../src/vision/child/decode.ts';
import { loadDecoder } from '../../src/vision/child/natives.ts';

const folder = fileURLToPath(new URL('./photographs/', import.meta.url));

export const photographNames = readdirSync(folder)
  .filter((name) => /\.(jpg|png|webp)$/.test(name))
  .sort();

export function photograph(name: string): Buffer {
  return readFileSync(`${folder}${name}`);
}

export async function decoded(name: string): Promise<Decoded> {
  return decode(loadDecoder(process.cwd()), photograph(name), 1e8);
}

export async function* photographs(names: readonly string[] = photographNames): AsyncGenerator<EncodedImage> {
  for (const name of names) yield { key: name, bytes: photograph(name) };
}

/** RGB bytes, grey spread over three channels, as Pillow's `convert('RGB')` lays them out. */
export function asRgb({ channels, data }: { channels: number; data: Uint8Array }): Uint8Array {
  return channels === 3 ? data : Uint8Array.from({ length: data.length * 3 }, (_, i) => data[Math.floor(i / 3)]);
}

export async function collect<T extends { key: string }>(answers: AsyncIterable<T>): Promise<Map<string, T>> {
  const all = new Map<string, T>();
  for await (const answer of answers) all.set(answer.key, answer);
  return all;
}
