import type { FileEntry } from '../model/snapshot.ts';

/** A store of whole files by their hash, beside git's own objects. */
export interface ContentStore {
  /** Brings what of `entries` is not on this machine. What did not come is a fault of `stream`, with the reason. */
  bring(entries: readonly FileEntry[]): Promise<void>;
  /**
   * One entry's content in pieces.
   * @throws Fault `unavailable`: before the first piece when it is not here, at the end when it is not what its hash says
   */
  stream(entry: FileEntry): AsyncGenerator<Uint8Array>;
  /** The file that holds one entry's content; `null` when it is not here. */
  find(entry: FileEntry): Promise<string | null>;
}

/** Runs one task after the other: the second need not bring what the first brings. */
export function oneByOne<Arguments extends unknown[], Result>(
  task: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (...args) => {
    const turn = last.then(() => task(...args));
    last = turn.catch(() => {});
    return turn;
  };
}

/** Hash without its algorithm: what a store calls its object. */
export const objectId = ({ hash }: FileEntry) => hash.slice(hash.indexOf(':') + 1);

/** One entry of each hash that `algorithm` made. */
export function distinct(entries: readonly FileEntry[], algorithm: 'lfs' | 'dvc'): FileEntry[] {
  const own = entries.filter(({ hash, kind }) => kind === 'file' && hash.startsWith(`${algorithm}:`));
  return [...new Map(own.map((entry) => [entry.hash, entry])).values()];
}
