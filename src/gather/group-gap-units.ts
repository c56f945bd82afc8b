import type { PairedUnits } from '../score/paired-units.ts';

/**
 * What the paired bootstrap resamples for the gap between groups: the largest minus the smallest group accuracy.
 * Images of the same group with the same two outcomes are one type, so a resample costs 4 × groups.
 * @param group - group of each image in [0, groups); −1 where it has none, and the image does not count
 * @param base,head - 1 where the model is right
 */
export function groupGapUnits(
  group: Int32Array,
  base: Uint8Array,
  head: Uint8Array,
  groups: number,
): { units: PairedUnits; gaps: { base: number; head: number } } {
  const counted = new Int32Array(groups * 4);
  group.forEach((own, index) => {
    if (own >= 0) counted[own * 4 + base[index] * 2 + head[index]] += 1;
  });
  const cells = [...counted.keys()].filter((cell) => counted[cell] > 0);
  const total = new Float64Array(groups);
  const right = { base: new Float64Array(groups), head: new Float64Array(groups) };
  const tally = (drawn: Int32Array, swapped?: Int32Array) => {
    total.fill(0);
    right.base.fill(0);
    right.head.fill(0);
    cells.forEach((cell, type) => {
      const own = cell >> 2;
      const exchanged = swapped ? swapped[type] : 0;
      const kept = drawn[type] - exchanged;
      const ofBase = (cell >> 1) & 1;
      const ofHead = cell & 1;
      total[own] += drawn[type];
      right.base[own] += ofBase * kept + ofHead * exchanged;
      right.head[own] += ofHead * kept + ofBase * exchanged;
    });
    return { base: gapOf(right.base, total), head: gapOf(right.head, total) };
  };
  const counts = Int32Array.from(cells, (cell) => counted[cell]);
  return {
    units: {
      counts,
      discordant: Uint8Array.from(cells, (cell) => Number(((cell >> 1) & 1) !== (cell & 1))),
      effect(drawn, swapped) {
        const gaps = tally(drawn, swapped);
        return gaps.head - gaps.base;
      },
    },
    gaps: tally(counts),
  };
}

function gapOf(right: Float64Array, total: Float64Array): number {
  let smallest = Number.POSITIVE_INFINITY;
  let largest = Number.NEGATIVE_INFINITY;
  for (let group = 0; group < total.length; group += 1) {
    if (total[group] === 0) continue;
    const accuracy = right[group] / total[group];
    smallest = Math.min(smallest, accuracy);
    largest = Math.max(largest, accuracy);
  }
  return largest - smallest;
}
