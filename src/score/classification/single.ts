import { meanOfUnits, type ScoredUnits, tallyOfUnits, weightedOfUnits } from '../single-units.ts';
import { type ClassificationColumns, checkColumns } from './columns.ts';
import { checkProbabilities, classificationScore, type ScoreName } from './scores.ts';

/**
 * What the bootstrap of one model's score resamples.
 *
 * @param cluster - cluster of each image, where images are not independent
 * @throws {RangeError} as `computeScore` does
 */
export function scoredUnits(name: ScoreName, columns: ClassificationColumns, cluster?: Int32Array): ScoredUnits {
  checkColumns(columns);
  const score = classificationScore(name);
  checkProbabilities(name, columns);
  switch (score.kind) {
    case 'mean':
      return meanOfUnits(score.perSample(columns), cluster);
    case 'tallies':
      return tallyOfUnits(columns, score.ofTallies, cluster);
    case 'corpus':
      return weightedOfUnits(score.prepare(columns), columns.truth.length, cluster);
  }
}
