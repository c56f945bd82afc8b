import { Fault } from '../model/fault.ts';
import type { FileEntry, MissingPlace } from '../model/snapshot.ts';
import { type ObjectReader, openObjects } from './objects.ts';
import { type MissingBlobs, notFetched } from './partial.ts';
import type { GitRepository } from './repository.ts';
import type { ContentStore } from './store.ts';
import { gitOid } from './tree.ts';

/** What reading a commit's files takes. */
export interface Reading {
  repository: GitRepository;
  commit: string;
  files: ReadonlyMap<string, FileEntry>;
  missing: MissingBlobs;
  /** Stores beside git's own objects, by the algorithm of the hashes that they hold. */
  stores: Readonly<Record<string, ContentStore>>;
  /** Places of which `files` holds nothing because they could not be listed. */
  unlisted: readonly MissingPlace[];
  /** Larger files are not read. */
  maxFileBytes: number;
  signal?: AbortSignal;
}

/** Where content can be read from: git's object store, or one beside it. */
type Location = { oid: string } | Stored;

interface Stored {
  store: ContentStore;
  entry: FileEntry;
}

export type ReadResult = { path: string; bytes: Buffer } | { path: string; fault: Fault };

/** Files whose sizes are checked, and whose contents are asked for, at a time. */
const WINDOW = 256;

/** Milliseconds that git waits for another single read before it is ended. */
const IDLE = 100;

/** Reads files in the order asked, through a git process of its own, no faster than they are taken. */
export async function* readFiles(reading: Reading, paths: Iterable<string>): AsyncGenerator<ReadResult> {
  const asked = [...paths];
  const refusal = await fetchContent(reading, asked);
  const objects = openObjects(reading.repository.directory, reading.signal);
  try {
    for (let start = 0; start < asked.length; start += WINDOW) {
      yield* readWindow(reading, objects, asked.slice(start, start + WINDOW), refusal);
    }
  } finally {
    objects.close();
  }
}

/** Reads single files, one after the other, through a git process that ends when it is not used. */
export function singleReads(reading: Reading): (path: string) => Promise<Buffer> {
  let objects: ObjectReader | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const close = () => {
    objects?.close();
    objects = undefined;
  };

  async function read(path: string): Promise<Buffer> {
    const refusal = await fetchContent(reading, [path]);
    objects ??= openObjects(reading.repository.directory, reading.signal);
    for await (const result of readWindow(reading, objects, [path], refusal)) {
      if ('fault' in result) throw result.fault;
      return result.bytes;
    }
    throw new Error('unreachable: one path gives one result');
  }

  return (path) => {
    clearTimeout(idle);
    const turn = last.then(() => read(path));
    last = turn.catch(close).finally(() => {
      clearTimeout(idle);
      idle = setTimeout(close, IDLE);
    });
    return turn;
  };
}

/**
 * One file's content in pieces, whatever its size; nothing of it is kept.
 * @throws Fault as `read` does, before the first piece or at the end of content that is not what its name says
 */
export async function* streamFile(reading: Reading, path: string): AsyncGenerator<Uint8Array> {
  const refusal = await fetchContent(reading, [path]);
  const where = place({ ...reading, maxFileBytes: Number.POSITIVE_INFINITY }, path, refusal);
  if (where instanceof Fault) throw where;
  if ('store' in where) {
    await where.store.bring([where.entry]);
    yield* where.store.stream(where.entry);
    return;
  }
  const objects = openObjects(reading.repository.directory, reading.signal);
  try {
    const [size] = await objects.sizes([where.oid]);
    if (size === null) throw lacking(reading, path);
    yield* objects.pieces(where.oid);
  } finally {
    objects.close();
  }
}

/** The file in which a store beside git keeps one file's content; `null` for git's own, and for what is not here. */
export async function locateFile(reading: Reading, path: string): Promise<string | null> {
  const where = place(
    { ...reading, maxFileBytes: Number.POSITIVE_INFINITY },
    path,
    await fetchContent(reading, [path]),
  );
  if (where instanceof Fault) throw where;
  if (!('store' in where)) return null;
  await where.store.bring([where.entry]);
  return where.store.find(where.entry);
}

/** Fetches what of `paths` a partial clone lacks; resolves to the remote's reason when it refused. */
function fetchContent({ files, missing }: Reading, paths: readonly string[]): Promise<string | null> {
  return missing.fetch(paths.flatMap((path) => files.get(path) ?? []).filter(({ kind }) => kind === 'file'));
}

async function* readWindow(
  reading: Reading,
  objects: ObjectReader,
  paths: readonly string[],
  refusal: string | null,
): AsyncGenerator<ReadResult> {
  const places: (Location | Fault)[] = paths.map((path) => place(reading, path, refusal));

  await bringStored(reading, places);
  const inGit = places.flatMap((where, index) => ('oid' in where ? [{ index, oid: where.oid }] : []));
  const sizes = await objects.sizes(inGit.map(({ oid }) => oid));
  inGit.forEach(({ index }, row) => {
    const size = sizes[row];
    if (size === null) {
      places[index] = lacking(reading, paths[index]);
      return;
    }
    reading.files.get(paths[index])!.bytes = size;
    if (size > reading.maxFileBytes) places[index] = tooLarge(reading, paths[index], size);
  });
  const contents = objects.contents(inGit.flatMap(({ index, oid }) => (places[index] instanceof Fault ? [] : [oid])));

  for (const [index, path] of paths.entries()) {
    reading.signal?.throwIfAborted();
    const where = places[index];
    if (where instanceof Fault) yield { path, fault: where };
    else if ('oid' in where) yield { path, bytes: (await contents.next()).value! };
    else yield await readStored(reading, where);
  }
}

/** Brings, from each store at once, what is not here of a window's files. */
async function bringStored({ stores }: Reading, places: readonly (Location | Fault)[]): Promise<void> {
  const entries = places.flatMap((where) => ('store' in where ? [where.entry] : []));
  if (entries.length > 0) await Promise.all(Object.values(stores).map((store) => store.bring(entries)));
}

async function readStored(reading: Reading, { store, entry }: Stored): Promise<ReadResult> {
  const { path } = entry;
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of store.stream(entry)) {
      pieces.push(piece);
      size += piece.length;
      if (size > reading.maxFileBytes) return { path, fault: tooLarge(reading, path, size) };
    }
    entry.bytes = size;
    return { path, bytes: Buffer.concat(pieces) };
  } catch (error) {
    if (error instanceof Fault) return { path, fault: error };
    throw error;
  }
}

/** Where a path's content is, or why it cannot be read. */
function place(reading: Reading, path: string, refusal: string | null): Location | Fault {
  const { repository, commit, files, missing, stores, unlisted, maxFileBytes } = reading;
  const entry = files.get(path);
  if (!entry) {
    const lost = unlisted.find((each) => each.path === '' || `${path}/`.startsWith(`${each.path}/`));
    if (lost) return lost.fault;
    const message = `Expected a file at \`${path}\` but commit ${commit} has none. Add it, or correct the path.`;
    return new Fault('broken', message, { path });
  }
  if (entry.kind !== 'file') {
    const kind = entry.kind === 'symlink' ? 'symbolic link' : 'submodule';
    return new Fault('broken', `Expected a file at \`${path}\` but found a ${kind}. Commit the file itself.`, { path });
  }
  if (entry.bytes > maxFileBytes) return tooLarge(reading, path, entry.bytes);
  if (missing.has(entry)) return notFetched(repository, path, refusal ?? 'it was not asked for.');
  const algorithm = entry.hash.slice(0, entry.hash.indexOf(':'));
  return algorithm === 'git' ? { oid: gitOid(entry.hash) } : { store: stores[algorithm], entry };
}

function tooLarge({ maxFileBytes }: Reading, path: string, bytes: number): Fault {
  return new Fault(
    'unavailable',
    `Expected at most ${maxFileBytes} bytes for \`${path}\` but received ${bytes}. Commit a smaller file, or leave it out of the policy.`,
    { path },
  );
}

function lacking({ repository }: Reading, path: string): Fault {
  return new Fault(
    'unavailable',
    `The content of \`${path}\` is missing from the repository in \`${repository.directory}\`. Run \`git fsck\` there, or clone it again.`,
    { path },
  );
}
