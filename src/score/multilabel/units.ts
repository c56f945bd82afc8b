/** What bootstraps of multi-label scores resample. */

import type { WeightedScore } from '../classification/ranking.ts';
import { type Direction, type PairedUnits, weightedUnits } from '../paired-units.ts';
import { groupRows } from '../sampling-units.ts';
import { type Addends, listAddends } from '../summed-units.ts';
import { answerLimit, imageCount, type MultilabelColumns } from './columns.ts';

/** Each image's support, answers and hits of the given labels; `talliesOf` reads the sums. */
export function labelAddends(columns: MultilabelColumns, labels: readonly number[]): Addends {
  const { classes, truth, scores } = columns;
  const limit = answerLimit(columns);
  const size = labels.length;
  return listAddends(imageCount(columns), 3 * size, (image, add) => {
    labels.forEach((label, c) => {
      const entry = image * classes + label;
      const answered = Number(scores[entry] >= limit);
      add(c, truth[entry]);
      add(size + c, answered);
      add(2 * size + c, truth[entry] * answered);
    });
  });
}

/**
 * Units of a ranking score. Each model's images are ranked by themselves; both together, which takes twice as long, only
 * where base and head are exchanged in some of the units.
 */
export function rankedUnits(
  prepare: (columns: MultilabelColumns) => WeightedScore,
  base: MultilabelColumns,
  head: MultilabelColumns,
  direction: Direction,
  cluster?: Int32Array,
): PairedUnits {
  const [ofBase, ofHead] = [prepare(base), prepare(head)];
  const changed = changedImages(base, head);
  const units = groupRows(changed.length, cluster);
  const sign = direction === 'higher' ? 1 : -1;
  const weights = new Float64Array(changed.length);
  let pooled: PairedUnits | null = null;
  return {
    counts: new Int32Array(units.length).fill(1),
    discordant: Uint8Array.from(units, (rows) => Number(rows.some((i) => changed[i] === 1))),
    effect(drawn, swapped) {
      if (swapped) {
        pooled ??= weightedUnits(prepare(pool(base, head)), changed, direction, cluster);
        return pooled.effect(drawn, swapped);
      }
      units.forEach((rows, t) => {
        for (const i of rows) weights[i] = drawn[t];
      });
      return sign * (ofBase(weights) - ofHead(weights));
    },
  };
}

function changedImages(base: MultilabelColumns, head: MultilabelColumns): Uint8Array {
  const { classes } = base;
  return Uint8Array.from({ length: imageCount(base) }, (_, i) => {
    for (let at = i * classes; at < (i + 1) * classes; at++) if (base.scores[at] !== head.scores[at]) return 1;
    return 0;
  });
}

/** Base's images and then head's. */
function pool(base: MultilabelColumns, head: MultilabelColumns): MultilabelColumns {
  const truth = new Uint8Array(2 * base.truth.length);
  const scores = new Float64Array(2 * base.truth.length);
  truth.set(base.truth);
  truth.set(head.truth, base.truth.length);
  scores.set(base.scores);
  scores.set(head.scores, base.truth.length);
  return { ...base, truth, scores };
}
