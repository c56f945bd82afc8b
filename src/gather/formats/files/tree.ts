import type { FileEntry } from '../../../model/snapshot.ts';
import { folderOf } from './paths.ts';

/** A commit's files by folder, from one pass over them: what lies below a folder, at any depth, without a search through all. */
export class Tree {
  private readonly entries: FileEntry[];
  /** Of each folder, the range of entries in which all of its own lie. */
  private readonly ranges = new Map<string, { start: number; end: number }>();

  constructor(files: ReadonlyMap<string, FileEntry>) {
    this.entries = [...files.values()];
    let run = { folder: '', start: 0 };
    for (let i = 0; i <= this.entries.length; i++) {
      const folder = i < this.entries.length ? folderOf(this.entries[i].path) : null;
      if (folder === run.folder) continue;
      this.extend(run.folder, run.start, i);
      run = { folder: folder ?? '', start: i };
    }
  }

  /** Whether the commit has a file below `folder`; `''` is the root. */
  isFolder(folder: string): boolean {
    return this.ranges.has(folder);
  }

  /** The entries below `folder`, in the commit's order. */
  below(folder: string): FileEntry[] {
    const range = this.ranges.get(folder);
    if (range === undefined) return [];
    const entries = this.entries.slice(range.start, range.end);
    return folder === '' ? entries : entries.filter(({ path }) => path.startsWith(`${folder}/`));
  }

  private extend(folder: string, start: number, end: number): void {
    for (let current = folder; ; current = folderOf(current)) {
      const range = this.ranges.get(current);
      if (range === undefined) this.ranges.set(current, { start, end });
      else range.end = end;
      if (current === '') return;
    }
  }
}
