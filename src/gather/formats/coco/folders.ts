import type { DatasetPolicy } from '../../../model/policy.ts';
import type { FileEntry } from '../../../model/snapshot.ts';
import { folderOf, normaliseFolder, resolvePath } from '../files/paths.ts';
import { canonicalSplit } from '../files/split-names.ts';

/** Names that a split's folder has in COCO and in what other tools write. */
const splitFolders: Record<string, string[]> = {
  validation: ['validation', 'valid', 'val'],
  train: ['train'],
  test: ['test'],
};

/**
 * The folders that a file's `file_name`s may be relative to, the likeliest first: the policy's alone when it names one;
 * else beside the file, in a folder `images`, in one of the split's or the file's own name (`train2017` of
 * `instances_train2017.json`), and the repository's root.
 */
export function candidateFolders(dataset: DatasetPolicy, path: string, split: string): string[] {
  const { images } = dataset;
  const given = typeof images === 'object' ? folderOfSplit(images, split) : images;
  if (given !== undefined) return [normaliseFolder(given)];

  const own = folderOf(path);
  const homes = [...new Set([own, folderOf(own)])];
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const names = new Set([stem, stem.slice(stem.lastIndexOf('_') + 1), ...(splitFolders[split] ?? [split])]);
  const inside = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);
  const candidates = [
    ...homes,
    ...homes.map((home) => inside(home, 'images')),
    ...homes.flatMap((home) => [...names].map((name) => inside(home, name))),
    ...homes.flatMap((home) => [...names].map((name) => inside(inside(home, 'images'), name))),
    '',
  ];
  return [...new Set(candidates)];
}

function folderOfSplit(folders: Record<string, string>, split: string): string | undefined {
  return Object.entries(folders).find(([name]) => canonicalSplit(name) === split)?.[1];
}

/** The folder below which most of the names are files; the first of equals. */
export function likeliestFolder(files: ReadonlyMap<string, FileEntry>, folders: string[], names: string[]): string {
  let [best, most] = [folders[0], 0];
  for (const folder of folders) {
    const there = names.filter((name) => {
      const resolved = resolvePath(folder, name);
      return 'path' in resolved && files.has(resolved.path);
    }).length;
    if (there > most) [best, most] = [folder, there];
  }
  return best;
}
