/** A stream of pseudo-random numbers, wholly determined by its key. */
export interface RandomStream {
  /** Uniform integer in [0, 2³²). */
  nextUint32(): number;
  /** Uniform in [0, 1), 53 bits. */
  nextFloat(): number;
  /** Uniform integer in [0, bound), without modulo bias; 1 ≤ bound ≤ 2³². */
  nextInteger(bound: number): number;
}

/**
 * Stream of xoshiro128** (Blackman & Vigna 2018), seeded from a text key.
 *
 * Streams of different keys are independent for every practical purpose, so each comparison takes the key of its own
 * name: neither the order of comparisons nor a new one beside it changes any other's numbers.
 *
 * @param key - the seed's parts, such as `[policySeed, model, score]`; parts are kept apart, so ['a', 'b'] ≠ ['ab']
 */
export function randomStream(key: readonly (string | number)[]): RandomStream {
  const next = splitMix32(fnv1a(JSON.stringify(key)));
  const nextUint32 = xoshiro128([next(), next(), next(), next()]);
  return {
    nextUint32,
    nextFloat: () => ((nextUint32() >>> 5) * 2 ** 26 + (nextUint32() >>> 6)) / 2 ** 53,
    nextInteger: (bound) => {
      const limit = 2 ** 32 - (2 ** 32 % bound);
      let value = nextUint32();
      while (value >= limit) value = nextUint32();
      return value % bound;
    },
  };
}

/** The generator itself: uniform integers in [0, 2³²) from a state of four words, not all zero. */
export function xoshiro128([s0, s1, s2, s3]: [number, number, number, number]): () => number {
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return result;
  };
}

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** Two 32-bit FNV-1a hashes from different offsets, so that keys collide with chance 2⁻⁶⁴ and not 2⁻³². */
function fnv1a(text: string): [number, number] {
  let first = 0x811c9dc5;
  let second = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ (unit + i), 0x01000193);
  }
  return [first, second];
}

/** SplitMix's 32-bit finaliser, walking from one seed word and stirred by the other; never yields four zeros. */
function splitMix32([seed, salt]: [number, number]): () => number {
  let state = seed;
  let round = 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    round++;
    let word = state ^ Math.imul(salt, 2 * round + 1);
    word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    return (word ^ (word >>> 15)) | Number(round === 4);
  };
}
