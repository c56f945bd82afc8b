import type { Task } from '../model/facts.ts';
import { scoreNames as classification } from './classification/scores.ts';
import { detectionScoreNames } from './detection/scores.ts';
import { multilabelScoreNames } from './multilabel/scores.ts';
import { restorationScoreNames } from './restoration/scores.ts';
import { segmentationScoreNames } from './segmentation/scores.ts';

/** The names that a policy's `score:` may take, by task. */
export const scoreNames: Readonly<Record<Task, readonly string[]>> = {
  classification,
  multilabel: multilabelScoreNames,
  detection: detectionScoreNames,
  'instance-segmentation': detectionScoreNames,
  segmentation: segmentationScoreNames,
  restoration: restorationScoreNames,
};
