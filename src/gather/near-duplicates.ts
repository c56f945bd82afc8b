import type { Gathered, Images, NearDuplicates, Samples } from '../model/facts.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { isOnePicture } from './alignment.ts';
import { firstRows } from './contents.ts';
import { digest } from './digest.ts';
import { hashesOf, pairsWithin } from './hamming.ts';
import { miniatures } from './miniatures.ts';

const version = 1;
/** Most bits in which the hashes of a pair differ: imagededup's default. */
const farthest = 10;
/** RMS contrast below which a hash is made of noise. */
const leastContrast = 0.02;
/** Shorter side in pixels below which things of one kind have one shape: an icon of a shoe is like any other. */
const leastSide = 64;
/** Contents that are compared all with all; of more, only new ones with all. */
const mostCompared = 300_000;
/** Pairs whose pixels are aligned, the nearest first. */
const mostAligned = 5_000;

/** Two contents, by their hashes. */
interface Pair {
  first: string;
  second: string;
  distance: number;
  confirmed: boolean;
}

/** Content hash → its first row. */
type Rows = ReadonlyMap<string, number>;

export const nearDuplicates: Gatherer<'nearDuplicates'> = {
  fact: 'nearDuplicates',
  async gather(snapshot, _policy, tools, { facts }, other) {
    const result: GatherResult<Record<string, NearDuplicates>> = { entries: {}, faults: [] };
    for (const samples of Object.values(facts.samples ?? {})) {
      const images = facts.images?.[samples.dataset];
      if (!images) continue;
      const pairs = await pairsOf(snapshot, samples, images, tools, other);
      result.entries[samples.dataset] = toColumns(samples.dataset, pairs, firstRows(samples));
    }
    return result;
  },
};

/** The pairs of one dataset: from the cache, else from the other side with those of new contents, else all with all. */
async function pairsOf(
  snapshot: Snapshot,
  samples: Samples,
  images: Images,
  tools: Tools,
  other: Gathered | undefined,
): Promise<Pair[]> {
  const rows = comparableRows(samples, images);
  const hashes = [...rows.keys()];
  const { decoder } = await tools.vision.versions();
  const kind = `near-duplicates@${version} ${decoder}`;
  const key = digest(hashes.join('\n'));
  const kept = tools.cache.getMany(kind, [key]).get(key);
  if (kept) return decode(kept, hashes);

  const before = known(samples.dataset, other, rows);
  const added = hashes.filter((hash) => !before.hashes.has(hash));
  const inOrder = [...before.hashes, ...added];
  const tooMany = before.hashes.size === 0 && inOrder.length > mostCompared;
  if (tooMany) {
    tools.note(
      `Near duplicates in ${samples.dataset}: ${inOrder.length} images are too many to compare all with all (at most ${mostCompared}), so only images that a change brings in are compared with them.`,
    );
  }
  const phashes = hashesOf(inOrder.map((hash) => images.phash[rows.get(hash)!]));
  const near = pairsWithin(phashes, farthest, tooMany ? inOrder.length : before.hashes.size);
  const candidates = near.distance.map((distance, i) => ({
    first: inOrder[near.first[i]],
    second: inOrder[near.second[i]],
    distance,
    confirmed: false,
  }));
  const complete = await confirm(snapshot, samples, rows, candidates, tools);
  const pairs = [...before.pairs, ...candidates];
  if (complete && !tooMany) tools.cache.putMany(kind, [[key, encode(pairs, hashes)]]);
  return pairs;
}

/** First rows of contents whose hash says something: not those that are flat or tiny, or could not be decoded. */
function comparableRows(samples: Samples, images: Images): Rows {
  const rows = new Map<string, number>();
  for (const [hash, row] of firstRows(samples)) {
    const side = Math.min(images.width[row], images.height[row]);
    if (images.phash[row] !== '' && images.contrast[row] >= leastContrast && side >= leastSide) rows.set(hash, row);
  }
  return rows;
}

/** The contents that the other side has compared with each other, and their pairs. */
function known(dataset: string, other: Gathered | undefined, rows: Rows): { hashes: Set<string>; pairs: Pair[] } {
  const samples = other?.facts.samples?.[dataset];
  const images = other?.facts.images?.[dataset];
  const near = other?.facts.nearDuplicates?.[dataset];
  if (!samples || !images || !near) return { hashes: new Set(), pairs: [] };
  const hashes = new Set<string>();
  for (let row = 0; row < samples.count; row += 1) {
    if (images.error[row] === null && rows.has(samples.hash[row])) hashes.add(samples.hash[row]);
  }
  const pairs: Pair[] = [];
  for (let i = 0; i < near.first.length; i += 1) {
    const first = samples.hash[near.first[i]];
    const second = samples.hash[near.second[i]];
    if (!hashes.has(first) || !hashes.has(second)) continue;
    pairs.push({ first, second, distance: near.distance[i], confirmed: near.confirmed[i] === 1 });
  }
  return { hashes, pairs };
}

/** Looks at the pixels of the nearest pairs; returns whether all that was to be looked at could be. */
async function confirm(
  snapshot: Snapshot,
  samples: Samples,
  rows: Rows,
  pairs: readonly Pair[],
  tools: Tools,
): Promise<boolean> {
  const nearest = pairs.toSorted((a, b) => a.distance - b.distance).slice(0, mostAligned);
  if (nearest.length < pairs.length) {
    tools.note(
      `Near duplicates in ${samples.dataset}: of ${pairs.length} pairs of images that look alike, the pixels of the ${mostAligned} nearest were compared.`,
    );
  }
  const wanted = new Set(nearest.flatMap(({ first, second }) => [rows.get(first)!, rows.get(second)!]));
  if (wanted.size === 0) return true;
  const small = await miniatures(snapshot, samples, wanted, tools);
  for (const [done, pair] of nearest.entries()) {
    const first = small.get(pair.first);
    const second = small.get(pair.second);
    if (first && second) pair.confirmed = isOnePicture(first, second);
    if (done % 100 === 0) {
      tools.progress(`near duplicates in ${samples.dataset}`, done, nearest.length);
      tools.signal.throwIfAborted();
    }
  }
  return small.size === wanted.size;
}

/** Four 32-bit integers for each pair: the places of its contents, distance, whether confirmed. */
function encode(pairs: readonly Pair[], hashes: readonly string[]): Uint8Array {
  const place = new Map(hashes.map((hash, index) => [hash, index]));
  const words = pairs.flatMap(({ first, second, distance, confirmed }) => [
    place.get(first)!,
    place.get(second)!,
    distance,
    Number(confirmed),
  ]);
  return new Uint8Array(Int32Array.from(words).buffer);
}

function decode(bytes: Uint8Array, hashes: readonly string[]): Pair[] {
  const words = new Int32Array(bytes.slice().buffer);
  return Array.from({ length: words.length / 4 }, (_, i) => ({
    first: hashes[words[4 * i]],
    second: hashes[words[4 * i + 1]],
    distance: words[4 * i + 2],
    confirmed: words[4 * i + 3] === 1,
  }));
}

function toColumns(dataset: string, pairs: readonly Pair[], rows: Rows): NearDuplicates {
  const ordered = pairs
    .map(({ first, second, ...pair }) => {
      const [a, b] = [rows.get(first)!, rows.get(second)!];
      return { ...pair, first: Math.min(a, b), second: Math.max(a, b) };
    })
    .sort((a, b) => a.first - b.first || a.second - b.second);
  return {
    dataset,
    first: Int32Array.from(ordered, ({ first }) => first),
    second: Int32Array.from(ordered, ({ second }) => second),
    distance: Uint8Array.from(ordered, ({ distance }) => distance),
    confirmed: Uint8Array.from(ordered, ({ confirmed }) => Number(confirmed)),
  };
}
