import type { Grouping } from './fairness.ts';
import { groupGap } from './fairness.ts';
import type { PairedUnits } from './paired-units.ts';
import { groupRows, groupTypes } from './sampling-units.ts';
import type { Shares } from './task-scores.ts';

/**
 * What a paired bootstrap of the gap between groups resamples: the effect is head's gap less base's, where a gap is the
 * largest share of a group minus the smallest. Images of unknown group are left out; a group with no image in a resample does
 * not count in it.
 *
 * A gap of many small groups is biased upwards in both models; in the difference, and by the BCa correction, most of
 * that cancels.
 *
 * @param base - what each image adds to base's shares
 * @param head - what each adds to head's, in the same order; of the same wholes
 * @param cluster - cluster of each image; images are independent when left out
 */
export function groupGapUnits(
  { part: base, whole }: Shares,
  { part: head }: Pick<Shares, 'part'>,
  { groups, groupCount }: Grouping,
  cluster?: Int32Array,
): PairedUnits {
  const units = groupRows(groups.length, cluster)
    .map((rows) => rows.filter((i) => groups[i] >= 0))
    .filter((rows) => rows.length > 0);
  const { counts, representatives } = groupTypes(units, (rows) =>
    rows
      .map((i) => `${groups[i]} ${base[i]} ${head[i]} ${whole[i]}`)
      .sort()
      .join(),
  );
  const size = new Float64Array(groupCount);
  const ofBase = new Float64Array(groupCount);
  const ofHead = new Float64Array(groupCount);
  const gapOf = (sums: Float64Array): number => groupGap(sums.map((sum, g) => sum / size[g])).difference;

  return {
    counts,
    discordant: Uint8Array.from(representatives, (rows) => Number(rows.some((i) => base[i] !== head[i]))),
    effect(drawn, swapped) {
      for (const sums of [size, ofBase, ofHead]) sums.fill(0);
      representatives.forEach((rows, t) => {
        const exchanged = swapped ? swapped[t] : 0;
        const kept = drawn[t] - exchanged;
        for (const i of rows) {
          size[groups[i]] += drawn[t] * whole[i];
          ofBase[groups[i]] += kept * base[i] + exchanged * head[i];
          ofHead[groups[i]] += kept * head[i] + exchanged * base[i];
        }
      });
      return gapOf(ofHead) - gapOf(ofBase);
    },
  };
}
