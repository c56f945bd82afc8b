import type { ClassificationColumns, ProbabilityColumns } from '../score/classification/columns.ts';
import { classificationScore, type ScoreName } from '../score/classification/scores.ts';
import type { ClassTallies } from '../score/classification/tallies.ts';
import type { PairedUnits } from '../score/paired-units.ts';

/** What the bootstrap resamples for one score of one model; its "effect" is the score itself. */
export function unitsOf(name: ScoreName, columns: ProbabilityColumns): PairedUnits {
  const score = classificationScore(name);
  switch (score.kind) {
    case 'mean': {
      const values = score.perSample(columns);
      return everyImage(values.length, (drawn) => {
        let sum = 0;
        let count = 0;
        for (let row = 0; row < drawn.length; row += 1) {
          sum += values[row] * drawn[row];
          count += drawn[row];
        }
        return sum / count;
      });
    }
    case 'tallies':
      return cellUnits(columns, score.ofTallies);
    case 'corpus': {
      const weighted = score.prepare(columns);
      return everyImage(columns.truth.length, (drawn) => weighted(Float64Array.from(drawn)));
    }
  }
}

function everyImage(n: number, effect: PairedUnits['effect']): PairedUnits {
  return { counts: new Int32Array(n).fill(1), discordant: new Uint8Array(n).fill(1), effect };
}

/** Images with the same truth and answer are one type, so that a resample costs the number of cells. */
function cellUnits(
  { truth, predicted, classes }: ClassificationColumns,
  score: (tallies: ClassTallies) => number,
): PairedUnits {
  const counted = new Map<number, number>();
  truth.forEach((label, row) => {
    const cell = label * classes + predicted[row];
    counted.set(cell, (counted.get(cell) ?? 0) + 1);
  });
  const cells = [...counted.keys()];
  return {
    counts: Int32Array.from(counted.values()),
    discordant: new Uint8Array(cells.length).fill(1),
    effect(drawn) {
      const tallies: ClassTallies = {
        support: new Float64Array(classes),
        predicted: new Float64Array(classes),
        hits: new Float64Array(classes),
      };
      cells.forEach((cell, type) => {
        const label = Math.floor(cell / classes);
        const answer = cell % classes;
        tallies.support[label] += drawn[type];
        tallies.predicted[answer] += drawn[type];
        if (label === answer) tallies.hits[label] += drawn[type];
      });
      return score(tallies);
    },
  };
}
