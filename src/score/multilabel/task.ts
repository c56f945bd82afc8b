import type { MultilabelResults } from '../../model/facts.ts';
import { talliesOf } from '../class-sums.ts';
import { f1OfClass } from '../classification/agreement.ts';
import { sumAddends } from '../summed-units.ts';
import { compareSelected, type TaskScores } from '../task-scores.ts';
import {
  classPairedUnits,
  computeMultilabelScore,
  type MultilabelScoreName,
  multilabelDirection,
  multilabelPairedUnits,
  multilabelScoredUnits,
  multilabelScoreNames,
  perClassMultilabel,
  selectImages,
} from './scores.ts';
import { labelAddends } from './units.ts';

const compute = (name: string, results: MultilabelResults): number =>
  computeMultilabelScore(name as MultilabelScoreName, results);

const paired: TaskScores<MultilabelResults>['paired'] = (name, base, head, cluster) =>
  multilabelPairedUnits(name as MultilabelScoreName, base, head, cluster);

/** The scores of multi-label classification. Labels are compared by F1, groups by the declared score. */
export const multilabel: TaskScores<MultilabelResults> = {
  names: multilabelScoreNames,
  direction: (name) => multilabelDirection(name as MultilabelScoreName),
  compute,
  single: (name, results, cluster) => multilabelScoredUnits(name as MultilabelScoreName, results, cluster),
  paired,
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
  compareImages: compareSelected({ compute, paired, select: selectImages }),
  groupScore: (name) => name,
  confusion: () => null,
};
