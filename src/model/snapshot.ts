import type { Fault } from './fault.ts';

export type Side = 'base' | 'head';

export interface FileEntry {
  path: string;
  /** Content hash that the store already has, with its algorithm: `git:<oid>`, `lfs:<sha256>`, `dvc:<md5>`. */
  hash: string;
  /** Size of the content in bytes (of the pointed-to content for a pointer); NaN until it is read where a partial clone lacks it. */
  bytes: number;
  kind: 'file' | 'symlink' | 'submodule';
  /** The file and line that name this content (a `.dvc` file's), where the entry is not a file of the tree itself. */
  pointer?: Pointer;
}

export interface Pointer {
  path: string;
  /** From 1. */
  line: number;
}

/** A file or folder whose listing could not be had: what lies there is not known, which is not the same as nothing. */
export interface MissingPlace {
  /** Without a slash at the end. */
  path: string;
  /** Why: `unavailable`, or `broken` where what names the place was read and is itself at fault. */
  fault: Fault;
}

/** One commit, read from git's object store: no checkout. */
export interface Snapshot {
  side: Side;
  /** Full commit id. */
  commit: string;
  /** Every entry of the tree, and every file that its `.dvc` files name, by its path, in git's path order. */
  files: ReadonlyMap<string, FileEntry>;
  /** Places of which `files` holds nothing because their listing could not be had. */
  missing: readonly MissingPlace[];
  /**
   * The bytes of one file.
   * @throws Fault `broken` when there is no such file or it is a symlink or submodule; `unavailable` when its content could not be fetched.
   */
  read(path: string): Promise<Buffer>;
  /** The bytes of many files, in the order asked; one bulk fetch for what a partial clone lacks. A file that cannot be read yields its Fault. */
  readMany(paths: Iterable<string>): AsyncIterable<{ path: string; bytes: Buffer } | { path: string; fault: Fault }>;
  /**
   * One file's bytes in pieces, for files that must not be held whole; each piece is valid until the next is asked for.
   * @throws Fault as `read`, before the first piece, or after the last one of content that is not what its hash says.
   */
  stream(path: string): AsyncIterable<Uint8Array>;
  /**
   * The file on this machine in which a store beside git keeps one file's content, so that it can be read here and there; `null`
   * for what git itself keeps. It has the content's size, but nobody has held it against its hash.
   * @throws Fault as `read`
   */
  locate(path: string): Promise<string | null>;
}
