import { createHash } from 'node:crypto';
import type { Samples } from '../../model/facts.ts';
import type { Fault } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { EncodedImage } from '../../model/vision.ts';
import type { Look } from '../../vision/pixels/look.ts';
import { firstRows, readImages } from '../contents.ts';
import { keepInBatches } from '../keep.ts';

/** Raised when a look changes its meaning: registers that were written before then hold nothing that it can be compared with. */
const version = 1;
const DIGEST = 32;

/** What a picture is recognised by. */
export interface Recognised {
  /** SHA-256 of the file, as hex. */
  bytes: string;
  /** SHA-256 of the upright pixels, as hex; `null` when it cannot be decoded. */
  pixels: string | null;
  /** `null` when it cannot be decoded. */
  look: Look | null;
}

/** What the given contents are recognised by, computed once for each. Those whose bytes cannot be had are left out and told. */
export async function looksByContent(
  snapshot: Snapshot,
  samples: Samples,
  contents: readonly string[],
  tools: Tools,
  onFault: (fault: Fault) => void,
): Promise<Map<string, Recognised>> {
  const { decoder } = await tools.vision.versions();
  const kind = `looks@${version} ${decoder}`;
  const found = new Map<string, Recognised>();
  for (const [content, record] of tools.cache.getMany(kind, contents)) found.set(content, decode(record));
  const rows = firstRows(samples);
  const wanted = new Map(contents.filter((c) => !found.has(c)).map((c) => [c, samples.path[rows.get(c)!]]));
  if (wanted.size === 0) return found;
  const kept = keepInBatches(tools.cache, kind);
  let unavailable = 0;
  const images = readImages(snapshot, wanted, (_, fault) => {
    if (fault.kind !== 'broken' && unavailable++ === 0) onFault(fault);
  });
  for await (const { key, record } of recognise(images, tools.vision, false)) {
    found.set(key, decode(record));
    kept.add(key, record);
    tools.progress(`looks of ${samples.dataset}`, found.size, contents.length);
  }
  kept.flush();
  return found;
}

/**
 * Digest of the bytes, digest of the pixels, and the looks of each image, one after the other; of one that cannot be decoded
 * the first alone.
 */
export async function* recognise(
  images: AsyncIterable<EncodedImage>,
  vision: Tools['vision'],
  crops: boolean,
): AsyncGenerator<{ key: string; record: Buffer }> {
  const digests = new Map<string, Buffer>();
  async function* noted(): AsyncGenerator<EncodedImage> {
    for await (const image of images) {
      digests.set(image.key, createHash('sha256').update(image.bytes).digest());
      yield image;
    }
  }
  for await (const { key, pixels, looks } of vision.looks(noted(), crops)) {
    const bytes = digests.get(key)!;
    digests.delete(key);
    yield { key, record: Buffer.concat([bytes, pixels ?? Buffer.alloc(0), looks ?? Buffer.alloc(0)]) };
  }
}

/** Reads a record of a picture with its crops: the looks of all, one after the other. */
export function decodeCrops(record: Uint8Array): { bytes: string; pixels: string; looks: Uint8Array } | null {
  const { bytes, pixels } = decode(record);
  return pixels === null ? null : { bytes, pixels, looks: record.subarray(2 * DIGEST) };
}

/** Reads a record of a picture without its crops. */
export function decode(record: Uint8Array): Recognised {
  const hex = (from: number) => Buffer.from(record.subarray(from, from + DIGEST)).toString('hex');
  return {
    bytes: hex(0),
    pixels: record.length > DIGEST ? hex(DIGEST) : null,
    look:
      record.length > DIGEST
        ? { signs: record.subarray(2 * DIGEST, 3 * DIGEST), sure: record.subarray(3 * DIGEST, 4 * DIGEST) }
        : null,
  };
}
