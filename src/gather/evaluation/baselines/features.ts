import type { Samples } from '../../../model/facts.ts';
import type { Tools } from '../../../model/gatherer.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { pathsByHash, readImages } from '../../contents.ts';
import { keepInBatches } from '../../keep.ts';

const version = 2;

/** Of each image's features the first so many are the colours of its thumbnail, 16 × 16 pixels of red, green and blue. */
export const colourLength = 768;

/**
 * Colours and gradients (`Vision.features`) by content hash, each value from 0 to 1; images that cannot be read are left out. Kept as
 * bytes.
 */
export async function imageFeatures(
  snapshot: Snapshot,
  samples: Samples,
  rows: readonly number[],
  tools: Tools,
): Promise<Map<string, Float32Array>> {
  const { decoder } = await tools.vision.versions();
  const kind = `features@${version} ${decoder}`;
  const paths = pathsByHash(samples, rows);
  const features = new Map<string, Float32Array>();
  const put = (hash: string, bytes: Uint8Array) => {
    if (bytes.byteLength === 0) return;
    const values = new Float32Array(bytes.length);
    for (let at = 0; at < values.length; at += 1) values[at] = bytes[at] / 255;
    features.set(hash, values);
  };
  for (const [hash, value] of tools.cache.getMany(kind, [...paths.keys()])) {
    paths.delete(hash);
    put(hash, value);
  }
  if (paths.size === 0) return features;
  const kept = keepInBatches(tools.cache, kind);
  const encoded = readImages(snapshot, paths, (_hash, fault) => {
    if (fault.kind !== 'broken') throw fault;
  });
  for await (const { key, features: values } of tools.vision.features(encoded)) {
    const bytes = values ? Uint8Array.from(values, (value) => Math.round(value * 255)) : new Uint8Array();
    put(key, bytes);
    kept.add(key, bytes);
  }
  kept.flush();
  return features;
}

/**
 * Scales gradients so that over these images they vary as much as colours do: else the ones or the others would decide alone which
 * images are near each other.
 */
export function balanceOf(images: Iterable<Float32Array>): (features: Float32Array) => Float32Array {
  const vectors = [...images];
  const variance = (from: number, to: number): number => {
    let total = 0;
    for (let at = from; at < to; at += 1) {
      let [sum, squares] = [0, 0];
      for (const vector of vectors) {
        sum += vector[at];
        squares += vector[at] ** 2;
      }
      total += squares / vectors.length - (sum / vectors.length) ** 2;
    }
    return total;
  };
  if (vectors.length === 0) return (features) => features;
  const [colours, gradients] = [variance(0, colourLength), variance(colourLength, vectors[0].length)];
  const factor = colours > 0 && gradients > 0 ? Math.sqrt(colours / gradients) : 1;
  return (features) => features.map((value, at) => (at < colourLength ? value : factor * value));
}
