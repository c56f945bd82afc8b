import type { Samples } from '../model/facts.ts';
import type { Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { pathsByHash, readImages } from './contents.ts';
import { keepInBatches } from './keep.ts';

const version = 1;

/** Miniatures (`Vision.miniatures`) of the given rows by content hash; those that cannot be had are left out. */
export async function miniatures(
  snapshot: Snapshot,
  samples: Samples,
  rows: Iterable<number>,
  tools: Tools,
): Promise<Map<string, Uint8Array>> {
  const { decoder } = await tools.vision.versions();
  const kind = `miniatures@${version} ${decoder}`;
  const paths = pathsByHash(samples, rows);
  const found = tools.cache.getMany(kind, [...paths.keys()]);
  for (const hash of found.keys()) paths.delete(hash);
  if (paths.size === 0) return found;
  const kept = keepInBatches(tools.cache, kind);
  const encoded = readImages(snapshot, paths, () => {});
  for await (const { key, luma } of tools.vision.miniatures(encoded)) {
    if (!luma) continue;
    found.set(key, luma);
    kept.add(key, luma);
  }
  kept.flush();
  return found;
}
