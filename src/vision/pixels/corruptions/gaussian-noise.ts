import type { Pixels } from '../image.ts';
import { fromShares } from './values.ts';

const SCALE = [0.08, 0.12, 0.18, 0.26, 0.38];

/** ImageNet-C's Gaussian noise. Seeded by the picture itself: the same picture has the same noise, on every machine. */
export function addNoise(pixels: Pixels, severity: number): Pixels {
  const normal = normals(seedOf(pixels.data));
  return fromShares(pixels, (i) => pixels.data[i] / 255 + SCALE[severity - 1] * normal());
}

/** FNV-1a over the picture's values. */
function seedOf(data: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < data.length; i++) hash = Math.imul(hash ^ data[i], 0x01000193);
  return hash >>> 0;
}

/** Standard normal numbers by Box and Muller, from mulberry32. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
