/** Side of the miniature that a look is taken of. */
const SIDE = 64;
export const LOOK_BITS = 256;
export const LOOK_BYTES = LOOK_BITS / 8;

/** The 256 lowest frequencies (k across, l down) of the two-dimensional DCT-II but for the constant one, by k² + l². */
const FREQUENCIES = Array.from({ length: 32 * 32 }, (_, i) => ({ k: i % 32, l: Math.floor(i / 32) }))
  .filter(({ k, l }) => k + l > 0)
  .sort((a, b) => a.k ** 2 + a.l ** 2 - (b.k ** 2 + b.l ** 2) || a.k - b.k)
  .slice(0, LOOK_BITS);
const HIGHEST = 1 + Math.max(...FREQUENCIES.map(({ k, l }) => Math.max(k, l)));

/** A part of a picture, in shares of its width and height that are cut from each side. */
export interface Cut {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const UNCUT: Cut = { left: 0, top: 0, right: 0, bottom: 0 };

/** 32 bytes each: the sign of every frequency, and whether it is above the noise. A smooth picture has few that are. */
export interface Look {
  signs: Uint8Array;
  sure: Uint8Array;
}

/** What rounding to whole grey levels does to a frequency's sum (standard deviation 9), and a little more. */
const NOISE = 15;

/**
 * 256-bit perceptual hash: the signs of the lowest frequencies of the DCT-II of the picture in grey. Lighter, darker, smaller
 * and recompressed pictures keep nearly all of them.
 *
 * @param miniature - 64 × 64 grey levels, rows from the top
 * @param cut - takes the look of a part, as if the picture had been cropped
 */
export function lookOf(miniature: Uint8Array, cut: Cut = UNCUT): Look {
  const across = cosines(cut.left, cut.right);
  const down = cosines(cut.top, cut.bottom);
  const levels = compressed(miniature, across, down);
  const rows = new Float64Array(HIGHEST * SIDE);
  for (let y = 0; y < SIDE; y++) {
    for (let k = 0; k < HIGHEST; k++) {
      let value = 0;
      for (let x = 0; x < SIDE; x++) value += levels[y * SIDE + x] * across[k * SIDE + x];
      rows[k * SIDE + y] = value;
    }
  }
  const signs = new Uint8Array(LOOK_BYTES);
  const sure = new Uint8Array(LOOK_BYTES);
  for (const [bit, { k, l }] of FREQUENCIES.entries()) {
    let value = 0;
    for (let y = 0; y < SIDE; y++) value += rows[k * SIDE + y] * down[l * SIDE + y];
    if (value > 0) signs[bit >> 3] |= 1 << (bit & 7);
    if (Math.abs(value) > NOISE) sure[bit >> 3] |= 1 << (bit & 7);
  }
  return { signs, sure };
}

/**
 * Levels about the part's mean, those that lie far from the median brought nearer to it: else a single bright or dark spot
 * decides all signs, and two pictures with one in the same corner look alike.
 */
function compressed(miniature: Uint8Array, across: Float64Array, down: Float64Array): Float64Array {
  // Row 0 of the cosines holds the share of every pixel that lies in the part.
  const share = (i: number) => across[i % SIDE] * down[Math.floor(i / SIDE)];
  const counts = new Float64Array(256);
  for (let i = 0; i < miniature.length; i++) counts[miniature[i]] += share(i);
  const median = middleOf(counts);
  const deviations = new Float64Array(256);
  for (let level = 0; level < 256; level++) deviations[Math.abs(level - median)] += counts[level];
  const limit = FAR * Math.max(1, middleOf(deviations));
  const levels = new Float64Array(miniature.length);
  let [sum, weight] = [0, 0];
  for (let i = 0; i < levels.length; i++) {
    levels[i] = Math.max(-limit, Math.min(limit, miniature[i] - median));
    sum += share(i) * levels[i];
    weight += share(i);
  }
  const mean = sum / weight;
  return levels.map((level) => level - mean);
}

/** Deviations from the median that are kept, in median absolute deviations. */
const FAR = 2;

/** The value that half of the weight lies below. */
function middleOf(counts: Float64Array): number {
  let left = counts.reduce((sum, count) => sum + count, 0) / 2;
  let value = 0;
  while (value < 255 && left > counts[value]) left -= counts[value++];
  return value;
}

/** cos(π k t) at each pixel's middle, t from 0 to 1 across the part, times the share of the pixel that lies in it. */
function cosines(from: number, to: number): Float64Array {
  const [start, end] = [from * SIDE, (1 - to) * SIDE];
  const out = new Float64Array(HIGHEST * SIDE);
  for (let x = 0; x < SIDE; x++) {
    const [low, high] = [Math.max(x, start), Math.min(x + 1, end)];
    if (high <= low) continue;
    const t = ((low + high) / 2 - start) / (end - start);
    for (let k = 0; k < HIGHEST; k++) out[k * SIDE + x] = (high - low) * Math.cos(Math.PI * k * t);
  }
  return out;
}

/** Cuts of each side that a register's entry is prepared for: none, a fortieth, a twentieth. */
const STEPS = [0, 0.025, 0.05];

/** The signs of a picture and of its crops by up to a twentieth a side: 81, the whole one first. */
export function looksOf(miniature: Uint8Array): Uint8Array[] {
  return STEPS.flatMap((left) =>
    STEPS.flatMap((right) =>
      STEPS.flatMap((top) => STEPS.map((bottom) => lookOf(miniature, { left, right, top, bottom }).signs)),
    ),
  );
}
