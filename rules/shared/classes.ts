import type { Samples } from '../../src/model/facts.ts';

/** Labelled images by split, then by class, in the order in which they are first met. */
export function countClasses({ split, label, count }: Samples): Map<string, Map<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (let row = 0; row < count; row++) {
    const name = label[row];
    if (name === null) continue;
    const ofSplit = counts.get(split[row]) ?? new Map<string, number>();
    counts.set(split[row], ofSplit.set(name, (ofSplit.get(name) ?? 0) + 1));
  }
  return counts;
}
