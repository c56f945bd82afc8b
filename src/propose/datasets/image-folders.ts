import { folderOf } from '../../gather/formats/files/paths.ts';
import { canonicalSplit, splitOfFolder } from '../../gather/formats/files/split-names.ts';
import type { FileEntry } from '../../model/snapshot.ts';
import { type FoundDataset, type Keys, nameOf } from '../found.ts';
import { byFolder, type Look } from '../look.ts';
import { inOrder } from './splits.ts';

/** Fewer pictures than this are no dataset. */
const fewest = 8;

/** Folders of images that no file lists: a folder for each split, for each class, or both. */
export function findImageFolders(look: Look): FoundDataset[] {
  const own = byFolder(look.images());
  const folders = [...own.keys()];
  const below = countsBelow(own);
  const found: FoundDataset[] = [];
  const used: string[] = [];
  const isFree = (folder: string) => !used.some((root) => isBelow(folder, root));

  for (const [home, of] of Map.groupBy(new Set(folders.flatMap(splitFolderOf)), folderOf)) {
    const bySplit = Object.fromEntries(of.map((folder) => [canonicalSplit(splitOf(folder)!), folder]));
    const isOneEach = Object.keys(bySplit).length === of.length;
    const number = of.reduce((sum, folder) => sum + below.get(folder)!, 0);
    if (number < fewest) continue;
    const keys: Keys = isOneEach ? { splits: inOrder(bySplit) } : { root: home || '.' };
    found.push(datasetOf(home, keys));
    used.push(...of);
  }
  for (const [home, of] of Map.groupBy(folders.filter(isFree), folderOf)) {
    const classes = of.filter((folder) => folder !== '');
    if (classes.length < 2 || below.get(home)! < fewest) continue;
    used.push(...classes);
    const doubt = `${home || 'The repository'} has a folder for each of ${classes.length} classes but none for a split, so all images count as train: no model can be judged without test images.`;
    found.push(datasetOf(home, { root: home || '.' }, doubt));
  }
  for (const folder of folders.filter(isFree)) {
    if (folder === '' || below.get(folder)! < fewest) continue;
    const doubt = `The images of ${folder} have neither labels nor splits that could be found; they are checked as pictures alone.`;
    found.push(datasetOf(folder, { root: folder }, doubt));
  }
  return found;
}

function datasetOf(folder: string, keys: Keys, ...doubts: string[]): FoundDataset {
  return { name: nameOf(folder, 'images'), format: 'imagefolder', keys, doubts };
}

/** How many images lie below each folder, at any depth; `''` is the root. */
function countsBelow(own: ReadonlyMap<string, readonly FileEntry[]>): Map<string, number> {
  const counts = new Map<string, number>([['', 0]]);
  for (const [folder, { length }] of own) {
    for (let above = folder; ; above = folderOf(above)) {
      counts.set(above, (counts.get(above) ?? 0) + length);
      if (above === '') break;
    }
  }
  return counts;
}

/** The outermost folder above (or at) this one whose name says a split. */
function splitFolderOf(folder: string): string[] {
  const steps = folder.split('/');
  const index = steps.findIndex((step) => splitOfFolder(step.toLowerCase()) !== null);
  return index < 0 ? [] : [steps.slice(0, index + 1).join('/')];
}

function splitOf(folder: string): string | null {
  return splitOfFolder(folder.slice(folder.lastIndexOf('/') + 1).toLowerCase());
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
