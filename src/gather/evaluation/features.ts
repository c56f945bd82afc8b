import type { Samples } from '../../model/facts.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { pathsByHash, readImages } from '../contents.ts';
import { keepInBatches } from '../keep.ts';

const version = 1;

/** 16 × 16 RGB thumbnails as 768 values from 0 to 1, by content hash; images that cannot be read are left out. Kept as bytes. */
export async function thumbnails(
  snapshot: Snapshot,
  samples: Samples,
  rows: readonly number[],
  tools: Tools,
): Promise<Map<string, Float32Array>> {
  const { decoder } = await tools.vision.versions();
  const kind = `thumbnails@${version} ${decoder}`;
  const paths = pathsByHash(samples, rows);
  const features = new Map<string, Float32Array>();
  for (const [hash, value] of tools.cache.getMany(kind, [...paths.keys()])) {
    paths.delete(hash);
    if (value.byteLength > 0)
      features.set(
        hash,
        Float32Array.from(value, (byte) => byte / 255),
      );
  }
  if (paths.size === 0) return features;
  const kept = keepInBatches(tools.cache, kind);
  const encoded = readImages(snapshot, paths, (_hash, fault) => {
    if (fault.kind !== 'broken') throw fault;
  });
  for await (const { key, features: values } of tools.vision.thumbnailFeatures(encoded)) {
    const bytes = values ? Uint8Array.from(values, (value) => Math.round(value * 255)) : new Uint8Array();
    if (values)
      features.set(
        key,
        Float32Array.from(bytes, (byte) => byte / 255),
      );
    kept.add(key, bytes);
  }
  kept.flush();
  return features;
}
