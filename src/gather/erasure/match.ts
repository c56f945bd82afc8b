import { LOOK_BITS, LOOK_BYTES } from '../../vision/pixels/look.ts';

/** Most bits of 256 in which a picture and an entry, or one of the entry's crops, differ (`bench/erasure.ts`). */
export const FARTHEST = 64;
const WORDS = LOOK_BITS / 32;

/** Looks of all entries, one after the other. */
export interface Looks {
  words: Int32Array;
  /** Index of the entry that each look is of. */
  entry: Int32Array;
}

/** @param entries - each entry's looks, 32 bytes each */
export function packLooks(entries: readonly Uint8Array[]): Looks {
  const count = entries.reduce(
    (sum, looks) => sum + (looks.some((byte) => byte !== 0) ? looks.length / LOOK_BYTES : 0),
    0,
  );
  const packed: Looks = { words: new Int32Array(count * WORDS), entry: new Int32Array(count) };
  let at = 0;
  for (const [index, looks] of entries.entries()) {
    // A blank picture has none.
    if (looks.every((byte) => byte === 0)) continue;
    for (let start = 0; start < looks.length; start += LOOK_BYTES, at++) {
      packed.words.set(wordsOf(looks.subarray(start, start + LOOK_BYTES)), at * WORDS);
      packed.entry[at] = index;
    }
  }
  return packed;
}

/**
 * The entry that a picture looks like, the nearest; −1 where none is within `limit` bits.
 * @param look - 32 bytes
 */
export function nearestEntry(
  { words, entry }: Looks,
  look: Uint8Array,
  limit = FARTHEST,
): { entry: number; bits: number } {
  const own = wordsOf(look);
  let best = -1;
  let least = limit + 1;
  for (let at = 0, start = 0; at < entry.length; at++, start += WORDS) {
    let bits = 0;
    for (let word = 0; word < WORDS && bits < least; word++) bits += bitsOf(words[start + word] ^ own[word]);
    if (bits >= least) continue;
    least = bits;
    best = entry[at];
  }
  return { entry: best, bits: least };
}

function wordsOf(look: Uint8Array): Int32Array {
  const view = new DataView(look.buffer, look.byteOffset, LOOK_BYTES);
  return Int32Array.from({ length: WORDS }, (_, i) => view.getInt32(4 * i, true));
}

/** Set bits of a 32-bit word (Warren, Hacker's Delight, section 5–1). */
function bitsOf(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
