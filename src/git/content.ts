import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '../model/fault.ts';
import type { FileEntry } from '../model/snapshot.ts';
import type { GitRepository } from './repository.ts';
import { gitOid } from './tree.ts';

/** Where content can be read from: git's object store, or a file of a local store. */
export type Location = { store: 'git'; oid: string } | { store: 'lfs'; oid: string; file: string };

/** Where the content with this hash is kept. The one place that knows the stores. */
export function locateContent(repository: GitRepository, hash: string): Location {
  const [algorithm, oid] = hash.split(':');
  if (algorithm === 'git') return { store: 'git', oid: gitOid(hash) };
  if (algorithm === 'lfs') {
    return { store: 'lfs', oid, file: join(repository.lfsObjects, oid.slice(0, 2), oid.slice(2, 4), oid) };
  }
  throw new Fault('unable', `Expected a hash \`git:…\` or \`lfs:…\` but received \`${hash}\`. Please report this.`);
}

/** Reads content from Git LFS's local store if it is there, whole, and what the pointer names; else a Fault `unavailable`. */
export async function readLfsObject(
  place: { oid: string; file: string },
  entry: FileEntry,
  commit: string,
): Promise<Buffer | Fault> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of streamLfsObject(place, entry, commit)) pieces.push(piece);
    return Buffer.concat(pieces);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
}

/** The content in pieces; that it is what the pointer names is known at the end. */
export async function* streamLfsObject(
  { oid, file }: { oid: string; file: string },
  { path, bytes }: FileEntry,
  commit: string,
): AsyncGenerator<Uint8Array> {
  const fetch = `Run \`git lfs fetch origin ${commit}\` before the gate.`;
  const damaged = (found: string) =>
    new Fault(
      'unavailable',
      `Expected ${bytes} bytes with SHA-256 ${oid} for the Git LFS object of \`${path}\` but received ${found}. Delete \`${file}\`. ${fetch}`,
      { path },
    );
  try {
    await using handle = await open(file);
    const { size } = await handle.stat();
    if (size !== bytes) throw damaged(`${size} bytes`);
    const digest = createHash('sha256');
    for await (const piece of handle.createReadStream({ autoClose: false, highWaterMark: 2 ** 20 })) {
      digest.update(piece);
      yield piece;
    }
    if (digest.digest('hex') !== oid) throw damaged('other content');
  } catch (error) {
    if (error instanceof Fault) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? `whose content (${bytes} bytes) is not here` : `that cannot be read: ${message}`;
    throw new Fault('unavailable', `\`${path}\` is a Git LFS pointer ${reason}. ${fetch}`, { path });
  }
}
