/** What a bootstrap of one model's score resamples: sampling units by type, and the score of any sample of them. */
import type { ClassTallies } from './classification/tallies.ts';
import { groupRows, groupTypes } from './sampling-units.ts';

export interface ScoredUnits {
  /** Sampling units (images, or clusters of images) of each type, ≥ 1. */
  counts: Int32Array;
  /** Score of a sample with `drawn[t]` units of type t. */
  score(drawn: Int32Array): number;
}

/** Units of a mean over images. */
export function meanOfUnits(values: Float64Array, cluster?: Int32Array): ScoredUnits {
  const units = groupRows(values.length, cluster).map((rows) => ({
    sum: rows.reduce((total, i) => total + values[i], 0),
    size: rows.length,
  }));
  const { counts, representatives } = groupTypes(units, ({ sum, size }) => `${sum} ${size}`);
  return {
    counts,
    score(drawn) {
      let total = 0;
      let images = 0;
      representatives.forEach(({ sum, size }, t) => {
        total += drawn[t] * sum;
        images += drawn[t] * size;
      });
      return total / images;
    },
  };
}

/** Units of a score of per-class counts. */
export function tallyOfUnits(
  { truth, predicted, classes }: { truth: Int32Array; predicted: Int32Array; classes: number },
  score: (tallies: ClassTallies) => number,
  cluster?: Int32Array,
): ScoredUnits {
  const cell = (i: number): number => truth[i] * classes + predicted[i];
  const { counts, representatives } = groupTypes(groupRows(truth.length, cluster), (rows) =>
    rows.map(cell).sort().join(' '),
  );
  const tallies = {
    support: new Float64Array(classes),
    predicted: new Float64Array(classes),
    hits: new Float64Array(classes),
  };
  return {
    counts,
    score(drawn) {
      tallies.support.fill(0);
      tallies.predicted.fill(0);
      tallies.hits.fill(0);
      representatives.forEach((rows, t) => {
        for (const i of rows) {
          tallies.support[truth[i]] += drawn[t];
          tallies.predicted[predicted[i]] += drawn[t];
          if (truth[i] === predicted[i]) tallies.hits[truth[i]] += drawn[t];
        }
      });
      return score(tallies);
    },
  };
}

/** Units of any other score that can be computed under one weight per image. */
export function weightedOfUnits(
  score: (weights: Float64Array) => number,
  n: number,
  cluster?: Int32Array,
): ScoredUnits {
  const units = groupRows(n, cluster);
  const weights = new Float64Array(n);
  return {
    counts: new Int32Array(units.length).fill(1),
    score(drawn) {
      units.forEach((rows, t) => {
        for (const i of rows) weights[i] = drawn[t];
      });
      return score(weights);
    },
  };
}
