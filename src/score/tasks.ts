import type { Results, Task } from '../model/facts.ts';
import { classification } from './classification/task.ts';
import type { TaskScores } from './task-scores.ts';

type OfTask = { [T in Task]: TaskScores<Extract<Results, { task: T }>> };

const tasks: Pick<OfTask, 'classification'> = { classification };

/** Every task with its scores. */
export const taskNames = Object.keys(tasks) as Task[];

/** The scores of a task, for results of any task: a caller has results of one. */
export function scoresOf(task: Task): TaskScores {
  return (tasks as OfTask)[task] as unknown as TaskScores;
}

/** Names that a policy's `score:` may take, by task. */
export const scoreNamesByTask = Object.fromEntries(taskNames.map((task) => [task, scoresOf(task).names])) as Record<
  Task,
  readonly string[]
>;

/** Which way a declared score is better; `null` for a name that the task does not have. */
export function directionOf(task: Task, name: string): 'higher' | 'lower' | null {
  const scores = scoresOf(task);
  return scores.names.includes(name) ? scores.direction(name) : null;
}
