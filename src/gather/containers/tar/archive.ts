import { once } from 'node:events';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { type Extract, extract } from 'tar-stream';
import { Fault } from '../../../model/fault.ts';
import type { Snapshot } from '../../../model/snapshot.ts';

/** What an archive may unpack to: 64 GiB, so that a small one cannot be made to run for ever. */
const mostUnpacked = 2 ** 36;
const mostEntries = 10_000_000;
const longestName = 4096;
const block = 512;

export interface TarEntry {
  name: string;
  /** `file`, or what it is instead: `link`, `symlink`, `directory`, `sparse file` … */
  type: string;
  bytes: number;
  /** Its content; to be read before the next entry is asked for, or not at all. */
  read(): Promise<Buffer>;
}

/**
 * The entries of a tar archive, or of a gzipped one, in its order; never held whole.
 * @throws Fault `broken` where the archive cannot be read on, naming the entry; as `snapshot.stream`.
 */
export async function* tarEntries(snapshot: Snapshot, path: string): AsyncGenerator<TarEntry> {
  const source = new Source(snapshot.stream(path));
  const unpacked = /gz$/i.test(path) ? gunzipped(source.pieces()) : source.pieces();
  const archive = extract();
  const ending = new Ending();
  const fed = feed(archive, ending.watch(unpacked)).catch((error: Error) => archive.destroy(error));
  let last = '';
  let count = 0;
  try {
    for await (const entry of archive) {
      last = entry.header.name.slice(0, longestName);
      if (++count > mostEntries) throw new RangeError(`has more than ${mostEntries} entries`);
      yield describe(entry, last);
      entry.resume();
    }
  } catch (error) {
    if (source.fault !== null) throw source.fault;
    throw refusal(path, last, error);
  } finally {
    archive.destroy();
    await fed;
  }
  if (!ending.isMarked) throw refusal(path, last, new Error('Unexpected end of data'));
}

/** The stored bytes; remembers why they ended early, which is then not the archive's own fault. */
class Source {
  fault: unknown = null;
  private readonly stored: AsyncIterable<Uint8Array>;

  constructor(stored: AsyncIterable<Uint8Array>) {
    this.stored = stored;
  }

  async *pieces(): AsyncGenerator<Buffer> {
    try {
      // A piece is only valid until the next one, and the archive holds on to it.
      for await (const piece of this.stored) yield Buffer.from(piece);
    } catch (error) {
      this.fault = error;
      throw error;
    }
  }
}

/** Watches for the block of zeros that ends an archive: one that is cut off between two entries looks whole without it. */
class Ending {
  private zeros = 0;

  get isMarked(): boolean {
    return this.zeros >= block;
  }

  async *watch(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > mostUnpacked) throw new RangeError('unpacks to more than 64 GiB');
      let from = piece.length;
      while (from > 0 && piece[from - 1] === 0 && piece.length - from < block) from--;
      this.zeros = piece.length - from + (from === 0 ? this.zeros : 0);
      yield piece;
    }
  }
}

function gunzipped(pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  return pipeline(Readable.from(pieces), createGunzip(), () => {});
}

async function feed(archive: Extract, pieces: AsyncIterable<Buffer>): Promise<void> {
  const closed = once(archive, 'close').catch(() => {});
  for await (const piece of pieces) {
    if (archive.destroyed) return;
    if (!archive.write(piece)) await Promise.race([once(archive, 'drain'), closed]);
  }
  archive.end(null);
}

type Entry = Extract extends AsyncIterable<infer E> ? E : never;

function describe(entry: Entry, name: string): TarEntry {
  const { type, size = 0, pax } = entry.header;
  const isSparse = Object.keys(pax ?? {}).some((key) => key.startsWith('GNU.sparse'));
  return {
    name,
    type: isSparse ? 'sparse file' : type === 'contiguous-file' ? 'file' : (type ?? 'entry of an unknown kind'),
    bytes: size,
    async read() {
      const pieces: Uint8Array[] = [];
      for await (const piece of entry) pieces.push(piece as Uint8Array);
      return Buffer.concat(pieces);
    },
  };
}

function refusal(path: string, last: string, error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  const what = /end of (?:data|file)/i.test(message)
    ? 'it is cut off'
    : error instanceof RangeError
      ? `it ${message}`
      : 'what follows is no tar archive';
  const where = last === '' ? 'from the beginning' : `after its entry \`${last}\``;
  return new Fault(
    'broken',
    `Expected a whole tar archive but ${what} ${where}. What follows was not read: write the archive again.`,
    { path },
  );
}
