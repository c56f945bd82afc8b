import { createHash } from 'node:crypto';
import type { Cache, Tools } from '../../../model/gatherer.ts';
import type { FileEntry, Snapshot } from '../../../model/snapshot.ts';
import { keepInBatches } from '../../keep.ts';

const kind = 'sha256@1';

/** The SHA-256 of contents that the cache has, as hex, by the hash that the store gives them. */
export function knownDigests(cache: Cache, hashes: Iterable<string>): Map<string, string> {
  const known = cache.getMany(kind, [...hashes]);
  return new Map([...known].map(([hash, value]) => [hash, Buffer.from(value).toString('hex')]));
}

export function keepDigests(cache: Cache): { add(hash: string, digest: string): void; flush(): void } {
  const kept = keepInBatches(cache, kind);
  return { add: (hash, digest) => kept.add(hash, Buffer.from(digest, 'hex')), flush: kept.flush };
}

/** SHA-256 of a file's bytes, as hex. Git LFS has it already. @throws Fault when the content could not be had */
export async function sha256Of(
  snapshot: Snapshot,
  { path, hash }: FileEntry,
  { cache, signal }: Tools,
): Promise<string> {
  if (hash.startsWith('lfs:')) return hash.slice('lfs:'.length);
  const known = knownDigests(cache, [hash]).get(hash);
  if (known !== undefined) return known;
  const sum = createHash('sha256');
  for await (const piece of snapshot.stream(path)) {
    signal.throwIfAborted();
    sum.update(piece);
  }
  const digest = sum.digest('hex');
  const kept = keepDigests(cache);
  kept.add(hash, digest);
  kept.flush();
  return digest;
}
