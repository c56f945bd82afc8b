import type { Samples } from '../../../model/facts.ts';
import type { Position } from '../../../model/fault.ts';

/** Problems that are written out for one file; the rest is counted. */
const limit = 100;

/** What could not be taken in, with a count for each file: a table of a million bad rows must not make a million sentences. */
export interface ProblemList {
  problems: Samples['problems'];
  counts: Map<string, number>;
}

export function noProblems(): ProblemList {
  return { problems: [], counts: new Map() };
}

/** `1 image`, `2 images`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function addProblem(
  list: ProblemList,
  message: string,
  at: Position,
  unknown?: Samples['problems'][number]['unknown'],
): void {
  const count = (list.counts.get(at.path) ?? 0) + 1;
  list.counts.set(at.path, count);
  if (count <= limit) list.problems.push({ message, at, ...(unknown ? { unknown } : {}) });
}

/** The problems in the order found, and one sentence for each file that has more than are written out. */
export function listProblems(list: ProblemList): Samples['problems'] {
  const rest = [...list.counts].filter(([, count]) => count > limit);
  return [
    ...list.problems,
    ...rest.map(([path, count]) => ({
      message: `${path} has ${count - limit} more problems like these. Mend the first ${limit} and run the gate again.`,
      at: { path },
    })),
  ];
}
