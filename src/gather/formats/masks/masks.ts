import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { listPairs, type Partner } from '../files/paired-folders.ts';
import { Tree } from '../files/tree.ts';
import { emptyListing, type Listing } from '../listing/listing.ts';
import { readColours } from './colours.ts';
import { isOtherKind, maskNames, stemOfImage } from './names.ts';

const mask: Partner = { noun: 'mask', names: maskNames, imageOf: stemOfImage, isOther: isOtherKind };

/** Lists a dataset whose masks are pictures as large as the images, paired as `listPairs` says; `null` when the commit has none of it. */
export async function readMasks(snapshot: Snapshot, dataset: DatasetPolicy): Promise<Listing | null> {
  const { images, masks, colours } = dataset;
  const listing = emptyListing();
  listing.masks = listPairs(new Tree(snapshot.files), snapshot.files, { images, partners: masks }, mask, listing);
  if (listing.path.length === 0 && listing.problems.problems.length === 0) return null;
  if (colours !== undefined) listing.classes = await readColours(snapshot, colours, listing.problems);
  return listing;
}
