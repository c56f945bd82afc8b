import type { Snapshot } from '../model/snapshot.ts';
import { folderNamed, type NamedPath } from './dataset-paths.ts';
import { normaliseFolder } from './formats/files/paths.ts';

/**
 * Could not look is not a pass: a folder that is not known is not an empty one.
 * @throws the Fault of such a place when what a path names lies in it, or it lies in what the path names
 */
export function refuseMissingPlaces({ missing }: Snapshot, paths: readonly NamedPath[]): void {
  if (missing.length === 0) return;
  for (const named of paths) {
    const folder = normaliseFolder(named.kind === 'file' ? named.path : folderNamed(named));
    const lost = missing.find(({ path }) => isWithin(path, folder) || isWithin(folder, path));
    if (lost) throw lost.fault;
  }
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
