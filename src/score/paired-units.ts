/**
 * What a paired bootstrap resamples, for three kinds of scores.
 *
 * Each builder groups the sampling units (images, or clusters of images) that say the same into types, and returns the
 * effect on any sample of them: how much worse head scores than base, positive where worse.
 */
import type { ClassTallies } from './classification/tallies.ts';
import { cumulativeLengths, groupRows, groupTypes } from './sampling-units.ts';

export type Direction = 'higher' | 'lower';

export interface PairedUnits {
  /** Sampling units of each type, ≥ 1. */
  counts: Int32Array;
  /** 1 for types on which base and head differ. */
  discordant: Uint8Array;
  /** Effect on a sample with `drawn[t]` units of type t, base and head exchanged in `swapped[t]` of them. */
  effect(drawn: Int32Array, swapped?: Int32Array): number;
}

/**
 * Units of a score that is a mean over images.
 *
 * @param base - the score of base on each image
 * @param head - the score of head on each image, in the same order
 * @param direction - which way is better
 * @param cluster - cluster of each image, any integers; images are independent when left out
 */
export function meanUnits(
  base: Float64Array,
  head: Float64Array,
  direction: Direction,
  cluster?: Int32Array,
): PairedUnits {
  const sign = direction === 'higher' ? 1 : -1;
  const units = groupRows(base.length, cluster).map((rows) => ({
    loss: rows.reduce((sum, i) => sum + sign * (base[i] - head[i]), 0),
    size: rows.length,
    differs: rows.some((i) => base[i] !== head[i]),
  }));
  const { counts, representatives } = groupTypes(units, ({ loss, size, differs }) => `${loss} ${size} ${differs}`);
  const loss = Float64Array.from(representatives, (unit) => unit.loss);
  const size = Float64Array.from(representatives, (unit) => unit.size);
  return {
    counts,
    discordant: Uint8Array.from(representatives, (unit) => Number(unit.differs)),
    effect(drawn, swapped) {
      let total = 0;
      let images = 0;
      for (let t = 0; t < drawn.length; t++) {
        total += loss[t] * (swapped ? drawn[t] - 2 * swapped[t] : drawn[t]);
        images += size[t] * drawn[t];
      }
      return total / images;
    },
  };
}

/** Two models' predicted classes on the same images. */
export interface PairedClasses {
  /** True class of each image, in [0, classes). */
  truth: Int32Array;
  /** Class that base predicts, in [0, classes). */
  base: Int32Array;
  /** Class that head predicts, in [0, classes). */
  head: Int32Array;
  classes: number;
}

/**
 * Units of a score of per-class counts, such as macro-F1.
 *
 * @param score - the score of one model's tallies
 */
export function tallyUnits(
  { truth, base, head, classes }: PairedClasses,
  score: (tallies: ClassTallies) => number,
  direction: Direction,
  cluster?: Int32Array,
): PairedUnits {
  const cell = (i: number): number => (truth[i] * classes + base[i]) * classes + head[i];
  const units = groupRows(truth.length, cluster);
  const { counts, representatives } = groupTypes(units, (rows) => rows.map(cell).sort().join(' '));
  const rows = Int32Array.from(representatives.flat());
  const ends = cumulativeLengths(representatives);
  const sign = direction === 'higher' ? 1 : -1;
  const support = new Float64Array(classes);
  const ofBase = { support, predicted: new Float64Array(classes), hits: new Float64Array(classes) };
  const ofHead = { support, predicted: new Float64Array(classes), hits: new Float64Array(classes) };
  const arrays = [support, ofBase.predicted, ofBase.hits, ofHead.predicted, ofHead.hits];

  return {
    counts,
    discordant: Uint8Array.from(representatives, (own) => Number(own.some((i) => base[i] !== head[i]))),
    effect(drawn, swapped) {
      for (const array of arrays) array.fill(0);
      for (let t = 0, at = 0; t < drawn.length; t++) {
        const exchanged = swapped ? swapped[t] : 0;
        const kept = drawn[t] - exchanged;
        if (drawn[t] === 0) at = ends[t];
        for (; at < ends[t]; at++) {
          const i = rows[at];
          const c = truth[i];
          const b = base[i];
          const h = head[i];
          support[c] += drawn[t];
          ofBase.predicted[b] += kept;
          ofHead.predicted[h] += kept;
          ofBase.predicted[h] += exchanged;
          ofHead.predicted[b] += exchanged;
          if (b === c) {
            ofBase.hits[c] += kept;
            ofHead.hits[c] += exchanged;
          }
          if (h === c) {
            ofHead.hits[c] += kept;
            ofBase.hits[c] += exchanged;
          }
        }
      }
      return sign * (score(ofBase) - score(ofHead));
    },
  };
}

/**
 * Units of any other score that can be computed under image weights, such as ROC AUC.
 *
 * @param score - the score of 2n rows, base's n images first and then head's, under one weight per row
 * @param changed - 1 for each of the n images on which base and head differ
 */
export function weightedUnits(
  score: (weights: Float64Array) => number,
  changed: Uint8Array,
  direction: Direction,
  cluster?: Int32Array,
): PairedUnits {
  const n = changed.length;
  const units = groupRows(n, cluster);
  const sign = direction === 'higher' ? 1 : -1;
  const ofBase = new Float64Array(2 * n);
  const ofHead = new Float64Array(2 * n);
  return {
    counts: new Int32Array(units.length).fill(1),
    discordant: Uint8Array.from(units, (rows) => Number(rows.some((i) => changed[i] === 1))),
    effect(drawn, swapped) {
      units.forEach((rows, t) => {
        const exchanged = swapped ? swapped[t] : 0;
        for (const i of rows) {
          ofBase[i] = drawn[t] - exchanged;
          ofBase[n + i] = exchanged;
          ofHead[i] = exchanged;
          ofHead[n + i] = drawn[t] - exchanged;
        }
      });
      return sign * (score(ofBase) - score(ofHead));
    },
  };
}
