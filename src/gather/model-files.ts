import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { Model } from '../model/facts.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { digest } from './digest.ts';

/**
 * Writes a model and its external data into the run's private folder, so that the runtime loads just what the reader
 * checked: no link, nothing outside the model's own folder. Written once for each content.
 */
export async function materialise(snapshot: Snapshot, model: Model, scratch: string): Promise<string> {
  const folder = join(scratch, 'models', digest(model.contentHash).slice(0, 32));
  const file = join(folder, 'model.onnx');
  const origin = posix.dirname(model.path);
  await mkdir(folder, { recursive: true });
  for (const location of model.externalData) {
    const target = join(folder, location);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, await snapshot.read(posix.join(origin, location)));
  }
  await writeFile(file, await snapshot.read(model.path));
  return file;
}
