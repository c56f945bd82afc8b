import type { Snapshot } from '../../model/snapshot.ts';
import { placeOf, writeOnce } from '../model-files.ts';
import { fileSource, memorySource, type Source } from './source.ts';

/** Larger files are read in place. */
const mostInMemory = 2 ** 25;

/**
 * Opens a model's file for reading here and there: a small one in memory, a large one where Git LFS or DVC keeps it on this
 * machine, and a large one of git itself in the run's private folder.
 * @throws Fault as `Snapshot.read`
 */
export async function openModel(snapshot: Snapshot, path: string, scratch: string): Promise<Source> {
  const entry = snapshot.files.get(path);
  if (entry?.kind !== 'file' || entry.bytes <= mostInMemory) return memorySource(await snapshot.read(path), path);
  const kept = await snapshot.locate(path);
  if (kept !== null) return fileSource(kept, path);
  const file = placeOf(scratch, entry.hash);
  await writeOnce(snapshot, path, file);
  return fileSource(file, path);
}
