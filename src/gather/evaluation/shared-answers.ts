import type { Results, Task } from '../../model/facts.ts';
import { scoresOf } from '../../score/tasks.ts';
import { readerOf } from './tasks.ts';

/** A model's answers, and the classes that it numbers. */
export interface Answered {
  classes: readonly string[];
  /** Ascending; image i of the results is row `rows[i]`. */
  rows: Int32Array;
  results: Results;
}

export interface SharedAnswers {
  rows: Int32Array;
  /** The first one's classes in its order, then those that only the second has. */
  classes: string[];
  base: Results;
  head: Results;
}

/** Two models' answers to the images that both could answer, with one list of classes. */
export function sharedAnswers(task: Task, first: Answered, second: Answered): SharedAnswers {
  const classes = [...new Set([...first.classes, ...second.classes])];
  const answered = new Set(second.rows);
  const rows = first.rows.filter((row) => answered.has(row));
  const { over } = readerOf(task);
  const [base, head] = [first, second].map((own) => onRows(rows, own, over(classes, own.classes, own.results)));
  return { rows, classes, base, head };
}

function onRows(rows: Int32Array, { rows: own }: Answered, results: Results): Results {
  if (rows.length === own.length) return results;
  const at = new Map([...own].map((row, position) => [row, position]));
  return scoresOf(results.task).select(
    results,
    rows.map((row) => at.get(row) as number),
  );
}
