import type { FileEntry } from '../model/snapshot.ts';

/** How the files of two commits differ. Every list is in git's path order (of `to` for renames). */
export interface PathChanges {
  added: string[];
  removed: string[];
  /** Other content, or another kind of entry, at the same path. */
  modified: string[];
  /** The same content, moved: one path of base for each path of head. */
  renamed: { from: string; to: string }[];
}

type Files = ReadonlyMap<string, FileEntry>;

/**
 * Compares two listings by content hash. A removed file is renamed to an added one with equal content; among several, to
 * one with the same name if there is one, else to the next in path order. Empty files are never renames.
 */
export function changedPaths(base: Files, head: Files): PathChanges {
  const modified: string[] = [];
  const appeared: FileEntry[] = [];
  for (const [path, entry] of head) {
    const before = base.get(path);
    if (!before) appeared.push(entry);
    else if (before.hash !== entry.hash || before.kind !== entry.kind) modified.push(path);
  }
  const vanished = [...base.values()].filter(({ path }) => !head.has(path));

  const source = pairMoved(vanished, appeared);
  const sources = new Set(source.values());
  return {
    added: appeared.flatMap(({ path }) => (source.has(path) ? [] : [path])),
    removed: vanished.flatMap(({ path }) => (sources.has(path) ? [] : [path])),
    modified,
    renamed: appeared.flatMap(({ path }) => (source.has(path) ? [{ from: source.get(path)!, to: path }] : [])),
  };
}

/** Path before the move, by path after it. */
function pairMoved(vanished: readonly FileEntry[], appeared: readonly FileEntry[]): Map<string, string> {
  const source = new Map<string, string>();
  const taken = new Set<string>();
  const pairBy = (key: (entry: FileEntry) => string) => {
    const waiting = new Map<string, string[]>();
    for (const entry of vanished.filter(movable).toReversed()) {
      if (taken.has(entry.path)) continue;
      const same = waiting.get(key(entry));
      if (same) same.push(entry.path);
      else waiting.set(key(entry), [entry.path]);
    }
    for (const entry of appeared.filter(movable)) {
      if (source.has(entry.path)) continue;
      const from = waiting.get(key(entry))?.pop();
      if (from === undefined) continue;
      source.set(entry.path, from);
      taken.add(from);
    }
  };
  const content = ({ kind, hash }: FileEntry) => `${kind} ${hash}`;
  pairBy((entry) => `${content(entry)} ${entry.path.slice(entry.path.lastIndexOf('/') + 1)}`);
  pairBy(content);
  return source;
}

const movable = ({ bytes, kind }: FileEntry) => bytes !== 0 || kind === 'submodule';
