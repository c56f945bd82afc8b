import { Fault } from '../../model/fault.ts';
import type { DatasetPolicy } from '../../model/policy.ts';
import type { FileEntry, Snapshot } from '../../model/snapshot.ts';
import { folderOf, isImagePath, normaliseFolder } from './files/paths.ts';
import { canonicalSplit, splitByFolder, splitsByConvention } from './files/split-names.ts';
import { addSample, emptyListing, type Listing, refuseSubmodule } from './listing/listing.ts';
import { addProblem, counted } from './listing/problems.ts';
import { type MetadataFile, type PlacedImage, readMetadata } from './tables/metadata.ts';

/**
 * Lists the images of a dataset laid out as folders; `null` when the commit has none.
 *
 * - `splits`: a folder for each split; the class is the first folder below it, at any depth (torchvision's `ImageFolder`).
 * - `root`: one folder by Hugging Face's conventions: splits by keywords in folders' names, else in files' names, else
 *   all is `train`; the class is the image's own folder, if there are two or more and all images lie equally deep.
 *   Where names say splits, images without one are not part of the dataset.
 *
 * Hidden folders and files, and folders that begin with `__`, are passed over. A `metadata.csv` or `metadata.jsonl` gives
 * labels and attributes by `file_name`; labels by folder are then not used (under `splits`: only if it has a label).
 */
export async function readImageFolder(snapshot: Snapshot, dataset: DatasetPolicy): Promise<Listing | null> {
  const listing = emptyListing();
  const places = dataset.splits
    ? splitPlaces(dataset.splits)
    : [{ split: null, folder: normaliseFolder(dataset.root ?? '') }];
  for (const { folder } of places) refuseSubmodule(snapshot.files, folder);

  const { images, metadata, links } = scan(snapshot.files, places);
  if (images.length === 0 && metadata.length === 0) return null;
  if (links.length > 0) {
    addProblem(
      listing.problems,
      `${counted(links.length, 'symbolic link')} of ${dataset.name} would have to be followed, such as ${links[0]}. ` +
        'Commit the images themselves.',
      { path: links[0] },
    );
  }

  listing.folders = places.map(({ folder }) => folder);
  const placed = dataset.splits ? placeBySplitFolder(images) : placeByConvention(images, places[0].folder, listing);
  if (metadata.length > 0) {
    await readMetadata(snapshot, metadata, dataset, placed, listing);
  } else {
    for (const image of placed) addSample(listing, { ...image, manifest: '', line: 0 });
  }
  return listing;
}

/** A folder to scan; the split is `null` where names below it say which. */
interface Place {
  split: string | null;
  folder: string;
}

interface Found {
  entry: FileEntry;
  place: Place;
  /** Path below the place's folder. */
  below: string;
}

function splitPlaces(splits: Record<string, string>): Place[] {
  return Object.entries(splits).map(([split, folder]) => ({
    split: canonicalSplit(split),
    folder: normaliseFolder(folder),
  }));
}

/** One pass over the tree; a file below two places belongs to the deeper one. Images are in the places' order. */
function scan(files: ReadonlyMap<string, FileEntry>, places: Place[]) {
  const found: Found[][] = places.map(() => []);
  const metadata: MetadataFile[] = [];
  const links: string[] = [];
  const prefixes = places
    .map((place, index) => ({ place, index, prefix: place.folder === '' ? '' : `${place.folder}/` }))
    .sort((a, b) => b.prefix.length - a.prefix.length);

  for (const entry of files.values()) {
    const home = prefixes.find(({ prefix }) => entry.path.startsWith(prefix));
    if (home === undefined) continue;
    const below = entry.path.slice(home.prefix.length);
    if (isHidden(below)) continue;
    const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
    if (isImagePath(name)) {
      if (entry.kind === 'symlink') links.push(entry.path);
      else if (entry.kind === 'file') found[home.index].push({ entry, place: home.place, below });
    } else if (/^metadata\.(csv|jsonl|parquet)$/.test(name)) {
      metadata.push({ path: entry.path, split: home.place.split ?? splitByFolder(below).split ?? 'train' });
    }
  }
  refuseMixedMetadata(metadata.map(({ path }) => path));
  return { images: found.flat(), metadata, links };
}

/** Hugging Face passes over hidden files and folders, and folders that begin with `__`; so do we, at any depth. */
function isHidden(path: string): boolean {
  return /(^|\/)(\.|__[^/]*\/)/.test(path);
}

function refuseMixedMetadata(paths: string[]): void {
  const parquet = paths.find((path) => path.endsWith('.parquet'));
  if (parquet !== undefined) {
    throw new Fault(
      'broken',
      `Expected metadata.csv or metadata.jsonl but received ${parquet}. Save the metadata in one of these formats.`,
      { path: parquet },
    );
  }
  const kinds = new Set(paths.map((path) => path.slice(path.lastIndexOf('.'))));
  if (kinds.size < 2) return;
  throw new Fault(
    'broken',
    `Expected metadata files of one kind but received ${paths.slice(0, 3).join(', ')}. Save them all as .csv or all as .jsonl.`,
    { path: paths[0] },
  );
}

function placeBySplitFolder(images: Found[]): PlacedImage[] {
  return images.map(({ entry, place, below }) => {
    const slash = below.indexOf('/');
    return { path: entry.path, entry, split: place.split ?? 'train', label: slash < 0 ? null : below.slice(0, slash) };
  });
}

function placeByConvention(images: Found[], root: string, listing: Listing): PlacedImage[] {
  const splits = splitsByConvention(images.map(({ below }) => below));
  const placed = images.flatMap(({ entry, below }, i) => {
    const { split, folder } = splits[i];
    if (split === null) return [];
    const own = folderOf(below);
    const label = own.length > folder.length ? own.slice(own.lastIndexOf('/') + 1) : null;
    return [{ path: entry.path, entry, split, label }];
  });
  const unplaced = images.find((_, i) => splits[i].split === null);
  if (unplaced !== undefined) {
    addProblem(
      listing.problems,
      `Expected train, validation or test in the folder's name of each image of ${root || 'the repository'} but ` +
        `${counted(images.length - placed.length, 'image')} had none (${unplaced.entry.path}). Move what was left out into a split.`,
      { path: unplaced.entry.path },
    );
  }

  const depths = new Set(placed.map(({ path }) => path.split('/').length));
  const labels = new Set(placed.map(({ label }) => label));
  if (depths.size === 1 && labels.size > 1) return placed;
  if (labels.size > 1) {
    addProblem(
      listing.problems,
      `Expected the images of ${root || 'the repository'} equally deep in class folders but received depths ` +
        `${[...depths].sort((a, b) => a - b).join(', ')}. As in Hugging Face's reader none has a label: move them to one depth.`,
      { path: placed[0].path },
    );
  }
  return placed.map((image) => ({ ...image, label: null }));
}
