import type { OneOrEach } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { canonicalSplit, namesOfSplit } from '../../formats/files/split-names.ts';
import { Tree } from '../../formats/files/tree.ts';
import { refuseMissingPlaces } from '../../missing-places.ts';

/** A file or folder of predictions. */
export interface Place {
  path: string;
  kind: 'file' | 'folder';
  /** The split that it is of; `null` for one of all splits. */
  split: string | null;
}

/** What stands for the split in a path. */
const placeholder = '{split}';

/**
 * The files and folders of predictions that the commit has, of those that the policy names: one path for all, one for each
 * split, or one in which `{split}` stands for the name of a split of the dataset, or another word for it (`val`).
 * @throws Fault when a listing that one may lie in could not be had
 */
export function predictionPlaces(snapshot: Snapshot, declared: OneOrEach, splits: Iterable<string>): Place[] {
  const tree = new Tree(snapshot.files);
  return candidatesOf(declared, splits).flatMap(({ paths, split }): Place[] => {
    for (const path of paths) {
      if (snapshot.files.has(path)) return [{ path, split, kind: 'file' }];
      if (tree.isFolder(path)) return [{ path, split, kind: 'folder' }];
    }
    refuseMissingPlaces(
      snapshot,
      paths.map((path) => ({ path, keys: [], kind: 'file' })),
    );
    return [];
  });
}

function candidatesOf(declared: OneOrEach, splits: Iterable<string>): { paths: string[]; split: string | null }[] {
  if (typeof declared === 'object') {
    return Object.entries(declared).map(([split, path]) => ({ paths: [path], split: canonicalSplit(split) }));
  }
  if (!declared.includes(placeholder)) return [{ paths: [declared], split: null }];
  return [...new Set(splits)].map((split) => ({
    paths: namesOfSplit(split).map((name) => declared.replaceAll(placeholder, () => name)),
    split,
  }));
}
