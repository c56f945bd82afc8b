import type { MultilabelResults } from '../../model/facts.ts';
import { talliesOf } from '../class-sums.ts';
import { f1OfClass } from '../classification/agreement.ts';
import { sumAddends } from '../summed-units.ts';
import { judgedByScore } from '../task-scores.ts';
import {
  classPairedUnits,
  computeMultilabelScore,
  type MultilabelScoreName,
  multilabelDirection,
  multilabelPairedUnits,
  multilabelScoredUnits,
  multilabelScoreNames,
  needsScores,
  perClassMultilabel,
  selectImages,
} from './scores.ts';
import { labelAddends } from './units.ts';

/** The scores of multi-label classification. Labels are compared by F1, groups by the declared score. */
export const multilabel = judgedByScore<MultilabelResults>({
  names: multilabelScoreNames,
  direction: multilabelDirection,
  compute: (name, results) =>
    results.hard && needsScores(name as MultilabelScoreName)
      ? Number.NaN
      : computeMultilabelScore(name as MultilabelScoreName, results),
  single: multilabelScoredUnits,
  paired: multilabelPairedUnits,
  select: selectImages,
  classScore: 'f1',
  classes: perClassMultilabel,
  compareClass(label, base, head, cluster) {
    const [own, theirs] = [base, head].map((results) => talliesOf(sumAddends(labelAddends(results, [label]))));
    const n = own.support[0];
    if (n === 0) return null;
    const units = classPairedUnits(label, base, head, cluster);
    return { score: 'f1', n, units, base: f1OfClass(own, 0), head: f1OfClass(theirs, 0) };
  },
  shares: null,
  confusion: () => null,
});
