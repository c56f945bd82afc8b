import { LOOK_BITS, LOOK_BYTES, type Look } from '../../vision/pixels/look.ts';

/** How many standard deviations below what two strangers differ in a match must lie (`bench/erasure.ts`). */
const SIGMAS = 7.5;
/** How many there must be for it to be certain. */
export const CERTAIN_SIGMAS = 10;
const WORDS = LOOK_BITS / 32;

/** Looks of all entries, one after the other. */
export interface Looks {
  words: Int32Array;
  /** Index of the entry that each look is of. */
  entry: Int32Array;
}

/** @param entries - each entry's looks, 32 bytes each */
export function packLooks(entries: readonly Uint8Array[]): Looks {
  const count = entries.reduce((sum, looks) => sum + looks.length / LOOK_BYTES, 0);
  const packed: Looks = { words: new Int32Array(count * WORDS), entry: new Int32Array(count) };
  let at = 0;
  for (const [index, looks] of entries.entries()) {
    for (let start = 0; start < looks.length; start += LOOK_BYTES, at++) {
      packed.words.set(wordsOf(looks.subarray(start, start + LOOK_BYTES)), at * WORDS);
      packed.entry[at] = index;
    }
  }
  return packed;
}

/**
 * The entry that a picture looks like, the nearest; −1 where none is near enough. Only those of its frequencies count that are
 * above the noise: strangers differ in half of them, n / 2 ± √n / 2, so that the fewer there are the more of them must agree;
 * fewer than 57 say nothing.
 *
 * @returns the entry, and how many standard deviations nearer it is than a stranger
 */
export function nearestEntry(
  { words, entry }: Looks,
  { signs, sure }: Look,
  sigmas = SIGMAS,
): { entry: number; sigmas: number } {
  const [own, mask] = [wordsOf(signs), wordsOf(sure)];
  const count = mask.reduce((sum, word) => sum + bitsOf(word), 0);
  let best = -1;
  if (count === 0) return { entry: -1, sigmas: 0 };
  let least = Math.floor((count - sigmas * Math.sqrt(count)) / 2) + 1;
  for (let at = 0, start = 0; at < entry.length; at++, start += WORDS) {
    let bits = 0;
    for (let word = 0; word < WORDS && bits < least; word++)
      bits += bitsOf((words[start + word] ^ own[word]) & mask[word]);
    if (bits >= least) continue;
    least = bits;
    best = entry[at];
  }
  return { entry: best, sigmas: best < 0 ? 0 : (count - 2 * least) / Math.sqrt(count) };
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
