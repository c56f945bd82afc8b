import { deserialize, serialize } from 'node:v8';
import { type PackedTree, packTree, unpackTree } from '../columns/tree.ts';
import type { Images } from '../model/facts.ts';
import type { Cache } from '../model/gatherer.ts';

/** Datasets with fewer images are read one by one in no time. */
const LEAST = 1_000;

/** Images of which all is known, with the content of each. */
export interface DescribedImages {
  /** Content hashes, by row. */
  hash: readonly string[];
  images: Images;
}

/**
 * A dataset's descriptions in one piece, as the base branch had them last: a hundred thousand records are read one by one
 * in more than a second. There is one for each dataset, and each content in it is what its own record says.
 *
 * @param kind - under which the single descriptions are kept
 */
export function keptImages(cache: Cache, kind: string, dataset: string, count: number): DescribedImages | null {
  if (count < LEAST) return null;
  const bytes = cache.getMany(`whole ${kind}`, [dataset]).get(dataset);
  if (!bytes) return null;
  try {
    const { hash, images } = unpackTree(deserialize(bytes) as PackedTree) as DescribedImages;
    return Array.isArray(hash) && images.width.length === hash.length ? { hash, images } : null;
  } catch {
    return null;
  }
}

/** Keeps descriptions for `keptImages`, unless just these are kept. */
export function keepImages(
  cache: Cache,
  kind: string,
  { hash, images }: DescribedImages,
  kept: DescribedImages | null,
): void {
  if (hash.length < LEAST || (kept && areSame(kept.hash, hash))) return;
  cache.putMany(`whole ${kind}`, [[images.dataset, serialize(packTree({ hash, images }))]]);
}

export function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((hash, row) => hash === others[row]);
}
