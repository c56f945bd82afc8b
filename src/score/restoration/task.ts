import type { RestorationResults } from '../../model/facts.ts';
import { compareSelected, type TaskScores } from '../task-scores.ts';
import {
  computeRestorationScore,
  type RestorationScoreName,
  restorationDirection,
  restorationPairedUnits,
  restorationScoredUnits,
  restorationScoreNames,
  selectImages,
} from './scores.ts';

const compute = (name: string, results: RestorationResults): number =>
  computeRestorationScore(name as RestorationScoreName, results);

const paired: TaskScores<RestorationResults>['paired'] = (name, base, head, cluster) =>
  restorationPairedUnits(name as RestorationScoreName, base, head, cluster);

/** The scores of image restoration, which has no classes. Groups are compared by the declared score. */
export const restoration: TaskScores<RestorationResults> = {
  names: restorationScoreNames,
  direction: (name) => restorationDirection(name as RestorationScoreName),
  compute,
  single: (name, results, cluster) => restorationScoredUnits(name as RestorationScoreName, results, cluster),
  paired,
  select: selectImages,
  classScore: null,
  classes: () => [],
  compareClass: () => null,
  compareImages: compareSelected({ compute, paired, select: selectImages }),
  groupScore: (name) => name,
  confusion: () => null,
};
