import { Fault } from '../model/fault.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { folderNamed, type NamedPath } from './dataset-paths.ts';
import { normaliseFolder } from './formats/paths.ts';

/**
 * Could not look is not a pass: a folder that is not known is not an empty one.
 * @throws Fault `unavailable` when what a path names lies in a place whose listing could not be had, or such a place lies in it
 */
export function refuseMissingPlaces({ missing }: Snapshot, paths: readonly NamedPath[]): void {
  if (missing.length === 0) return;
  for (const named of paths) {
    const folder = normaliseFolder(named.kind === 'file' ? named.path : folderNamed(named));
    const lost = missing.find(({ path }) => isWithin(path, folder) || isWithin(folder, path));
    if (lost) throw new Fault('unavailable', lost.reason, lost.at);
  }
}

function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
