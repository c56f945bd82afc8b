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

/** 64-bit hashes in two halves. */
export interface Hashes {
  high: Int32Array;
  low: Int32Array;
}

/** @param hex - 16 hex digits each */
export function hashesOf(hex: readonly string[]): Hashes {
  const bytes = Buffer.from(hex.join(''), 'hex');
  const [high, low] = [new Int32Array(hex.length), new Int32Array(hex.length)];
  for (let i = 0; i < hex.length; i++) {
    high[i] = bytes.readInt32BE(8 * i);
    low[i] = bytes.readInt32BE(8 * i + 4);
  }
  return { high, low };
}

/**
 * All pairs whose hashes differ in at most `limit` bits, of which one is at `from` or after; of each hash at most 32 pairs
 * with earlier ones. Exact by the pigeonhole principle: where 64 bits differ in at most `limit`, one of four chunks differs
 * in at most a quarter of it (multi-index hashing; Norouzi, Punjani and Fleet 2012).
 */
export function pairsWithin(hashes: Hashes, limit: number, from = 0): HashPairs {
  const count = hashes.high.length;
  const radius = Math.floor(limit / CHUNKS);
  const masks = masksOf(radius);
  const buckets = Array.from({ length: CHUNKS }, (_, chunk) => bucketsOf(hashes, chunk));
  const pairs: HashPairs = { first: [], second: [], distance: [] };
  const found = new Int32Array(MOST_OF_ONE);
  for (let j = Math.max(1, from); j < count; j++) {
    let near = 0;
    for (let chunk = 0; chunk < CHUNKS && near < MOST_OF_ONE; chunk++) {
      near = searchChunk(hashes, j, chunk, buckets[chunk], masks, limit, radius, found, near);
    }
    for (const i of found.subarray(0, near).sort()) {
      pairs.first.push(i);
      pairs.second.push(j);
      pairs.distance.push(distanceOf(hashes, i, j));
    }
  }
  return pairs;
}

/** Bits that differ. */
function distanceOf({ high, low }: Hashes, i: number, j: number): number {
  return bitsOf(high[i] ^ high[j], low[i] ^ low[j]);
}

/** Bits that are set in two 32-bit words. */
function bitsOf(a: number, b: number): number {
  let x = a - ((a >>> 1) & 0x55555555);
  let y = b - ((b >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  y = (y & 0x33333333) + ((y >>> 2) & 0x33333333);
  const bytes = (x & 0x0f0f0f0f) + ((x >>> 4) & 0x0f0f0f0f) + (y & 0x0f0f0f0f) + ((y >>> 4) & 0x0f0f0f0f);
  return Math.imul(bytes, 0x01010101) >>> 24;
}

/** Values of a chunk in which at most `radius` bits are set. */
function masksOf(radius: number): Uint16Array {
  return new Uint16Array(CHUNK_VALUES).map((_, value) => value).filter((value) => bitsOf(value, 0) <= radius);
}

function chunkOf({ high, low }: Hashes, index: number, chunk: number): number {
  return ((chunk < 2 ? high : low)[index] >>> (chunk % 2 === 0 ? 16 : 0)) & 0xffff;
}

/** Hashes by the value of one chunk; `members` are their indices, ascending within each value. */
interface Buckets extends Hashes {
  starts: Int32Array;
  members: Int32Array;
}

function bucketsOf(hashes: Hashes, chunk: number): Buckets {
  const count = hashes.high.length;
  const starts = new Int32Array(CHUNK_VALUES + 1);
  for (let index = 0; index < count; index++) starts[chunkOf(hashes, index, chunk) + 1]++;
  for (let value = 0; value < CHUNK_VALUES; value++) starts[value + 1] += starts[value];
  const members = new Int32Array(count);
  const next = starts.slice();
  for (let index = 0; index < count; index++) members[next[chunkOf(hashes, index, chunk)]++] = index;
  const [high, low] = [new Int32Array(count), new Int32Array(count)];
  for (let at = 0; at < count; at++) {
    high[at] = hashes.high[members[at]];
    low[at] = hashes.low[members[at]];
  }
  return { starts, members, high, low };
}

/** Adds to the `near` hashes found so far those before `j` that one chunk shows first; returns how many there are now. */
function searchChunk(
  hashes: Hashes,
  j: number,
  chunk: number,
  { starts, members, high, low }: Buckets,
  masks: Uint16Array,
  limit: number,
  radius: number,
  found: Int32Array,
  near: number,
): number {
  const own = chunkOf(hashes, j, chunk);
  const ownHigh = hashes.high[j];
  const ownLow = hashes.low[j];
  let total = near;
  for (let m = 0; m < masks.length; m++) {
    const value = own ^ masks[m];
    const end = starts[value + 1];
    for (let at = starts[value]; at < end && members[at] < j; at++) {
      if (bitsOf(high[at] ^ ownHigh, low[at] ^ ownLow) > limit) continue;
      if (isShownBefore(hashes, members[at], j, chunk, radius)) continue;
      found[total++] = members[at];
      if (total === MOST_OF_ONE) return total;
    }
  }
  return total;
}

/** Whether an earlier chunk has shown the pair. */
function isShownBefore(hashes: Hashes, i: number, j: number, chunk: number, radius: number): boolean {
  for (let c = 0; c < chunk; c++) {
    if (bitsOf(chunkOf(hashes, i, c) ^ chunkOf(hashes, j, c), 0) <= radius) return true;
  }
  return false;
}
