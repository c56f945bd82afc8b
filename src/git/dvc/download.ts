import type { FileEntry, Pointer } from '../../model/snapshot.ts';
import { keep, OtherContent } from '../keep.ts';
import { objectId } from '../store.ts';
import { type DvcCache, keyOf, LAYOUTS } from './cache.ts';
import type { DvcConfig } from './config.ts';
import { md5Check } from './digest.ts';
import { openRemote, type Remote } from './remote.ts';

/** Where an entry is named, and where its content is, if that is not the default remote under its digest. */
export interface DvcPointer extends Pointer {
  remote?: string;
  /** Its version in a remote that keeps files under their own paths. */
  version?: string;
}

/** Brings one entry's content into the cache. Resolves to why it did not come (the end of a sentence), or `null`. */
export type Download = (entry: FileEntry) => Promise<string | null>;

/** Downloads from the configured remotes. One that cannot be had once is not asked again. */
export function openDownload(config: DvcConfig, cache: DvcCache, signal?: AbortSignal): Download {
  const remotes = new Map<string, Promise<Remote>>();
  const down = new Map<string, string>();
  /** The layout in which something was found last is tried first. */
  let layouts = LAYOUTS;

  function remoteNamed(name: string): Promise<Remote> | null {
    const settings = config.remotes.get(name);
    if (settings === undefined) return null;
    const remote = remotes.get(name) ?? openRemote(settings, signal);
    remotes.set(name, remote);
    return remote;
  }

  async function fetchFrom(remote: Remote, entry: FileEntry, name: string): Promise<string | null> {
    const version = (entry.pointer as DvcPointer | undefined)?.version;
    if (version !== undefined) {
      const found = await remote.get(entry.path, version);
      if (found !== null && 'refusal' in found) return found.refusal;
      if (found !== null) return receive(found, keyOf(LAYOUTS[0], objectId(entry)), entry, name);
    }
    for (const layout of layouts) {
      const key = keyOf(layout, objectId(entry));
      const found = await remote.get(key);
      if (found === null) continue;
      if ('refusal' in found) return found.refusal;
      layouts = [layout, ...LAYOUTS.filter((other) => other !== layout)];
      return receive(found, key, entry, name);
    }
    return `remote \`${name}\` does not have it`;
  }

  async function receive(pieces: AsyncIterable<Uint8Array>, key: string, entry: FileEntry, name: string) {
    const limit = Number.isNaN(entry.bytes) ? Number.POSITIVE_INFINITY : entry.bytes;
    try {
      await keep(pieces, cache.place(key), { check: checkOf(entry), limit });
      return null;
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof OtherContent) return `remote \`${name}\` sent ${error.message}`;
      return `it did not come whole from remote \`${name}\` (${(error as Error).message})`;
    }
  }

  return async (entry) => {
    const name = (entry.pointer as DvcPointer | undefined)?.remote?.toLowerCase() ?? config.remote;
    if (name === null) return `no remote is configured ${WHERE}`;
    const known = down.get(name);
    if (known !== undefined) return known;
    try {
      const remote = await remoteNamed(name);
      return remote ? await fetchFrom(remote, entry, name) : `remote \`${name}\` is not configured ${WHERE}`;
    } catch (error) {
      signal?.throwIfAborted();
      const { message } = error as Error;
      down.set(name, message);
      return message;
    }
  };
}

const WHERE = 'where the gate looks (`.dvc/config` of the base branch, `.dvc/config.local`)';

/** A folder's listing is named by its digest and `.dir`. */
export function checkOf(entry: FileEntry) {
  return md5Check(objectId(entry).replace(/\.dir$/, ''), entry.bytes);
}
