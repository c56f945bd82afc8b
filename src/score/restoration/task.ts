import type { RestorationResults } from '../../model/facts.ts';
import { judgedByScore } from '../task-scores.ts';
import {
  computeRestorationScore,
  restorationDirection,
  restorationPairedUnits,
  restorationScoredUnits,
  restorationScoreNames,
  selectImages,
} from './scores.ts';

/** The scores of image restoration, which has no classes. Groups are compared by the declared score. */
export const restoration = judgedByScore<RestorationResults>({
  names: restorationScoreNames,
  direction: restorationDirection,
  compute: computeRestorationScore,
  single: restorationScoredUnits,
  paired: restorationPairedUnits,
  select: selectImages,
  classScore: null,
  classes: () => [],
  compareClass: () => null,
  shares: null,
  confusion: () => null,
});
