/** Pairs of 64-bit hashes, `first[i] < second[i]`, by their indices, in ascending order of the second and then the first. */
export interface HashPairs {
  first: number[];
  second: number[];
  /** Bits that differ. */
  distance: number[];
}

const CHUNKS = 4;
const CHUNK_VALUES = 2 ** 16;
/** Pairs kept of one hash with those before it: a thousand copies of one picture are not half a million pairs. */
const MOST_OF_ONE = 32;

const popcount = new Uint8Array(CHUNK_VALUES);
for (let value = 1; value < CHUNK_VALUES; value++) popcount[value] = popcount[value >> 1] + (value & 1);

/** Hex digits of 64-bit hashes as 16-bit chunks, four each. */
export function chunksOf(hashes: readonly string[]): Uint16Array {
  const chunks = new Uint16Array(hashes.length * CHUNKS);
  for (const [index, hash] of hashes.entries()) {
    for (let c = 0; c < CHUNKS; c++) chunks[index * CHUNKS + c] = Number.parseInt(hash.slice(4 * c, 4 * c + 4), 16);
  }
  return chunks;
}

/**
 * All pairs whose hashes differ in at most `limit` bits, of which one is at `from` or after; of each hash at most 32 pairs
 * with earlier ones. Exact by the pigeonhole principle: where 64 bits differ in at most `limit`, one of four chunks differs
 * in at most a quarter of it (multi-index hashing; Norouzi, Punjani and Fleet 2012).
 *
 * @param chunks - four chunks of each hash, as `chunksOf` gives them
 */
export function pairsWithin(chunks: Uint16Array, limit: number, from = 0): HashPairs {
  const count = chunks.length / CHUNKS;
  const radius = Math.floor(limit / CHUNKS);
  const masks = Uint16Array.from(popcount.keys()).filter((mask) => popcount[mask] <= radius);
  const buckets = Array.from({ length: CHUNKS }, (_, c) => bucketsOf(chunks, c));
  const pairs: HashPairs = { first: [], second: [], distance: [] };

  for (let j = Math.max(1, from); j < count; j++) {
    const near: { first: number; distance: number }[] = [];
    search: for (let c = 0; c < CHUNKS; c++) {
      const { starts, members } = buckets[c];
      for (const mask of masks) {
        const value = chunks[j * CHUNKS + c] ^ mask;
        for (let at = starts[value]; at < starts[value + 1] && members[at] < j; at++) {
          const distance = distanceFirstSeenIn(chunks, members[at], j, c, radius);
          if (distance > limit) continue;
          near.push({ first: members[at], distance });
          if (near.length === MOST_OF_ONE) break search;
        }
      }
    }
    near.sort((a, b) => a.first - b.first);
    for (const { first, distance } of near) {
      pairs.first.push(first);
      pairs.second.push(j);
      pairs.distance.push(distance);
    }
  }
  return pairs;
}

/** Indices by the value of one chunk, ascending within each. */
function bucketsOf(chunks: Uint16Array, chunk: number): { starts: Int32Array; members: Int32Array } {
  const starts = new Int32Array(CHUNK_VALUES + 1);
  for (let at = chunk; at < chunks.length; at += CHUNKS) starts[chunks[at] + 1]++;
  for (let value = 0; value < CHUNK_VALUES; value++) starts[value + 1] += starts[value];
  const members = new Int32Array(chunks.length / CHUNKS);
  const next = starts.slice();
  for (let index = 0; index < members.length; index++) members[next[chunks[index * CHUNKS + chunk]]++] = index;
  return { starts, members };
}

/** Bits in which two hashes differ; infinite where an earlier chunk has found the pair already. */
function distanceFirstSeenIn(chunks: Uint16Array, i: number, j: number, chunk: number, radius: number): number {
  let distance = 0;
  for (let c = 0; c < CHUNKS; c++) {
    const bits = popcount[chunks[i * CHUNKS + c] ^ chunks[j * CHUNKS + c]];
    if (c < chunk && bits <= radius) return Number.POSITIVE_INFINITY;
    distance += bits;
  }
  return distance;
}
