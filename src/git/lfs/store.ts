import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../../model/fault.ts';
import type { FileEntry } from '../../model/snapshot.ts';
import { type Check, keep, OtherContent, readChecked, writableFolder } from '../keep.ts';
import type { GitRepository } from '../repository.ts';
import { type ContentStore, distinct, objectId, oneByOne } from '../store.ts';
import type { LfsObject } from './batch.ts';
import { openDownload } from './download.ts';

/**
 * The objects of Git LFS: in the clone's own store (`.git/lfs/objects`), and what is missing there from the remote. What
 * was brought is kept in the clone's store, so that no later run fetches it again.
 */
export function openLfsStore(repository: GitRepository, commit: string, signal?: AbortSignal): ContentStore {
  const download = openDownload(repository, signal);
  const reasons = new Map<string, string>();
  let kept: Promise<string> | undefined;
  const instruction = `Run \`git lfs fetch ${repository.remotes[0] ?? 'origin'} ${commit}\` before the gate.`;

  async function receive({ oid, bytes }: LfsObject, pieces: AsyncIterable<Uint8Array>): Promise<void> {
    kept ??= writableFolder(repository.lfsObjects);
    await keep(pieces, fileOf(await kept, oid), { check: sha256Check(oid, bytes), limit: bytes });
  }

  /** File that holds an entry's object; `null` when none of the right size does. */
  async function present(entry: FileEntry): Promise<string | null> {
    for (const folder of new Set([repository.lfsObjects, await kept])) {
      if (folder === undefined) continue;
      const file = fileOf(folder, objectId(entry));
      const found = await stat(file).catch(() => null);
      if (found?.size === entry.bytes) return file;
    }
    return null;
  }

  async function bring(entries: readonly FileEntry[]): Promise<void> {
    const here = await Promise.all(entries.map(present));
    const asked = entries.filter((entry, index) => here[index] === null && !reasons.has(entry.hash));
    if (asked.length === 0) return;
    const objects = asked.map((entry): LfsObject => ({ oid: objectId(entry), bytes: entry.bytes }));
    for (const [oid, reason] of await download(objects, receive)) reasons.set(`lfs:${oid}`, reason);
  }

  async function* stream(entry: FileEntry): AsyncGenerator<Uint8Array> {
    const { path, bytes, hash } = entry;
    const oid = objectId(entry);
    const file = (await present(entry)) ?? fileOf(repository.lfsObjects, oid);
    try {
      const { size } = await stat(file);
      if (size !== bytes) throw new OtherContent(`${size} bytes`);
      yield* readChecked(file, sha256Check(oid, bytes));
    } catch (error) {
      if (error instanceof OtherContent) {
        throw new Fault(
          'unavailable',
          `Expected ${bytes} bytes with SHA-256 ${oid} for the Git LFS object of \`${path}\` but received ${error.message}. Delete \`${file}\`. ${instruction}`,
          { path },
        );
      }
      const { code, message } = error as NodeJS.ErrnoException;
      const why = reasons.has(hash) ? `: ${reasons.get(hash)}` : '';
      const state =
        code === 'ENOENT' ? `whose content (${bytes} bytes) is not here${why}` : `that cannot be read: ${message}`;
      throw new Fault('unavailable', `\`${path}\` is a Git LFS pointer ${state}. ${instruction}`, { path });
    }
  }

  const inTurn = oneByOne(bring);
  return { bring: (entries) => inTurn(distinct(entries, 'lfs')), stream, find: present };
}

function fileOf(folder: string, oid: string): string {
  return join(folder, oid.slice(0, 2), oid.slice(2, 4), oid);
}

function sha256Check(oid: string, bytes: number): Check {
  const digest = createHash('sha256');
  let size = 0;
  return {
    take(piece) {
      size += piece.length;
      digest.update(piece);
    },
    verdict() {
      if (size !== bytes) return `${size} bytes`;
      return digest.digest('hex') === oid ? null : 'other content';
    },
  };
}
