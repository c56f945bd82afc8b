let numbers = new Float64Array(1024);
let words = new Uint32Array(numbers.buffer);
const name = Buffer.alloc(8);

/**
 * Sixteen hex digits that name lists of numbers (polygons, run lengths): MurmurHash3 (x86, 32 bits) with seeds 0 and 1, of
 * the length and values of each list as doubles. It tells shapes apart, and is no proof against one made to collide.
 */
export function geometryDigest(lists: readonly (readonly number[])[]): string {
  let size = 0;
  for (const list of lists) size += 1 + list.length;
  if (size > numbers.length) {
    numbers = new Float64Array(size * 2);
    words = new Uint32Array(numbers.buffer);
  }
  let at = 0;
  for (const list of lists) {
    numbers[at++] = list.length;
    // Adding 0 makes −0 the 0 that it is.
    for (let i = 0; i < list.length; i++) numbers[at++] = list[i] + 0;
  }
  name.writeUInt32BE(murmur3(size * 2, 0), 0);
  name.writeUInt32BE(murmur3(size * 2, 1), 4);
  return name.toString('hex');
}

/** MurmurHash3_x86_32 of the first `count` words. */
function murmur3(count: number, seed: number): number {
  let hash = seed;
  for (let i = 0; i < count; i++) {
    let word = Math.imul(words[i], 0xcc9e2d51);
    word = (word << 15) | (word >>> 17);
    hash ^= Math.imul(word, 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0;
  }
  hash ^= count * 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
