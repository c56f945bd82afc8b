import type { FileEntry, Side, Snapshot } from '../model/snapshot.ts';
import { expandDvc } from './dvc/expand.ts';
import { metafilesOf } from './dvc/outputs.ts';
import { openDvcStore } from './dvc/store.ts';
import { attributesFiles, followPointers, pointerCandidates } from './lfs/pointers.ts';
import { openLfsStore } from './lfs/store.ts';
import { missingBlobs, notFetched } from './partial.ts';
import { readFiles, singleReads, streamFile } from './read.ts';
import { openRepository } from './repository.ts';
import { listTree } from './tree.ts';

export interface SnapshotOptions {
  signal?: AbortSignal;
  /** Commit whose `.dvc/config` is obeyed: the base branch's tip, never the pull request's own head. */
  trusted?: string;
  /** Larger files are not read (2 GiB when absent: no ONNX file without external data is larger). */
  maxFileBytes?: number;
}

/**
 * Opens one commit, given by its full id, from git's object store. Symbolic links and submodules are entries, never followed.
 * A Git LFS pointer becomes the entry of what it points to, and what `.dvc` files and `dvc.lock` name are entries, too. What a partial clone lacks is fetched when it is read, and has
 * the size NaN until then.
 * @throws Fault `unavailable` when the commit's trees, its `.gitattributes` or its pointers are not here and cannot be fetched.
 */
export async function openSnapshot(
  directory: string,
  commit: string,
  side: Side,
  { signal, trusted, maxFileBytes = 2 ** 31 }: SnapshotOptions = {},
): Promise<Snapshot> {
  const repository = await openRepository(directory, signal);
  const tree = await listTree(repository, commit, signal);
  const missing = missingBlobs(repository, tree.missing, signal);

  async function need(entries: readonly FileEntry[]) {
    const refusal = await missing.fetch(entries);
    if (refusal !== null) throw notFetched(repository, entries.find(missing.has)!.path, refusal);
  }
  const attributes = attributesFiles(tree.files);
  await need(attributes);
  const candidates = await pointerCandidates(repository, tree.files, attributes, signal);
  await need(candidates);
  await followPointers(repository, candidates, signal);

  const stores = {
    lfs: openLfsStore(repository, commit, signal),
    dvc: openDvcStore(repository, trusted ?? null, signal),
  };
  const metafiles = metafilesOf(tree.files);
  await need(metafiles);
  const source = { repository, files: tree.files, store: stores.dvc };
  const { files, missing: unlisted } = await expandDvc(source, metafiles, { signal });
  const reading = { repository, commit, files, missing, stores, unlisted, maxFileBytes, signal };
  return {
    side,
    commit,
    files,
    missing: unlisted,
    read: singleReads(reading),
    readMany: (paths) => readFiles(reading, paths),
    stream: (path) => streamFile(reading, path),
  };
}
