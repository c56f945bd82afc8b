import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from '../../model/snapshot.ts';
import { spareFolder, writableFolder } from '../keep.ts';
import { objectId } from '../store.ts';
import type { DvcConfig } from './config.ts';
import type { DvcFolder } from './folder.ts';

/** Where DVC 3 and DVC 2 keep an object, in the cache as in a remote: below a folder, by the first two digits. */
export const LAYOUTS = ['files/md5/', ''];

export const keyOf = (layout: string, oid: string) => `${layout}${oid.slice(0, 2)}/${oid.slice(2)}`;

/** DVC's cache on this machine. */
export interface DvcCache {
  /** File that holds an entry's content; `null` when there is none of the right size. */
  find(entry: FileEntry): Promise<string | null>;
  /** File in which an object with this key is to be kept. */
  place(key: string): string;
}

/**
 * The cache that the configuration names, else the one in the working tree; beside it a folder of this run, where the cache
 * must not be written to: it is another's, or a commit put files or links there.
 */
export async function openDvcCache({ folder, tracked }: DvcFolder, { cache }: DvcConfig): Promise<DvcCache> {
  const own = folder === null ? null : join(folder, 'cache');
  const isForeign = tracked.some((path) => path === '.dvc' || /^\.dvc\/cache(?:\/|$)/.test(path));
  const written = cache ?? (isForeign ? null : own);
  const kept = written === null ? await spareFolder() : await writableFolder(written);
  const read = cache ?? own;
  const folders = [...new Set(read === null ? [kept] : [read, kept])];
  return {
    async find(entry) {
      for (const place of folders) {
        for (const layout of LAYOUTS) {
          const file = join(place, keyOf(layout, objectId(entry)));
          const found = await stat(file).catch(() => null);
          if (found?.isFile() && (Number.isNaN(entry.bytes) || found.size === entry.bytes)) return file;
        }
      }
      return null;
    },
    place: (key) => join(kept, key),
  };
}
