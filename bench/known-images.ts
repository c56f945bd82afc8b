/**
 * What facts of known images cost: descriptions of both sides from a warm cache, and near duplicates of a pull request,
 * with generated hashes. Prints seconds.
 *
 *     node bench/known-images.ts [--images 100000] [--changed 500]
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCache } from '../src/cache/store.ts';
import { hashesOf, pairsWithin } from '../src/gather/hamming.ts';
import { createColumns, putImage } from '../src/gather/image-columns.ts';
import { encodeRecord } from '../src/gather/image-records.ts';
import { describedKind, images } from '../src/gather/images.ts';
import { nearDuplicates } from '../src/gather/near-duplicates.ts';
import type { Gathered, Samples } from '../src/model/facts.ts';
import type { Tools } from '../src/model/gatherer.ts';
import type { Policy } from '../src/model/policy.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import { type ImageDescription, undecoded, type Vision } from '../src/model/vision.ts';

const { values } = parseArgs({
  options: { images: { type: 'string', default: '100000' }, changed: { type: 'string', default: '500' } },
});
const count = Number(values.images);
const changed = Number(values.changed);
const decoder = 'bench';

/** Half of a repeatable hash. */
let words = 0;
const word = () => createHash('sha256').update(String(words++)).digest('hex').slice(0, 8);

const hashes = Array.from({ length: count + changed }, (_, i) => `git:${String(i).padStart(40, '0')}`);
const described = new Map<string, ImageDescription>(
  hashes.map((key) => [
    key,
    {
      ...undecoded(key, ''),
      error: null,
      format: 'jpeg',
      mode: 'rgb',
      width: 640,
      height: 480,
      contrast: 0.2,
      phash: word() + word(),
    },
  ]),
);

function side(hash: string[]): Gathered {
  const path = hash.map((name) => `data/${name}.jpg`);
  const samples = { dataset: 'd', count: hash.length, hash, path } as unknown as Samples;
  return { facts: { samples: { d: samples } }, unread: [] };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-known-'));
const cache = openCache({ directories: [folder] });
const tools: Tools = {
  vision: {
    versions: async () => ({ runtime: '', decoder, providers: [] }),
    async *miniatures(encoded) {
      for await (const { key } of encoded) yield { key, luma: new Uint8Array(64 * 64) };
    },
  } as Pick<Vision, 'versions' | 'miniatures'> as Vision,
  cache,
  signal: new AbortController().signal,
  provider: 'cpu',
  scratch: folder,
  progress: () => {},
  note: console.log,
};

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const began = performance.now();
  const result = await work();
  console.log(`${what.padEnd(58)} ${((performance.now() - began) / 1000).toFixed(2)} s`);
  return result;
}

try {
  const columns = createColumns('d', hashes.length);
  for (const [row, hash] of hashes.entries()) putImage(columns, row, described.get(hash)!);
  cache.putMany(
    describedKind(decoder),
    hashes.map((hash, row) => [hash, encodeRecord(columns, row)] as const),
  );
  const snapshot = {
    files: new Map(),
    async *readMany(paths: Iterable<string>) {
      for (const path of paths) yield { path, bytes: Buffer.alloc(1) };
    },
  } as unknown as Snapshot;
  const policy = {} as Policy;
  const base = side(hashes.slice(0, count));
  const head = side(hashes.slice(changed));
  base.facts.images = (
    await timed(`descriptions of ${count} from the cache`, () => images.gather(snapshot, policy, tools, base))
  ).entries;
  head.facts.images = (
    await timed(`descriptions of head, ${changed} not in base`, () =>
      images.gather(snapshot, policy, tools, head, base),
    )
  ).entries;
  base.facts.nearDuplicates = (
    await timed(`near duplicates of ${count}, all with all`, () => nearDuplicates.gather(snapshot, policy, tools, base))
  ).entries;
  await timed('the same again, from the cache', () => nearDuplicates.gather(snapshot, policy, tools, base));
  await timed(`near duplicates of head, ${changed} with all`, () =>
    nearDuplicates.gather(snapshot, policy, tools, head, base),
  );
  const phashes = hashesOf(hashes.map((hash) => described.get(hash)!.phash));
  const { first } = await timed(`${hashes.length} hashes, all pairs within 10 bits`, () => pairsWithin(phashes, 10));
  console.log(`${first.length} pairs`);
} finally {
  cache.close();
  rmSync(folder, { recursive: true, force: true });
}
