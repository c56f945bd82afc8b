import type { FileEntry } from '../model/snapshot.ts';

/** Code units of characters beyond the first plane, and those after them that UTF-8 sorts before these. */
const UNORDERED = /[\ud800-\uffff]/;

/** Git's path order: by the bytes of UTF-8. */
export function byPath({ path: a }: FileEntry, { path: b }: FileEntry): number {
  if (a === b) return 0;
  if (UNORDERED.test(a) || UNORDERED.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** Both in path order, each path once: where both have it, the first counts; among `others`, the first of them. */
export function mergeEntries(files: Map<string, FileEntry>, others: readonly FileEntry[]): Map<string, FileEntry> {
  if (others.length === 0) return files;
  const merged = new Map<string, FileEntry>();
  let next = 0;
  const takeUntil = (entry: FileEntry | null) => {
    for (; next < others.length && (entry === null || byPath(others[next], entry) < 0); next++) {
      const { path } = others[next];
      if (!files.has(path) && !merged.has(path)) merged.set(path, others[next]);
    }
  };
  for (const entry of files.values()) {
    takeUntil(entry);
    merged.set(entry.path, entry);
  }
  takeUntil(null);
  return merged;
}
