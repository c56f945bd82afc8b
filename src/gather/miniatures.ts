import type { Samples } from '../model/facts.ts';
import type { Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { pathsByHash, readImages } from './contents.ts';

const version = 1;
const batch = 512;

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
  let unsaved: [string, Uint8Array][] = [];
  const save = () => {
    tools.cache.putMany(kind, unsaved);
    unsaved = [];
  };
  const encoded = readImages(snapshot, paths, () => {});
  for await (const { key, luma } of tools.vision.miniatures(encoded)) {
    if (!luma) continue;
    found.set(key, luma);
    unsaved.push([key, luma]);
    if (unsaved.length >= batch) save();
  }
  save();
  return found;
}
