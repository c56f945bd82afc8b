import type { Task } from '../../model/facts.ts';
import type { TaskReader } from './task-reader.ts';
import { classification } from './tasks/classification.ts';
import { multilabel } from './tasks/multilabel.ts';

const readers: { [T in Task]?: TaskReader } = { classification, multilabel };

/**
 * How a task's answers are held against its dataset.
 * @throws {RangeError} for a task that has no reader yet
 */
export function readerOf(task: Task): TaskReader {
  const reader = readers[task];
  if (!reader)
    throw new RangeError(`Expected a task with a reader but received ${task}. Choose one that can be judged.`);
  return reader;
}
