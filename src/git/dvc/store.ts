import { Fault } from '../../model/fault.ts';
import type { FileEntry } from '../../model/snapshot.ts';
import { each, OtherContent, readChecked } from '../keep.ts';
import type { GitRepository } from '../repository.ts';
import { type ContentStore, distinct, objectId, oneByOne } from '../store.ts';
import { openDvcCache } from './cache.ts';
import { checkOf, openDownload } from './download.ts';
import { findDvcFolder } from './folder.ts';
import { trustedDvcConfig } from './trusted-config.ts';

/**
 * The content that DVC keeps: in its cache, and what is missing there from its remotes. What was brought is kept in the
 * cache, so that no later run fetches it again.
 * @param trusted the commit whose `.dvc/config` is obeyed, if any is
 */
export function openDvcStore(repository: GitRepository, trusted: string | null, signal?: AbortSignal): ContentStore {
  const reasons = new Map<string, string>();
  let opened: ReturnType<typeof open> | undefined;

  async function open() {
    const folder = await findDvcFolder(repository, signal);
    const config = await trustedDvcConfig(repository, folder, trusted, signal);
    const cache = await openDvcCache(folder, config);
    return { cache, download: openDownload(config, cache, signal) };
  }

  const bring = oneByOne(async (entries: readonly FileEntry[]) => {
    opened ??= open();
    const { cache, download } = await opened;
    await each(entries, async (entry) => {
      if (reasons.has(entry.hash) || (await cache.find(entry)) !== null) return;
      const reason = await download(entry);
      if (reason !== null) reasons.set(entry.hash, reason);
    });
  });

  return {
    async bring(entries) {
      const own = distinct(entries, 'dvc');
      if (own.length > 0) await bring(own);
    },

    async find(entry) {
      opened ??= open();
      return (await opened).cache.find(entry);
    },

    async *stream(entry) {
      opened ??= open();
      const file = await (await opened).cache.find(entry);
      try {
        if (file === null) throw new Error(reasons.get(entry.hash) ?? 'it was not asked for');
        yield* readChecked(file, checkOf(entry));
      } catch (error) {
        signal?.throwIfAborted();
        const { message } = error as Error;
        throw error instanceof OtherContent
          ? fault(
              entry,
              `Expected the MD5 ${objectId(entry)} for \`${file}\` but received ${message}. Delete the file.`,
            )
          : fault(entry, `The content of \`${entry.path}\`, which DVC keeps, is not here: ${message}.`);
      }
    },
  };
}

function fault({ path, pointer }: FileEntry, sentence: string): Fault {
  return new Fault(
    'unavailable',
    `${sentence} Run \`dvc pull\` before the gate (for earlier commits \`dvc fetch --all-commits\`).`,
    pointer ? { path: pointer.path, line: pointer.line } : { path },
  );
}
