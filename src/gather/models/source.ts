import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Fault } from '../../model/fault.ts';

/** Bytes that are read here and there: in memory, or in a file of which no more than a window is held. */
export interface Source {
  /** The repository's path, which errors name. */
  path: string;
  /** In bytes. */
  size: number;
  /** One byte, 0–255. The offset lies within the size. */
  byteAt(offset: number): number;
  /** The bytes from `start` up to `end`, which lie within the size; valid until the next call. */
  read(start: number, end: number): Buffer;
  close(): void;
}

export function memorySource(bytes: Buffer, path: string): Source {
  return {
    path,
    size: bytes.length,
    byteAt: (offset) => bytes[offset],
    read: (start, end) => bytes.subarray(start, end),
    close() {},
  };
}

/** Bytes that are read at once: weights between two names are skipped unless they are shorter. */
const windowBytes = 16_384;

/**
 * @param file on this machine
 * @throws Fault `unavailable` when the file cannot be opened, or ends before its size
 */
export function fileSource(file: string, path: string): Source {
  const descriptor = orUnavailable(path, () => openSync(file, 'r'));
  const { size } = fstatSync(descriptor);
  const window = Buffer.allocUnsafeSlow(windowBytes);
  let from = 0;
  let to = 0;

  function fill(into: Buffer, start: number): void {
    for (let filled = 0; filled < into.length; ) {
      const read = orUnavailable(path, () => readSync(descriptor, into, filled, into.length - filled, start + filled));
      if (read === 0) throw unavailable(path, `it ends after ${start + filled} of ${size} bytes`);
      filled += read;
    }
  }

  function move(start: number): void {
    to = from;
    const end = Math.min(size, start + windowBytes);
    fill(window.subarray(0, end - start), start);
    from = start;
    to = end;
  }

  return {
    path,
    size,
    byteAt(offset) {
      if (offset < from || offset >= to) move(offset);
      return window[offset - from];
    },
    read(start, end) {
      if (start >= from && end <= to) return window.subarray(start - from, end - from);
      if (end - start <= windowBytes) {
        move(start);
        return window.subarray(0, end - start);
      }
      const bytes = Buffer.allocUnsafeSlow(end - start);
      fill(bytes, start);
      return bytes;
    },
    close: () => closeSync(descriptor),
  };
}

function orUnavailable<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw unavailable(path, (error as Error).message);
  }
}

function unavailable(path: string, why: string): Fault {
  return new Fault('unavailable', `The content of ${path} cannot be read: ${why}. Fetch it again.`, { path });
}
