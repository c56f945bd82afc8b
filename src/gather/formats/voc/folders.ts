import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { refuseMissingPlaces } from '../../missing-places.ts';
import { imageFolderOf, imagesBelow, splitFolders } from '../files/paired-files.ts';
import { folderOf, isImagePath } from '../files/paths.ts';
import { Tree } from '../files/tree.ts';
import { addSample, type Listing, refuseSubmodule } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { Pairs } from './pairs.ts';

/**
 * Lists a dataset whose XML files lie in one folder, or in one for each split. Where the policy names no folder of images
 * they are looked for beside the XML files, then in a folder JPEGImages or images at the side of theirs.
 * The samples are all images of the folder; of a folder that several splits share, those with an XML file in the split's.
 * @returns `null` when the commit has nothing in any of the folders
 */
export function listVocFolders(snapshot: Snapshot, dataset: DatasetPolicy, listing: Listing): Pairs[] | null {
  const tree = new Tree(snapshot.files);
  const places = splitFolders(dataset.annotations ?? '').map(({ split, folder }) => ({
    split,
    annotations: folder,
    images: imageFolderOf(dataset.images, split) ?? imagesBeside(tree, folder),
  }));
  for (const { annotations, images } of places) {
    refuseSubmodule(snapshot.files, annotations);
    refuseSubmodule(snapshot.files, images);
    refuseMissingPlaces(snapshot, [{ path: images, keys: [], kind: 'folder' }]);
  }
  if (!places.some(({ annotations, images }) => tree.isFolder(annotations) || tree.isFolder(images))) return null;

  return places.map(({ split, annotations, images }) => {
    if (!listing.folders.includes(images)) listing.folders.push(images);
    if (!tree.isFolder(annotations)) {
      const sentence = `Expected annotations in ${annotations} but the commit has no such folder. Add them, or correct the policy.`;
      addProblem(listing.problems, sentence, { path: annotations });
    }
    const isShared = places.filter((place) => place.images === images).length > 1;
    const pairs = new Pairs(tree, annotations);
    const found = imagesBelow(tree, images, listing);
    for (const { entry, stem } of found) {
      if (isShared && !pairs.has(stem)) continue;
      pairs.add(stem, addSample(listing, { path: entry.path, entry, split, label: null, manifest: '', line: 0 }));
    }
    pairs.reportOrphans(new Set(found.map(({ stem }) => stem)), listing);
    return pairs;
  });
}

function imagesBeside(tree: Tree, folder: string): string {
  const hasImages = (candidate: string) => tree.below(candidate).some(({ path }) => isImagePath(path));
  const parent = folderOf(folder);
  const own = folder.slice(folder.lastIndexOf('/') + 1);
  const candidates = ['JPEGImages', 'images', 'Images'].flatMap((name) => [
    `${parent}/${name}`,
    `${folderOf(parent)}/${name}/${own}`,
  ]);
  return [folder, ...candidates].map((path) => path.replace(/^\/+/, '')).find(hasImages) ?? folder;
}
