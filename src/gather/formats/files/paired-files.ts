import type { DatasetPolicy, OneOrEach } from '../../../model/policy.ts';
import type { FileEntry } from '../../../model/snapshot.ts';
import type { Listing } from '../listing/listing.ts';
import { addProblem, counted } from '../listing/problems.ts';
import { isImagePath, normaliseFolder } from './paths.ts';
import { canonicalSplit } from './split-names.ts';
import type { Tree } from './tree.ts';

/** A file and its path below its folder, without the extension: what it shares with its partner in another folder. */
export interface StemmedFile {
  stem: string;
  entry: FileEntry;
}

/** A path without its last extension. */
export function stemOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(0, dot) : path;
}

/** The images below a folder. Links are named instead of being followed. */
export function imagesBelow(tree: Tree, folder: string, listing: Listing): StemmedFile[] {
  const images = stemmedBelow(tree, folder).filter(({ entry }) => isImagePath(entry.path));
  const links = images.filter(({ entry }) => entry.kind === 'symlink');
  if (links.length > 0) {
    const { path } = links[0].entry;
    addProblem(
      listing.problems,
      `Expected images in ${folder || 'the repository'} but received ${counted(links.length, 'symbolic link')}, such as ${path}. Commit the images themselves.`,
      { path },
    );
  }
  return images.filter(({ entry }) => entry.kind === 'file');
}

export function stemmedBelow(tree: Tree, folder: string): StemmedFile[] {
  const start = folder === '' ? 0 : folder.length + 1;
  return tree.below(folder).map((entry) => ({ entry, stem: stemOf(entry.path.slice(start)) }));
}

/** Each split's folder; one folder for all is `train`, and the split of each where others are told by split. */
export function splitFolders(folders: OneOrEach): { split: string; folder: string }[] {
  if (typeof folders === 'string') return [{ split: 'train', folder: normaliseFolder(folders) }];
  return Object.entries(folders).map(([split, folder]) => ({
    split: canonicalSplit(split),
    folder: normaliseFolder(folder),
  }));
}

/** The folder of a split's images where the policy names one. */
export function imageFolderOf(images: DatasetPolicy['images'], split: string): string | null {
  if (images === undefined) return null;
  if (typeof images === 'string') return normaliseFolder(images);
  const key = Object.keys(images).find((name) => canonicalSplit(name) === split);
  return key === undefined ? null : normaliseFolder(images[key]);
}

/** Most files that are named one by one. */
const limit = 100;

/** One problem for each file, at the file itself; those past the limit are counted in one. */
export function reportEach(
  listing: Listing,
  paths: readonly string[],
  noun: string,
  sentence: (path: string) => string,
): void {
  for (const path of paths.slice(0, limit)) addProblem(listing.problems, sentence(path), { path });
  const rest = paths.length - limit;
  if (rest <= 0) return;
  const path = paths[limit];
  const message = `Expected no more but received ${counted(rest, noun)} like these (${path}). Mend the first ${limit} and run the gate again.`;
  addProblem(listing.problems, message, { path });
}
