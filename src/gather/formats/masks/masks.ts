import type { DatasetPolicy } from '../../../model/policy.ts';
import type { FileEntry, Snapshot } from '../../../model/snapshot.ts';
import { imageFolderOf, imagesBelow, reportEach, type StemmedFile, splitFolders } from '../files/paired-files.ts';
import { folderOf, normaliseFolder } from '../files/paths.ts';
import { canonicalSplit, splitOfFolder } from '../files/split-names.ts';
import { Tree } from '../files/tree.ts';
import { addSample, emptyListing, type Listing, refuseSubmodule } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { readColours } from './colours.ts';
import { isOtherKind, maskNames, stemOfImage } from './names.ts';

interface Place {
  /** `null` where folders below tell the splits. */
  split: string | null;
  images: string;
  /** `null` for a split without masks. */
  masks: string | null;
  /** Whether other splits have the same images. */
  isShared: boolean;
}

/**
 * Lists a dataset whose masks are pictures as large as the images, of the same path below their folder; `null` when the commit
 * has none of it. Where one folder holds the images of all splits, these are told by folders called train, val or test in it,
 * or by the splits' folders of masks; else all are `train`.
 */
export async function readMasks(snapshot: Snapshot, dataset: DatasetPolicy): Promise<Listing | null> {
  const tree = new Tree(snapshot.files);
  const places = placesOf(dataset);
  for (const { images, masks } of places) {
    refuseSubmodule(snapshot.files, images);
    if (masks !== null) refuseSubmodule(snapshot.files, masks);
  }
  const listing = emptyListing();
  listing.masks = { path: [], hash: [] };
  for (const place of places) listPlace(tree, place, listing);
  if (listing.path.length === 0 && listing.problems.problems.length === 0) return null;
  if (dataset.colours !== undefined) listing.classes = await readColours(snapshot, dataset.colours, listing.problems);
  return listing;
}

function placesOf({ images = {}, masks = {} }: DatasetPolicy): Place[] {
  const masksOf = new Map(splitFolders(masks).map(({ split, folder }) => [split, folder]));
  const named = [images, masks].flatMap((each) => (typeof each === 'string' ? [] : Object.keys(each)));
  const splits = named.length === 0 ? [null] : [...new Set(named.map(canonicalSplit))];
  const places = splits.flatMap((split) => {
    const folder = imageFolderOf(images, split ?? 'train');
    const own = typeof masks === 'string' ? normaliseFolder(masks) : (masksOf.get(split ?? 'train') ?? null);
    return folder === null ? [] : [{ split, images: folder, masks: own }];
  });
  const isShared = (folder: string) => places.filter((place) => place.images === folder).length > 1;
  return places.map((place) => ({ ...place, isShared: isShared(place.images) }));
}

function listPlace(tree: Tree, place: Place, listing: Listing): void {
  if (!listing.folders.includes(place.images)) listing.folders.push(place.images);
  const { images, masks } = filesOf(tree, place, listing);
  const used = new Set<string>();
  const without: string[] = [];
  for (const { entry, stem } of images) {
    const found = maskNames(stem).flatMap((name) => masks.get(name) ?? []);
    const [mask] = found;
    if (mask === undefined && place.isShared) continue;
    const split = place.split ?? splitBelow(stem) ?? 'train';
    addSample(listing, { path: entry.path, entry, split, label: null, manifest: '', line: 0 });
    listing.masks!.path.push(mask?.path ?? '');
    listing.masks!.hash.push(mask?.hash ?? '');
    if (mask === undefined) without.push(entry.path);
    for (const { path } of found) used.add(path);
  }
  if (place.masks === null) return;
  if (images.length > 0 && used.size === 0) {
    addProblem(
      listing.problems,
      `None of the ${images.length} images of ${place.images} has a mask in ${place.masks} (${images[0].entry.path}). Give masks the names of their images, or correct the policy.`,
      { path: images[0].entry.path },
    );
    return;
  }
  reportEach(
    listing,
    without,
    'image',
    (path) =>
      `Expected a mask for ${path} in ${place.masks} but the commit has none. Add the mask, or remove the image.`,
  );
  const orphans = [...masks.values()].map(({ path }) => path).filter((path) => !used.has(path));
  reportEach(
    listing,
    orphans,
    'mask',
    (path) =>
      `Expected an image for the mask ${path} in ${place.images} but the commit has none. Add the image, or remove the mask.`,
  );
}

/** The images of a place and its masks by their path without extension, also where one folder lies in the other, or is the other. */
function filesOf(tree: Tree, place: Place, listing: Listing): { images: StemmedFile[]; masks: Map<string, FileEntry> } {
  const found = imagesBelow(tree, place.images, listing);
  if (place.masks === null) return { images: found, masks: new Map() };
  const stems = new Set(found.map(({ stem }) => stem));
  const isMask =
    place.masks === place.images
      ? ({ stem }: StemmedFile) => stems.has(stemOfImage(stem) ?? '')
      : isBelow(place.images, place.masks)
        ? ({ entry }: StemmedFile) => !isBelow(entry.path, place.images)
        : () => true;
  const masks = imagesBelow(tree, place.masks, listing).filter((file) => isMask(file) && !isOtherKind(file.stem));
  const ofMasks = new Set(masks.map(({ entry }) => entry.path));
  return {
    images: found.filter(({ entry }) => !ofMasks.has(entry.path)),
    masks: new Map(masks.map(({ stem, entry }) => [stem, entry])),
  };
}

function isBelow(path: string, folder: string): boolean {
  return folder === '' || path.startsWith(`${folder}/`);
}

/** The split that the outermost folder with a split's name says. */
function splitBelow(stem: string): string | null {
  for (const folder of folderOf(stem).split('/')) {
    const split = splitOfFolder(folder);
    if (split !== null) return split;
  }
  return null;
}
