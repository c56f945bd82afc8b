import type { Readable } from 'node:stream';
import { Fault } from '../model/fault.ts';
import { lastWords, startGit } from './run.ts';

/** Reads objects through one `git cat-file` process. Calls must not overlap: each ends before the next begins. */
export interface ObjectReader {
  /** Sizes in bytes, in the order asked; `null` for what the repository does not have. */
  sizes(oids: readonly string[]): Promise<(number | null)[]>;
  /** Contents in the order asked; git waits for a slow reader. They are read to the end, or the reader is closed. */
  contents(oids: readonly string[]): AsyncGenerator<Buffer>;
  /** One content in the pieces in which it comes; read to the end, or the reader is closed. */
  pieces(oid: string): AsyncGenerator<Buffer>;
  close(): void;
}

export function openObjects(directory: string, signal?: AbortSignal): ObjectReader {
  const process = startGit(directory, ['cat-file', '--batch-command', '--buffer'], { signal });
  const output = byteReader(process.stdout);

  async function stopped(): Promise<Fault> {
    const { stderr } = await process.ended;
    return new Fault(
      'unavailable',
      `git stopped reading objects in \`${directory}\`: ${lastWords(stderr)} Run \`git fsck\` there, or clone it again.`,
    );
  }

  /** Size in the header `<oid> <type> <size>`; `null` in `<oid> missing`. */
  async function header(): Promise<number | null> {
    const line = await output.line();
    if (line === null) throw await stopped();
    const [, , size] = line.split(' ');
    return size === undefined ? null : Number(size);
  }

  return {
    async sizes(oids) {
      if (oids.length === 0) return [];
      process.stdin.write(`${oids.map((oid) => `info ${oid}\n`).join('')}flush\n`);
      const sizes: (number | null)[] = [];
      for (const _ of oids) sizes.push(await header());
      return sizes;
    },

    async *contents(oids) {
      if (oids.length === 0) return;
      process.stdin.write(`${oids.map((oid) => `contents ${oid}\n`).join('')}flush\n`);
      for (const _ of oids) {
        const size = await header();
        const content = size === null ? null : await output.bytes(size + 1);
        if (content === null) throw await stopped();
        yield content.subarray(0, -1);
      }
    },

    async *pieces(oid) {
      process.stdin.write(`contents ${oid}\nflush\n`);
      let left = (await header()) ?? 0;
      while (left > 0) {
        const piece = await output.some(left);
        if (piece === null) throw await stopped();
        left -= piece.length;
        yield piece;
      }
      await output.bytes(1);
    },

    close: process.kill,
  };
}

/** Pulls lines and blocks out of a stream, reading no further ahead than one of its chunks. */
function byteReader(stream: Readable) {
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  let chunk: Buffer = Buffer.alloc(0);
  let offset = 0;

  async function next(): Promise<boolean> {
    const { value, done } = await chunks.next();
    if (done) return false;
    chunk = value;
    offset = 0;
    return true;
  }

  return {
    /** Bytes up to the next line break; `null` at the end. */
    async line(): Promise<string | null> {
      let line = '';
      for (;;) {
        const end = chunk.indexOf(0x0a, offset);
        if (end >= 0) {
          line += chunk.toString('latin1', offset, end);
          offset = end + 1;
          return line;
        }
        line += chunk.toString('latin1', offset);
        if (!(await next())) return null;
      }
    },

    /** At least one of the next bytes and at most `count`; `null` at the end. */
    async some(count: number): Promise<Buffer | null> {
      while (offset === chunk.length) if (!(await next())) return null;
      const piece = chunk.subarray(offset, offset + count);
      offset += piece.length;
      return piece;
    },

    /** The next `count` bytes; `null` when there are fewer. */
    async bytes(count: number): Promise<Buffer | null> {
      const block = Buffer.allocUnsafeSlow(count);
      let filled = 0;
      for (;;) {
        const copied = chunk.copy(block, filled, offset, Math.min(chunk.length, offset + count - filled));
        filled += copied;
        offset += copied;
        if (filled === count) return block;
        if (!(await next())) return null;
      }
    },
  };
}
