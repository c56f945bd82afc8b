import type { Task } from '../../model/facts.ts';
import type { TaskReader } from './task-reader.ts';
import { classification } from './tasks/classification.ts';
import { multilabel } from './tasks/multilabel.ts';

const readers: Partial<Record<Task, TaskReader>> = { classification, multilabel };

/** How a task's answers are held against its dataset. */
export function readerOf(task: Task): TaskReader {
  return readers[task] as TaskReader;
}
