import { createHash, type Hash } from 'node:crypto';
import type { Check } from '../keep.ts';

/** Bytes that DVC hashes at a time, and of which it looks at the first 512 to tell text from other bytes. */
const BLOCK = 2 ** 20;
const SAMPLE = 512;

/** Printable ASCII and the white space of texts. */
const TEXT = new Set([...Array.from({ length: 95 }, (_, index) => 32 + index), ...Buffer.from('\n\r\t\f\b')]);

/**
 * Tells whether content has an MD5 as DVC computes it: of the bytes (DVC 3), or of the bytes with the line ends of Unix
 * where a block is text (DVC 2). Source: dvc_data/hashfile/hash.py, istextfile.py.
 */
export function md5Check(md5: string, bytes: number): Check {
  const plain = createHash('md5');
  /** Differs from `plain` from the first text block on that has a Windows line end. */
  let unix: Hash | null = null;
  let block: Uint8Array[] = [];
  let filled = 0;
  let size = 0;

  function hashBlock() {
    const content =
      block.length === 1 ? Buffer.from(block[0].buffer, block[0].byteOffset, block[0].length) : Buffer.concat(block);
    if (isText(content) && content.includes('\r\n')) {
      unix ??= plain.copy();
      unix.update(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    } else unix?.update(content);
    plain.update(content);
    block = [];
    filled = 0;
  }

  return {
    take(piece) {
      size += piece.length;
      for (let start = 0; start < piece.length; ) {
        const part = piece.subarray(start, start + BLOCK - filled);
        block.push(part);
        filled += part.length;
        start += part.length;
        if (filled === BLOCK) hashBlock();
      }
    },
    verdict() {
      if (!Number.isNaN(bytes) && size !== bytes) return `${size} bytes`;
      if (filled > 0) hashBlock();
      return plain.digest('hex') === md5 || unix?.digest('hex') === md5 ? null : 'other content';
    },
  };
}

function isText(content: Buffer): boolean {
  const sample = content.subarray(0, SAMPLE);
  let other = 0;
  for (const byte of sample) {
    if (byte === 0) return false;
    if (!TEXT.has(byte)) other += 1;
  }
  return other / sample.length <= 0.3;
}
