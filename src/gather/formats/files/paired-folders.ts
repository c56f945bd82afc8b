import type { OneOrEach } from '../../../model/policy.ts';
import type { FileEntry } from '../../../model/snapshot.ts';
import { addSample, type Listing, refuseSubmodule } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { imageFolderOf, imagesBelow, reportEach, type StemmedFile, splitFolders } from './paired-files.ts';
import { folderOf, normaliseFolder } from './paths.ts';
import { canonicalSplit, splitOfFolder } from './split-names.ts';
import type { Tree } from './tree.ts';

/** What each image has in another folder: its mask, the picture that it should become. */
export interface Partner {
  /** `mask`, `target`. */
  noun: string;
  /** The paths without extension at which an image's partner may lie, in the order of preference. */
  names(stem: string): string[];
  /** The image's path for that of a partner whose name says that it is one, else `null`. */
  imageOf(stem: string): string | null;
  /** Whether a file in the partners' folder is something else. */
  isOther(stem: string): boolean;
}

interface Place {
  /** `null` where folders below tell the splits. */
  split: string | null;
  images: string;
  /** `null` for a split without partners. */
  partners: string | null;
  /** Whether other splits have the same images. */
  isShared: boolean;
}

/**
 * Lists the images of some folders, and returns the path and hash of each one's partner, of the same path below its folder;
 * both `''` where it has none. Where one folder holds the images of all splits, these are told by folders called train, val or
 * test in it, or by the splits' folders of partners; else all are `train`.
 */
export function listPairs(
  tree: Tree,
  files: ReadonlyMap<string, FileEntry>,
  { images = {}, partners = {} }: { images?: OneOrEach; partners?: OneOrEach },
  partner: Partner,
  listing: Listing,
): { path: string[]; hash: string[] } {
  const places = placesOf(images, partners);
  for (const place of places) {
    refuseSubmodule(files, place.images);
    if (place.partners !== null) refuseSubmodule(files, place.partners);
  }
  const paired = { path: [], hash: [] };
  for (const place of places) listPlace(tree, place, partner, listing, paired);
  return paired;
}

function placesOf(images: OneOrEach, partners: OneOrEach): Place[] {
  const partnersOf = new Map(splitFolders(partners).map(({ split, folder }) => [split, folder]));
  const named = [images, partners].flatMap((each) => (typeof each === 'string' ? [] : Object.keys(each)));
  const splits = named.length === 0 ? [null] : [...new Set(named.map(canonicalSplit))];
  const places = splits.flatMap((split) => {
    const folder = imageFolderOf(images, split ?? 'train');
    const own = typeof partners === 'string' ? normaliseFolder(partners) : (partnersOf.get(split ?? 'train') ?? null);
    return folder === null ? [] : [{ split, images: folder, partners: own }];
  });
  const isShared = (folder: string) => places.filter((place) => place.images === folder).length > 1;
  return places.map((place) => ({ ...place, isShared: isShared(place.images) }));
}

function listPlace(
  tree: Tree,
  place: Place,
  partner: Partner,
  listing: Listing,
  paired: { path: string[]; hash: string[] },
): void {
  if (!listing.folders.includes(place.images)) listing.folders.push(place.images);
  const { images, partners } = filesOf(tree, place, partner, listing);
  const used = new Set<string>();
  const without: string[] = [];
  for (const { entry, stem } of images) {
    const found = partner.names(stem).flatMap((name) => partners.get(name) ?? []);
    const [first] = found;
    if (first === undefined && place.isShared) continue;
    const split = place.split ?? splitBelow(stem) ?? 'train';
    addSample(listing, { path: entry.path, entry, split, label: null, manifest: '', line: 0 });
    paired.path.push(first?.path ?? '');
    paired.hash.push(first?.hash ?? '');
    if (first === undefined) without.push(entry.path);
    for (const { path } of found) used.add(path);
  }
  if (place.partners === null) return;
  const { noun } = partner;
  if (images.length > 0 && used.size === 0) {
    addProblem(
      listing.problems,
      `None of the ${images.length} images of ${place.images} has a ${noun} in ${place.partners} (${images[0].entry.path}). Give ${noun}s the names of their images, or correct the policy.`,
      { path: images[0].entry.path },
    );
    return;
  }
  reportEach(
    listing,
    without,
    'image',
    (path) =>
      `Expected a ${noun} for ${path} in ${place.partners} but the commit has none. Add the ${noun}, or remove the image.`,
  );
  const orphans = [...partners.values()].map(({ path }) => path).filter((path) => !used.has(path));
  reportEach(
    listing,
    orphans,
    noun,
    (path) =>
      `Expected an image for the ${noun} ${path} in ${place.images} but the commit has none. Add the image, or remove the ${noun}.`,
  );
}

/** The images of a place and their partners by path without extension, also where one folder lies in the other, or is the other. */
function filesOf(
  tree: Tree,
  place: Place,
  partner: Partner,
  listing: Listing,
): { images: StemmedFile[]; partners: Map<string, FileEntry> } {
  const found = imagesBelow(tree, place.images, listing);
  if (place.partners === null) return { images: found, partners: new Map() };
  const stems = new Set(found.map(({ stem }) => stem));
  const isPartner =
    place.partners === place.images
      ? ({ stem }: StemmedFile) => stems.has(partner.imageOf(stem) ?? '')
      : isBelow(place.images, place.partners)
        ? ({ entry }: StemmedFile) => !isBelow(entry.path, place.images)
        : () => true;
  const partners = imagesBelow(tree, place.partners, listing).filter(
    (file) => isPartner(file) && !partner.isOther(file.stem),
  );
  const ofPartners = new Set(partners.map(({ entry }) => entry.path));
  return {
    images: found.filter(({ entry }) => !ofPartners.has(entry.path)),
    partners: new Map(partners.map(({ stem, entry }) => [stem, entry])),
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
