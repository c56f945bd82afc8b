import type { Results, Task } from '../model/facts.ts';
import { classification } from './classification/task.ts';
import { multilabel } from './multilabel/task.ts';
import { restoration } from './restoration/task.ts';
import { segmentation } from './segmentation/task.ts';
import type { TaskScores } from './task-scores.ts';

const tasks: { [T in Task]?: TaskScores<Extract<Results, { task: T }>> } = {
  classification,
  multilabel,
  segmentation,
  restoration,
};

/**
 * The scores of a task, for results of any task: a caller has results of one.
 * @throws {RangeError} for a task that has none yet
 */
export function scoresOf(task: Task): TaskScores {
  const scores = tasks[task];
  if (!scores) throw new RangeError(`Expected a task with scores but received ${task}. Choose one that can be judged.`);
  return scores as unknown as TaskScores;
}
