import { folderOf } from '../../gather/formats/files/paths.ts';
import { canonicalSplit, splitOfFolder } from '../../gather/formats/files/split-names.ts';
import type { FileEntry } from '../../model/snapshot.ts';
import { type FoundDataset, type Keys, nameOf } from '../found.ts';
import { byFolder, type Look } from '../look.ts';
import { inOrder } from './splits.ts';

/** Fewer pictures than this are no dataset. */
const fewest = 8;

/** Folders of images that no file lists: a folder for each split, for each class, or both. */
export async function findImageFolders(look: Look): Promise<FoundDataset[]> {
  const images = look.images();
  const folders = [...byFolder(images).keys()];
  const found: FoundDataset[] = [];
  const taken = (folder: string, roots: readonly string[]) => roots.some((root) => isBelow(folder, root));

  const splitHomes = Map.groupBy(
    [...new Set(folders.flatMap(splitFolderOf))].filter((folder) => countBelow(images, folder) > 0),
    folderOf,
  );
  const used: string[] = [];
  for (const [home, of] of splitHomes) {
    const bySplit = Object.fromEntries(of.map((folder) => [canonicalSplit(splitOf(folder)!), folder]));
    const isOneEach = Object.keys(bySplit).length === of.length;
    const number = of.reduce((sum, folder) => sum + countBelow(images, folder), 0);
    if (number < fewest) continue;
    const keys: Keys = isOneEach ? { splits: inOrder(bySplit) } : { root: home || '.' };
    found.push(datasetOf(nameOf(home, 'images'), keys, look, of));
    used.push(...of);
  }
  for (const [home, of] of Map.groupBy(
    folders.filter((folder) => !taken(folder, used)),
    folderOf,
  )) {
    const classes = of.filter((folder) => folder !== '' && countBelow(images, folder) > 0);
    if (classes.length < 2 || countBelow(images, home) < fewest) continue;
    used.push(...classes);
    found.push(
      datasetOf(nameOf(home, 'images'), { root: home || '.' }, look, classes, [
        `${home || 'The repository'} has a folder for each of ${classes.length} classes but none for a split, so all images count as train: no model can be judged without test images.`,
      ]),
    );
  }
  for (const folder of folders.filter((each) => !taken(each, used))) {
    if (countBelow(images, folder) < fewest || folder === '') continue;
    used.push(folder);
    found.push(
      datasetOf(
        nameOf(folder, 'images'),
        { root: folder },
        look,
        [folder],
        [
          `The images of ${folder} have neither labels nor splits that could be found; they are checked as pictures alone.`,
        ],
      ),
    );
  }
  return found;
}

function datasetOf(
  name: string,
  keys: FoundDataset['keys'],
  look: Look,
  folders: readonly string[],
  doubts: string[] = [],
): FoundDataset {
  look.take(look.images().flatMap(({ path }) => (folders.some((folder) => isBelow(path, folder)) ? [path] : [])));
  return { name, format: 'imagefolder', keys, doubts };
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

function countBelow(images: readonly FileEntry[], folder: string): number {
  return images.reduce((count, { path }) => count + (isBelow(path, folder) ? 1 : 0), 0);
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
