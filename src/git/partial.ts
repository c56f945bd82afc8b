import { Fault } from '../model/fault.ts';
import type { FileEntry } from '../model/snapshot.ts';
import { fetchObjects } from './remote.ts';
import type { GitRepository } from './repository.ts';
import { lastWords } from './run.ts';
import { gitOid } from './tree.ts';

/** The blobs that a partial clone lacks. */
export interface MissingBlobs {
  /** Brings those of `entries` that are missing, in one round trip. Resolves to the remote's reason when it did not send them. */
  fetch(entries: readonly FileEntry[]): Promise<string | null>;
  /** Whether an entry's blob is still missing. */
  has(entry: FileEntry): boolean;
}

export function missingBlobs(repository: GitRepository, missing: Set<string>, signal?: AbortSignal): MissingBlobs {
  const has = ({ hash }: FileEntry) => hash.startsWith('git:') && missing.has(gitOid(hash));
  let last: Promise<unknown> = Promise.resolve();

  async function fetch(entries: readonly FileEntry[]): Promise<string | null> {
    const oids = [...new Set(entries.filter(has).map(({ hash }) => gitOid(hash)))];
    if (oids.length === 0) return null;
    const outcome = await fetchObjects(repository, repository.promisor!, oids, signal);
    if (!outcome.ok) return lastWords(outcome.stderr);
    for (const oid of oids) missing.delete(oid);
    return null;
  }

  return {
    has,
    // One fetch after the other: the second need not bring what the first brings.
    fetch(entries) {
      const turn = last.then(() => fetch(entries));
      last = turn.catch(() => {});
      return turn;
    },
  };
}

/** The fault of a blob that a partial clone lacks, with the remote's reason. */
export function notFetched({ promisor }: GitRepository, path: string, reason: string): Fault {
  return new Fault(
    'unavailable',
    `The content of \`${path}\` is not in this partial clone, and \`${promisor}\` did not send it: ${reason} Let the machine reach the remote, or clone without \`--filter\`.`,
    { path },
  );
}
