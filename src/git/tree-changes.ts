import type { FileEntry } from '../model/snapshot.ts';
import { openObjects } from './objects.ts';
import { byPath, mergeEntries } from './order.ts';
import type { GitRepository } from './repository.ts';
import { git, lastWords } from './run.ts';
import { bringTrees, entryOf, gitOid, missingObjects, notListed, pathOf, type Tree } from './tree.ts';

/** A commit's files as another one has them but for `fresh`: what is new or other in it. */
export interface ChangedTree extends Tree {
  fresh: FileEntry[];
}

/**
 * Lists a commit's tree by its differences from one that was listed before, with the entries of that one where they are the
 * same. `missing` is shared by both, and grows.
 * @throws Fault `unavailable` when the commit or a tree of it is not here
 */
export async function listChanges(
  repository: GitRepository,
  before: Tree & { commit: string },
  commit: string,
  signal?: AbortSignal,
): Promise<ChangedTree> {
  if (repository.promisor !== null) await bringTrees(repository, commit, signal);
  const look = ['diff-tree', '-r', '-z', '--raw', '--no-abbrev', '--no-renames', before.commit, commit];
  const outcome = await git(repository.directory, look, { signal });
  if (!outcome.ok) throw notListed(commit, lastWords(outcome.stderr));
  const { fresh, gone } = parseChanges(outcome.stdout);
  if (repository.promisor !== null) {
    const news = [`${commit}^{tree}`, '--not', `${before.commit}^{tree}`];
    for (const oid of await missingObjects(repository, news, signal)) before.missing.add(oid);
  }
  await readSizes(repository, fresh, before.missing, signal);

  const files = new Map<string, FileEntry>();
  const replaced = new Map(fresh.map((entry) => [entry.path, entry]));
  for (const entry of before.files.values()) {
    if (gone.has(entry.path)) continue;
    files.set(entry.path, replaced.get(entry.path) ?? entry);
  }
  const added = fresh.filter(({ path }) => !files.has(path)).sort(byPath);
  return { files: mergeEntries(files, added), missing: before.missing, fresh };
}

/** Records `:<mode> <mode> <oid> <oid> <status>\0<path>\0`, of which the second of each is the later commit's. */
function parseChanges(records: Buffer): { fresh: FileEntry[]; gone: Set<string> } {
  const fresh: FileEntry[] = [];
  const gone = new Set<string>();
  for (let start = 0; start < records.length; ) {
    const middle = records.indexOf(0, start);
    const end = records.indexOf(0, middle + 1);
    const [, mode, , oid, status] = records.toString('latin1', start, middle).split(' ');
    const path = pathOf(records.subarray(middle + 1, end));
    if (status === 'D') gone.add(path);
    else fresh.push(entryOf(mode, oid, path));
    start = end + 1;
  }
  return { fresh, gone };
}

async function readSizes(
  repository: GitRepository,
  entries: readonly FileEntry[],
  missing: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<void> {
  const here = entries.filter(({ kind, hash }) => kind !== 'submodule' && !missing.has(gitOid(hash)));
  const objects = openObjects(repository.directory, signal);
  try {
    const sizes = await objects.sizes(here.map(({ hash }) => gitOid(hash)));
    here.forEach((entry, index) => {
      entry.bytes = sizes[index] ?? Number.NaN;
    });
  } finally {
    objects.close();
  }
}
