import type { FileEntry, Side, Snapshot } from '../model/snapshot.ts';
import { expandDvc } from './dvc/expand.ts';
import { metafilesOf } from './dvc/outputs.ts';
import { openDvcStore } from './dvc/store.ts';
import { attributesFiles, followPointers, pointerCandidates } from './lfs/pointers.ts';
import { openLfsStore } from './lfs/store.ts';
import { type MissingBlobs, missingBlobs, notFetched } from './partial.ts';
import { locateFile, readFiles, singleReads, streamFile } from './read.ts';
import { type GitRepository, openRepository } from './repository.ts';
import type { ContentStore } from './store.ts';
import { listTree, type Tree } from './tree.ts';
import { listChanges } from './tree-changes.ts';

export interface SnapshotOptions {
  signal?: AbortSignal;
  /** Commit whose `.dvc/config` is obeyed: the base branch's tip, never the pull request's own head. */
  trusted?: string;
  /** A snapshot of another commit of this repository, opened before: what is the same in both is listed and held once. */
  like?: Snapshot;
  /** Larger files are not read (2 GiB when absent: no ONNX file without external data is larger). */
  maxFileBytes?: number;
}

/**
 * Opens one commit, given by its full id, from git's object store. Symbolic links and submodules are entries, never followed.
 * A Git LFS pointer becomes the entry of what it points to, and what `.dvc` files and `dvc.lock` name are entries, too.
 * What a partial clone lacks is fetched when it is read, and has the size NaN until then.
 * @throws Fault `unavailable` when the commit's trees, its `.gitattributes` or its pointers are not here and cannot be fetched.
 */
export async function openSnapshot(
  directory: string,
  commit: string,
  side: Side,
  { signal, trusted, like, maxFileBytes = 2 ** 31 }: SnapshotOptions = {},
): Promise<Snapshot> {
  const before = like && opened.get(like);
  const repository = before?.repository ?? (await openRepository(directory, signal));
  const stores = {
    lfs: openLfsStore(repository, commit, signal),
    dvc: before?.stores.dvc ?? openDvcStore(repository, trusted ?? null, signal),
  };
  const tree = await listFiles(repository, commit, before?.tree, signal);
  const isShared = before !== undefined && tree.missing === before.tree.missing;
  const missing = isShared ? before.missing : missingBlobs(repository, tree.missing, signal);

  async function need(entries: readonly FileEntry[]) {
    const refusal = await missing.fetch(entries);
    if (refusal !== null) throw notFetched(repository, entries.find(missing.has)!.path, refusal);
  }
  const attributes = attributesFiles(tree.files);
  await need(attributes);
  const candidates = await pointerCandidates(repository, tree.fresh, attributes, signal);
  await need(candidates);
  await followPointers(repository, candidates, signal);

  const metafiles = metafilesOf(tree.files);
  await need(metafiles);
  const source = { repository, files: tree.files, store: stores.dvc };
  const { files, missing: unlisted } = await expandDvc(source, metafiles, { like: like?.files, signal });
  const reading = { repository, commit, files, missing, stores, unlisted, maxFileBytes, signal };
  const snapshot: Snapshot = {
    side,
    commit,
    files,
    missing: unlisted,
    read: singleReads(reading),
    readMany: (paths) => readFiles(reading, paths),
    stream: (path) => streamFile(reading, path),
    locate: (path) => locateFile(reading, path),
  };
  opened.set(snapshot, { repository, stores, missing, tree: { commit, files: tree.files, missing: tree.missing } });
  return snapshot;
}

/** What a snapshot was made of, for one that is opened like it. */
interface Opened {
  repository: GitRepository;
  stores: { dvc: ContentStore };
  missing: MissingBlobs;
  tree: Tree & { commit: string };
}

const opened = new WeakMap<Snapshot, Opened>();

/** A commit's tree, and the entries of it that may yet turn out to be pointers: all, or what differs from a tree before. */
async function listFiles(
  repository: GitRepository,
  commit: string,
  before: Opened['tree'] | undefined,
  signal?: AbortSignal,
): Promise<Tree & { fresh: Iterable<FileEntry> }> {
  const changed = before && (await listChanges(repository, before, commit, signal));
  if (changed && !changesAttributes(before.files, changed.files)) return changed;
  const tree = await listTree(repository, commit, signal);
  return { ...tree, fresh: tree.files.values() };
}

/** Whether other files may be pointers than before. */
function changesAttributes(before: Tree['files'], after: Tree['files']): boolean {
  const [was, is] = [attributesFiles(before), attributesFiles(after)];
  return was.length !== is.length || was.some((entry, index) => entry !== is[index]);
}
