import type { FileEntry } from '../../model/snapshot.ts';

/** An image in a file that holds several. */
export interface Contained {
  /** Path of that file in the repository. */
  container: string;
  /** Its name in there: in a tar archive as the archive has it; in a Parquet file `column/row`, rows counted from 0, and `:name` where the row has its file's name. */
  member: string;
}

/** The bytes of one such image. */
export interface Member {
  member: string;
  bytes: Uint8Array;
}

/** The one form in which such an image has a path: `data/train.parquet#image/17:cat.jpg`, `data/train-000.tar#n01440764/17.jpg`. */
export function containedPath({ container, member }: Contained): string {
  return `${container}#${member}`;
}

/** The reverse of `containedPath`; `null` for a path of the commit's own, and for one that names no container of it. */
export function splitContainedPath(files: ReadonlyMap<string, FileEntry>, path: string): Contained | null {
  if (files.has(path)) return null;
  for (let hash = path.indexOf('#'); hash >= 0; hash = path.indexOf('#', hash + 1)) {
    const container = path.slice(0, hash);
    if (files.get(container)?.kind === 'file' && kindOfContainer(container) !== null) {
      return { container, member: path.slice(hash + 1) };
    }
  }
  return null;
}

/** What a file's name says that it is. */
export function kindOfContainer(path: string): 'parquet' | 'tar' | null {
  if (/\.parquet$/i.test(path)) return 'parquet';
  return /\.(?:tar|tar\.gz|tgz)$/i.test(path) ? 'tar' : null;
}
