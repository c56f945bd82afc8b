/** Something found in a file, under its name across commits. */
export interface Found {
  name: string;
  file: string;
}

export interface ShortList<T> {
  listed: T[];
  /** Files of which more was found than is listed: how much in all, and how much of it is listed. */
  crowded: { file: string; total: number; listed: number }[];
}

/**
 * What is written out of what was found: of each file the first `limit` that base has too, and the first `limit` that are
 * new. So a file of a million faults makes a few sentences, what is new is never crowded out by what is old, and what is
 * old stays listed as it was.
 */
export function shortList<T extends Found>(
  found: readonly T[],
  known: ReadonlySet<string>,
  limit: number,
): ShortList<T> {
  const files = new Map<string, { total: number; old: number; fresh: number }>();
  const listed = found.filter(({ name, file }) => {
    const counts = files.get(file) ?? { total: 0, old: 0, fresh: 0 };
    files.set(file, counts);
    counts.total++;
    const kind = known.has(name) ? 'old' : 'fresh';
    return ++counts[kind] <= limit;
  });
  const crowded = [...files].flatMap(([file, { total, old, fresh }]) => {
    const shown = Math.min(old, limit) + Math.min(fresh, limit);
    return total > shown ? [{ file, total, listed: shown }] : [];
  });
  return { listed, crowded };
}
