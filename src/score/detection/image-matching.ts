import type { ClassMatches } from './matching.ts';
import type { Overlap } from './overlap.ts';
import { detectionLimit, everyThreshold, overlapThresholds, sizes } from './protocol.ts';

/** What matching asks of true objects, by row. */
interface Asked {
  /** Bit s is set where the object counts in size range s. */
  counted: Uint8Array;
  crowd: Uint8Array;
  /** 1 where an object is taken but the detection that took it counts as unmatched. */
  unseen: Uint8Array;
}

/**
 * Matches the detections at `positions` (of one image and class, by falling score, at most 100) to true objects, and writes
 * into `matches` what became of them. `outside`: bit s of each detection is set where its area is outside size range s.
 */
export type ImageMatcher = (
  matches: Pick<ClassMatches, 'row' | 'found' | 'ignored' | 'partner'>,
  outside: Uint8Array,
  positions: Int32Array,
  objects: Int32Array,
) => void;

/**
 * Each detection in turn takes the object that it overlaps most of those still free – the later on ties – and one that counts
 * before one that does not; a crowd is never used up (COCOeval's `evaluateImg`).
 */
export function imageMatcher(overlap: Overlap, { counted, crowd, unseen }: Asked): ImageMatcher {
  const least = overlapThresholds[0];
  // Objects that each detection overlaps enough for the lowest threshold: those of detection d up to `ends[d]`.
  const ends = new Int32Array(detectionLimit);
  let near = new Int32Array(1024);
  let overlaps = new Float64Array(1024);
  /** Bit t of each object: taken at threshold t. */
  let taken = new Uint16Array(256);

  /** The best free object among candidates, an index into `objects`, or −1. */
  function bestOf(from: number, to: number, threshold: number, bit: number, objects: Int32Array, size: number): number {
    for (const counts of [1, 0]) {
      let best = -1;
      let reached = threshold;
      for (let c = from; c < to; c++) {
        const object = near[c];
        const row = objects[object];
        if (((counted[row] >> size) & 1) !== counts || overlaps[c] < reached) continue;
        if (taken[object] & bit && crowd[row] !== 1) continue;
        reached = overlaps[c];
        best = object;
      }
      if (best >= 0) return best;
    }
    return -1;
  }

  return ({ row, found, ignored, partner }, outside, positions, objects) => {
    const m = row.length;
    if (near.length < positions.length * objects.length) {
      near = new Int32Array(2 * positions.length * objects.length);
      overlaps = new Float64Array(near.length);
    }
    if (taken.length < objects.length) taken = new Uint16Array(2 * objects.length);
    let candidates = 0;
    for (let d = 0; d < positions.length; d++) {
      for (let g = 0; g < objects.length; g++) {
        const share = overlap(row[positions[d]], objects[g]);
        if (!(share >= least)) continue;
        near[candidates] = g;
        overlaps[candidates++] = share;
      }
      ends[d] = candidates;
    }
    if (candidates === 0) return;

    for (let size = 0; size < sizes.length; size++) {
      taken.fill(0, 0, objects.length);
      for (let d = 0, from = 0; d < positions.length; from = ends[d++]) {
        if (from === ends[d]) continue;
        let [hits, passes, misses] = [0, 0, everyThreshold];
        for (let t = 0, bit = 1; t < overlapThresholds.length; t++, bit <<= 1) {
          const best = bestOf(from, ends[d], overlapThresholds[t], bit, objects, size);
          if (best < 0) continue;
          taken[best] |= bit;
          const own = objects[best];
          if (size === 0 && t === 0) partner[positions[d]] = own;
          const counts = (counted[own] >> size) & 1;
          if (!counts) passes |= bit;
          if (unseen[own]) continue;
          misses &= ~bit;
          if (counts) hits |= bit;
        }
        if ((outside[positions[d]] >> size) & 1) passes |= misses;
        found[size * m + positions[d]] = hits;
        ignored[size * m + positions[d]] = passes;
      }
    }
  };
}
