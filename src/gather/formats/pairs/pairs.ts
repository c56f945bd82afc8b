import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { listPairs, type Partner } from '../files/paired-folders.ts';
import { Tree } from '../files/tree.ts';
import { emptyListing, type Listing } from '../listing/listing.ts';

/** A target has its image's own name: suffixes such as `x2` say how an image was spoilt, and would pair at random. */
const target: Partner = { noun: 'target', names: (stem) => [stem], imageOf: () => null, isOther: () => false };

/** Lists images and the pictures that they should become, paired as `listPairs` says; `null` when the commit has none of it. */
export async function readPairs(snapshot: Snapshot, { images, targets }: DatasetPolicy): Promise<Listing | null> {
  const listing = emptyListing();
  listing.targets = listPairs(new Tree(snapshot.files), snapshot.files, { images, partners: targets }, target, listing);
  return listing.path.length === 0 && listing.problems.problems.length === 0 ? null : listing;
}
