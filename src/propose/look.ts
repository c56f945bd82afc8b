import { folderOf, isImagePath } from '../gather/formats/files/paths.ts';
import { Fault } from '../model/fault.ts';
import type { FileEntry, Snapshot } from '../model/snapshot.ts';

/** Folders of pictures that are shown to people, and of code that is not the repository's own. */
const passedOver =
  /(^|\/)(\.[^/]*|__[^/]*|node_modules|docs?|site|assets|static|public|figures?|screenshots?|tests|venv)\//i;

/** Most bytes of a file of words that is read to see what it is. */
export const smallFile = 64 * 1024 * 1024;

/** A commit's files as they are looked through for datasets and models; what one dataset takes is no other's. */
export class Look {
  readonly snapshot: Snapshot;
  /** Every file that may belong to a dataset or a model, in the commit's order. */
  readonly files: readonly FileEntry[];
  private readonly taken = new Set<string>();

  constructor(snapshot: Snapshot) {
    this.snapshot = snapshot;
    this.files = [...snapshot.files.values()].filter(({ path, kind }) => kind === 'file' && !passedOver.test(path));
  }

  /** Files whose names end so, that no dataset has taken. */
  named(ending: RegExp): FileEntry[] {
    return this.files.filter(({ path }) => ending.test(path) && !this.taken.has(path));
  }

  /** Images that no dataset has taken. */
  images(): FileEntry[] {
    return this.files.filter(({ path }) => isImagePath(path) && !this.taken.has(path));
  }

  take(paths: Iterable<string>): void {
    for (const path of paths) this.taken.add(path);
  }

  /** The bytes of a small file; `null` for one that is too long to be looked into, or cannot be read. */
  async read(path: string): Promise<Buffer | null> {
    if ((this.snapshot.files.get(path)?.bytes ?? 0) > smallFile) return null;
    try {
      return await this.snapshot.read(path);
    } catch (error) {
      if (error instanceof Fault) return null;
      throw error;
    }
  }

  /** The first bytes of a file of any length; `null` when it cannot be read. */
  async start(path: string, bytes: number): Promise<Buffer | null> {
    const pieces: Buffer[] = [];
    let length = 0;
    try {
      for await (const piece of this.snapshot.stream(path)) {
        pieces.push(Buffer.from(piece));
        length += piece.length;
        if (length >= bytes) break;
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (length === 0) return null;
    }
    return Buffer.concat(pieces).subarray(0, bytes);
  }
}

/** The files of each folder, the folders in the commit's order. */
export function byFolder(files: Iterable<FileEntry>): Map<string, FileEntry[]> {
  return Map.groupBy(files, ({ path }) => folderOf(path));
}
