import type { Task } from '../model/facts.ts';
import { classification } from './classification/task.ts';
import { detection } from './detection/task.ts';
import { multilabel } from './multilabel/task.ts';
import { restoration } from './restoration/task.ts';
import { segmentation } from './segmentation/task.ts';
import type { TaskScores } from './task-scores.ts';

const tasks = {
  classification,
  multilabel,
  detection,
  'instance-segmentation': detection,
  segmentation,
  restoration,
} satisfies Record<Task, unknown>;

/** The scores of a task, for results of any task: a caller has results of one. */
export function scoresOf(task: Task): TaskScores {
  return tasks[task] as unknown as TaskScores;
}
