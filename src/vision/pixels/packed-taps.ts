import type { Taps } from './taps.ts';

/** Weights of one axis as the kernels' first pass reads them. */
export interface PackedTaps {
  /** Where each output's weights begin among the source's values: 32-bit numbers. */
  first: Uint8Array;
  /** For each output `blocks` blocks of 32 bytes: the high halves of eight weights, then their low ones, 16-bit. */
  weights: Uint8Array;
  blocks: number;
}

const BLOCK = 8;
const LOW_BITS = 11;

const known = new WeakMap<Taps, PackedTaps>();

/** An output's weights are followed by zeros to a whole block. */
export function packed(taps: Taps): PackedTaps {
  const made = known.get(taps) ?? pack(taps);
  known.set(taps, made);
  return made;
}

function pack({ first, count, weights, stride }: Taps): PackedTaps {
  const blocks = Math.ceil(Math.max(...count) / BLOCK);
  const halves = new Int16Array(first.length * blocks * 2 * BLOCK);
  for (let i = 0; i < first.length; i++) {
    for (let k = 0; k < count[i]; k++) {
      const at = (i * blocks + Math.floor(k / BLOCK)) * 2 * BLOCK + (k % BLOCK);
      const weight = weights[i * stride + k];
      halves[at] = weight >> LOW_BITS;
      halves[at + BLOCK] = weight & ((1 << LOW_BITS) - 1);
    }
  }
  return { first: new Uint8Array(first.buffer), weights: new Uint8Array(halves.buffer), blocks };
}
