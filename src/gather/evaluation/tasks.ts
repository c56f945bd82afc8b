import type { Task } from '../../model/facts.ts';
import type { TaskReader } from './task-reader.ts';
import { classification } from './tasks/classification.ts';
import { detection } from './tasks/detection.ts';
import { instances } from './tasks/instances.ts';
import { multilabel } from './tasks/multilabel.ts';
import { restoration } from './tasks/restoration.ts';
import { segmentation } from './tasks/segmentation.ts';

const readers: Record<Task, TaskReader> = {
  classification,
  multilabel,
  detection,
  'instance-segmentation': instances,
  segmentation,
  restoration,
};

/** How a task's answers are held against its dataset. */
export const readerOf = (task: Task): TaskReader => readers[task];
