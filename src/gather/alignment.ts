/** Side of a miniature. */
const SIDE = 64;
/** How far an edge may lie from the other picture's, as a share of its side. */
const FARTHEST = 0.13;
/** Share of the miniature that must lie in both pictures. */
const LEAST_OVERLAP = 0.5;
/** Coarse miniatures that agree less than this cannot be aligned. */
const HOPELESS = 0.85;
/** Agreement of the fine structure, almost aligned, below which aligning it further is no use. */
const UNPROMISING = 0.25;
/** Agreement of the fine structure from which two pictures are one. Measured: bench/near-duplicates.ts. */
const SAME = 0.9;
/** Standard deviation, in levels, of fine structure that is more than rounding and compression. */
const LEAST_DETAIL = 0.7;
/** Side of a block, and how many of the 64 blocks may differ in whatever way. */
const BLOCK = 8;
const BLOCKS_APART = 8;

/** A square grey picture. */
interface Grid {
  side: number;
  values: Float32Array;
}

/** Where the edges of one picture lie in the other: 0 where they are the same, positive inside at the left and the top, outside at the right and the bottom; in shares of a side. */
type Frame = readonly [left: number, right: number, top: number, bottom: number];

const IDENTITY: Frame = [0, 0, 0, 0];

/**
 * Whether two miniatures (64 × 64 grey, rows from the top) are of one picture that was compressed, resized, made lighter
 * or darker, turned grey or cut by up to a tenth.
 */
export function isOnePicture(first: Uint8Array, second: Uint8Array): boolean {
  return alignedAgreement(first, second) >= SAME;
}

/**
 * How well two pictures agree, −1 to 1: the second is laid over the first in the frame at which they correlate best, which
 * is searched from coarse to fine; then the fine structure of both, what is left without local means, is correlated.
 * Pictures that hardly have any do not agree.
 */
export function alignedAgreement(first: Uint8Array, second: Uint8Array): number {
  const a = gridOf(first);
  const b = gridOf(second);
  const asTheyAre = agreement(a, b, IDENTITY);
  if (asTheyAre >= SAME) return asTheyAre;
  const frame = align(a, b);
  return frame === null ? asTheyAre : Math.max(asTheyAre, agreement(a, b, frame));
}

function gridOf(luma: Uint8Array): Grid {
  return { side: SIDE, values: Float32Array.from(luma) };
}

/** The frame at which the second picture correlates best with the first; `null` when no frame is promising. */
function align(a: Grid, b: Grid): Frame | null {
  const coarse = [halved(halved(a)), halved(halved(b))] as const;
  let best: Frame = IDENTITY;
  let most = -1;
  for (const frame of coarseFrames) {
    const value = correlation(...coarse, frame);
    if (value > most) [best, most] = [frame, value];
  }
  if (most < HOPELESS) return null;
  best = refined(halved(a), halved(b), best, [0.025, 0.0125]);
  return agreement(a, b, best) < UNPROMISING ? null : refined(a, b, best, [0.0125, 0.006, 0.003]);
}

const coarseSteps = [-0.1, -0.05, 0, 0.05, 0.1];
const coarseFrames: Frame[] = coarseSteps.flatMap((left) =>
  coarseSteps.flatMap((right) =>
    coarseSteps.flatMap((top) => coarseSteps.map((bottom): Frame => [left, right, top, bottom])),
  ),
);

/** Each edge by itself, then opposite edges together (a shift) and against each other (a scale). */
const moves: Frame[] = [
  [1, 0, 0, 0],
  [0, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 0, 1],
  [1, 1, 0, 0],
  [1, -1, 0, 0],
  [0, 0, 1, 1],
  [0, 0, 1, -1],
];

/** Climbs from a frame by ever smaller steps. */
function refined(a: Grid, b: Grid, from: Frame, steps: readonly number[]): Frame {
  let best = from;
  let most = correlation(a, b, from);
  for (const step of steps) {
    for (let climbing = true; climbing; ) {
      climbing = false;
      for (const move of moves) {
        for (const size of [step, -step]) {
          const frame = best.map((edge, i) => edge + move[i] * size) as unknown as Frame;
          if (frame.some((edge) => Math.abs(edge) > FARTHEST)) continue;
          const value = correlation(a, b, frame);
          if (value > most) [best, most, climbing] = [frame, value, true];
        }
      }
    }
  }
  return best;
}

/** Correlation of fine structure, −1 to 1, without the few blocks that differ most; −1 where either picture has hardly any. */
function agreement(a: Grid, b: Grid, frame: Frame): number {
  const detail = detailOf(a).values;
  const other = detailOf(laidOver(b, frame)).values;
  return correlate(withoutWorstBlocks(detail, other), other, LEAST_DETAIL);
}

function correlation(a: Grid, b: Grid, frame: Frame): number {
  return correlate(a.values, laidOver(b, frame).values, 0);
}

/** The second picture on the first one's grid, by bilinear interpolation; NaN outside of it. */
function laidOver({ side, values }: Grid, [left, right, top, bottom]: Frame): Grid {
  if (left === 0 && right === 0 && top === 0 && bottom === 0) return { side, values };
  const columns = positions(side, left, right);
  const rows = positions(side, top, bottom);
  const out = new Float32Array(side * side);
  for (let y = 0, to = 0; y < side; y++) {
    const row = Math.floor(rows[y]);
    const down = rows[y] - row;
    for (let x = 0; x < side; x++, to++) {
      const column = Math.floor(columns[x]);
      const along = columns[x] - column;
      if (row < 0 || column < 0 || row > side - 1 || column > side - 1) {
        out[to] = Number.NaN;
        continue;
      }
      const at = row * side + column;
      const next = column < side - 1 ? 1 : 0;
      const below = row < side - 1 ? side : 0;
      const upper = values[at] + (values[at + next] - values[at]) * along;
      const lower = values[at + below] + (values[at + below + next] - values[at + below]) * along;
      out[to] = upper + (lower - upper) * down;
    }
  }
  return { side, values: out };
}

function positions(side: number, start: number, end: number): Float64Array {
  const scale = 1 + end - start;
  return Float64Array.from({ length: side }, (_, i) => start * side + (i + 0.5) * scale - 0.5);
}

/** Pearson's correlation over the points that both have; −1 where they are too few, or deviate by less than `least`. */
function correlate(a: Float32Array, b: Float32Array, least: number): number {
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let products = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    const y = b[i];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    n++;
    sumA += x;
    sumB += y;
    squaresA += x * x;
    squaresB += y * y;
    products += x * y;
  }
  const varianceA = squaresA / n - (sumA / n) ** 2;
  const varianceB = squaresB / n - (sumB / n) ** 2;
  if (n < LEAST_OVERLAP * a.length || Math.min(varianceA, varianceB) <= Math.max(1e-6, least * least)) return -1;
  return (products / n - (sumA / n) * (sumB / n)) / Math.sqrt(varianceA * varianceB);
}

/** A picture without the mean of the 5 × 5 around each point; NaN within two points of what is not there. */
function detailOf({ side, values }: Grid): Grid {
  const reach = 2;
  const out = new Float32Array(values.length).fill(Number.NaN);
  for (let y = reach; y < side - reach; y++) {
    for (let x = reach; x < side - reach; x++) {
      let sum = 0;
      for (let v = -reach; v <= reach; v++) {
        for (let u = -reach; u <= reach; u++) sum += values[(y + v) * side + x + u];
      }
      out[y * side + x] = values[y * side + x] - sum / 25;
    }
  }
  return { side, values: out };
}

/** The first values with NaN in the blocks where both differ most: a logo or a line of text may lie there. */
function withoutWorstBlocks(a: Float32Array, b: Float32Array): Float32Array {
  const across = SIDE / BLOCK;
  const differences = new Float64Array(across * across);
  for (let i = 0; i < a.length; i++) {
    const difference = a[i] - b[i];
    const block = Math.floor(i / SIDE / BLOCK) * across + Math.floor((i % SIDE) / BLOCK);
    if (!Number.isNaN(difference)) differences[block] += difference * difference;
  }
  const worst = [...differences.keys()].sort((x, y) => differences[y] - differences[x]).slice(0, BLOCKS_APART);
  const kept = a.slice();
  for (const block of worst) {
    const corner = Math.floor(block / across) * BLOCK * SIDE + (block % across) * BLOCK;
    for (let y = 0; y < BLOCK; y++) kept.fill(Number.NaN, corner + y * SIDE, corner + y * SIDE + BLOCK);
  }
  return kept;
}

function halved({ side, values }: Grid): Grid {
  const half = side / 2;
  const out = new Float32Array(half * half);
  for (let y = 0; y < half; y++) {
    for (let x = 0; x < half; x++) {
      const at = 2 * y * side + 2 * x;
      out[y * half + x] = (values[at] + values[at + 1] + values[at + side] + values[at + side + 1]) / 4;
    }
  }
  return { side: half, values: out };
}
