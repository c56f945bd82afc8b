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
  const vanished: FileEntry[] = [];
  for (const [path, entry] of base) if (!head.has(path)) vanished.push(entry);

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
  const sources = byContent(vanished);
  const source = new Map<string, string>();
  for (const [content, targets] of byContent(appeared)) {
    const candidates = sources.get(content);
    if (!candidates) continue;
    for (const { from, to } of pairSame(candidates, targets)) source.set(to, from);
  }
  return source;
}

/** Pairs paths of the same content: those of the same name first, the others in path order. */
function pairSame(sources: readonly string[], targets: readonly string[]): { from: string; to: string }[] {
  if (sources.length === 1 && targets.length === 1) return [{ from: sources[0], to: targets[0] }];
  const waiting = Map.groupBy(sources.toReversed(), nameOf);
  const byName = targets.flatMap((to) => {
    const from = waiting.get(nameOf(to))?.pop();
    return from === undefined ? [] : [{ from, to }];
  });
  const [pairedFrom, pairedTo] = [new Set(byName.map(({ from }) => from)), new Set(byName.map(({ to }) => to))];
  const restFrom = sources.filter((from) => !pairedFrom.has(from));
  const restTo = targets.filter((to) => !pairedTo.has(to));
  return [...byName, ...restTo.slice(0, restFrom.length).map((to, index) => ({ from: restFrom[index], to }))];
}

/** Paths of files with content, by hash; symbolic links apart, since a link's hash may equal a file's. */
function byContent(entries: readonly FileEntry[]): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const { path, hash, bytes, kind } of entries) {
    if (bytes === 0 && kind !== 'submodule') continue;
    const content = kind === 'symlink' ? `symlink ${hash}` : hash;
    const same = paths.get(content);
    if (same) same.push(path);
    else paths.set(content, [path]);
  }
  return paths;
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
