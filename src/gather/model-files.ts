import { createWriteStream } from 'node:fs';
import { access, mkdir, rename } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Model } from '../model/facts.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { digest } from './digest.ts';

/**
 * Writes a model and its external data into the run's private folder, so that the runtime loads just what the reader
 * checked: no link, nothing outside the model's own folder. Written once for each content, and never held whole in memory.
 */
export async function materialise(
  snapshot: Snapshot,
  model: Pick<Model, 'path' | 'contentHash' | 'externalData'>,
  scratch: string,
): Promise<string> {
  const file = placeOf(scratch, model.contentHash);
  const origin = posix.dirname(model.path);
  for (const location of model.externalData) {
    await writeOnce(snapshot, posix.join(origin, location), join(dirname(file), location));
  }
  await writeOnce(snapshot, model.path, file);
  return file;
}

/** Where the content with this hash is, or is to be, written. */
export function placeOf(scratch: string, contentHash: string): string {
  return join(scratch, 'models', digest(contentHash).slice(0, 32), 'model.onnx');
}

/** Writes one file of the commit, unless it is there already; it appears whole or not at all. */
export async function writeOnce(snapshot: Snapshot, path: string, file: string): Promise<void> {
  const isThere = await access(file).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(dirname(file), { recursive: true });
  await pipeline(Readable.from(snapshot.stream(path)), createWriteStream(`${file}.part`));
  await rename(`${file}.part`, file);
}
