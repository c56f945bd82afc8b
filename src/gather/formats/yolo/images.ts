import type { Position } from '../../../model/fault.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { refuseMissingPlaces } from '../../missing-places.ts';
import { folderOf, isImagePath, normaliseFolder, type ResolvedPath, resolvePath } from '../files/paths.ts';
import { Tree } from '../files/tree.ts';
import { addSample, type Listing, refuseSubmodule } from '../listing/listing.ts';
import { addProblem, counted } from '../listing/problems.ts';
import { quoted, readText } from '../text/text.ts';
import type { YoloConfig } from './config.ts';

/** Where the images lie that a data.yaml names: what each place is, in the commit. */
interface Place {
  split: string;
  path: string;
  kind: 'folder' | 'list';
  at: Position;
}

/**
 * Lists the images of each split: those below its folders, and those that its lists name.
 * Places are looked for as Ultralytics does, but never outside of the repository: below `path`, which is relative to the
 * data.yaml's folder or to the repository's root; `../` before a place is dropped where nothing lies there (Roboflow's exports).
 * @returns the paths of the lists that were read
 */
export async function listYoloImages(
  snapshot: Snapshot,
  file: string,
  config: YoloConfig,
  listing: Listing,
): Promise<string[]> {
  const tree = new Tree(snapshot.files);
  const places = findPlaces(snapshot, tree, file, config, listing);
  for (const { kind, path } of places)
    if (kind === 'folder' && !listing.folders.includes(path)) listing.folders.push(path);
  const lists: string[] = [];
  const taken = new Set<string>();
  for (const place of places) {
    if (place.kind === 'folder') addFolder(tree, place, taken, listing);
    else {
      lists.push(place.path);
      await addList(snapshot, place, taken, listing);
    }
  }
  return lists;
}

function findPlaces(snapshot: Snapshot, tree: Tree, file: string, config: YoloConfig, listing: Listing): Place[] {
  const here = folderOf(file);
  const roots = rootsOf(here, config.root?.written ?? '');
  const find = (root: string, written: string): { path: string; kind: Place['kind'] } | null => {
    for (const spelling of [written, ...(written.startsWith('../') ? [written.slice(3)] : [])]) {
      const resolved = resolveFolder(root, spelling);
      if ('fault' in resolved) continue;
      const { path } = resolved;
      refuseSubmodule(snapshot.files, path);
      refuseMissingPlaces(snapshot, [{ path, keys: [], kind: 'folder' }]);
      if (tree.isFolder(path)) return { path, kind: 'folder' };
      if (path.endsWith('.txt') && snapshot.files.get(path)?.kind === 'file') return { path, kind: 'list' };
    }
    return null;
  };
  const root = roots.find((candidate) => config.places.some(({ written }) => find(candidate, written) !== null));
  if (root === undefined && config.root !== null) {
    addProblem(
      listing.problems,
      `Expected the images below \`path\` (${quoted(config.root.written)}) but the commit has none of the places that ${file} names there. ` +
        "Write the path relative to the file's own folder, or commit the images.",
      config.root.at,
    );
    return [];
  }
  return config.places.flatMap(({ split, written, at }) => {
    const found = find(root ?? here, written);
    if (found !== null) return [{ split, at, ...found }];
    const resolved = resolveFolder(root ?? here, written);
    const received = 'fault' in resolved ? resolved.fault : 'a place that is not in the commit';
    addProblem(
      listing.problems,
      `Expected a folder of images or a list of them at ${quoted(written)} for ${split} but received ${received}. Correct the path, or commit the images.`,
      at,
    );
    return [];
  });
}

/** Folders that `path` may mean; one outside of the repository (`../datasets/x`, `/content/x`) means the file's own folder. */
function rootsOf(here: string, written: string): string[] {
  const candidates = [here, ''].flatMap((folder) => {
    const resolved = resolveFolder(folder, written);
    return 'path' in resolved ? [resolved.path] : [];
  });
  return [...new Set([...candidates, here])];
}

/** As `resolvePath`, where nothing and `.` mean the folder itself. */
function resolveFolder(folder: string, written: string): ResolvedPath {
  const isItself = !written.startsWith('/') && normaliseFolder(written) === '';
  return isItself ? { path: folder } : resolvePath(folder, written);
}

function addFolder(tree: Tree, { split, path }: Place, taken: Set<string>, listing: Listing): void {
  const links: string[] = [];
  for (const entry of tree.below(path)) {
    if (!isImagePath(entry.path) || isTwin(taken, split, entry.path)) continue;
    if (entry.kind === 'symlink') links.push(entry.path);
    else if (entry.kind === 'file')
      addSample(listing, { path: entry.path, entry, split, label: null, manifest: '', line: 0 });
  }
  if (links.length === 0) return;
  addProblem(
    listing.problems,
    `Expected images in ${path} but received ${counted(links.length, 'symbolic link')}, such as ${links[0]}. Commit the images themselves.`,
    { path: links[0] },
  );
}

/** One image a line: relative to the list's folder, to a folder above it, or to the repository's root, wherever it is first found. */
async function addList(snapshot: Snapshot, place: Place, taken: Set<string>, listing: Listing): Promise<void> {
  const lines = readText(await snapshot.read(place.path), place.path).split(/\r\n|\r|\n/);
  for (const [i, written] of lines.entries()) {
    if (written.trim() === '') continue;
    const at = { path: place.path, line: i + 1 };
    const image = findImage(snapshot, folderOf(place.path), written.trim());
    if ('fault' in image || !isImagePath(image.path)) {
      const received = 'fault' in image ? image.fault : quoted(image.path);
      const sentence = `Expected an image's path but received ${received}. The line is left out: write the path relative to the list's folder.`;
      addProblem(listing.problems, sentence, at);
    } else if (isTwin(taken, place.split, image.path)) {
      const sentence = `Expected each image once in ${place.split} but received ${quoted(image.path)} again. The line is left out: remove it.`;
      addProblem(listing.problems, sentence, at);
    } else {
      const entry = snapshot.files.get(image.path);
      addSample(listing, {
        path: image.path,
        entry,
        split: place.split,
        label: null,
        manifest: place.path,
        line: i + 1,
      });
    }
  }
}

function isTwin(taken: Set<string>, split: string, path: string): boolean {
  const key = `${split}\n${path}`;
  if (taken.has(key)) return true;
  taken.add(key);
  return false;
}

function findImage(snapshot: Snapshot, folder: string, written: string): { path: string } | { fault: string } {
  const own = resolvePath(folder, written);
  for (let base = folder; ; base = folderOf(base)) {
    const resolved = resolvePath(base, written);
    if ('path' in resolved && snapshot.files.has(resolved.path)) return resolved;
    if (base === '') return own;
  }
}
