import { createHash } from 'node:crypto';
import { Fault } from '../../src/model/fault.ts';
import type { FileEntry, Side, Snapshot } from '../../src/model/snapshot.ts';

/** Small and odd, so that tests meet tokens that are cut in two. */
const PIECE = 61;

/** Text or bytes; a symbolic link by its target; a submodule by the commit that it points to. */
export type Content = string | Uint8Array | { symlink: string } | { submodule: string };

/** A commit held in memory: paths to contents. Entries are in git's order and have git's blob ids. */
export function snapshotOf(contents: Record<string, Content>, side: Side = 'head'): Snapshot {
  const bytes = new Map<string, Buffer>();
  const entries = Object.entries(contents).map(([path, content]) => {
    const kind = kindOf(content);
    const data = Buffer.from(bytesOf(content));
    bytes.set(path, data);
    return { path, hash: `git:${blobId(data)}`, bytes: data.length, kind };
  });
  entries.sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
  const files = new Map(entries.map((entry) => [entry.path, entry]));

  const read = async (path: string) => {
    if (files.get(path)?.kind === 'file') return bytes.get(path)!;
    throw new Fault('broken', `Expected a file at ${path} but the commit has none. Commit it.`, { path });
  };
  return {
    side,
    commit: blobId(Buffer.from(entries.map(({ path, hash }) => `${path} ${hash}`).join('\n'))),
    files,
    missing: [],
    read,
    async *stream(path) {
      const content = await read(path);
      for (let start = 0; start < content.length; start += PIECE) yield content.subarray(start, start + PIECE);
    },
    async locate(path) {
      await read(path);
      return null;
    },
    async *readMany(paths) {
      for (const path of paths) {
        try {
          yield { path, bytes: await read(path) };
        } catch (fault) {
          yield { path, fault: fault as Fault };
        }
      }
    },
  };
}

function kindOf(content: Content): FileEntry['kind'] {
  if (typeof content === 'string' || content instanceof Uint8Array) return 'file';
  return 'symlink' in content ? 'symlink' : 'submodule';
}

function bytesOf(content: Content): Uint8Array | string {
  if (typeof content === 'string' || content instanceof Uint8Array) return content;
  return 'symlink' in content ? content.symlink : content.submodule;
}

function blobId(data: Buffer): string {
  return createHash('sha1').update(`blob ${data.length}\0`).update(data).digest('hex');
}
