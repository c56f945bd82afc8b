import type { Images } from '../model/facts.ts';
import { numberNames, numbers, texts } from './image-columns.ts';

const WORD_BYTES = 2;
const LONGEST = 2 ** 16 - 1;
const numberBytes = numberNames.reduce((sum, name) => sum + numbers[name].BYTES_PER_ELEMENT, 0);

/**
 * One row as bytes: the numbers in the columns' order, little-endian, then the texts and the error, each in UTF-8 after
 * its length in 16 bits. A twentieth of the time that JSON takes to read.
 */
export function encodeRecord(images: Images, row: number): Uint8Array {
  const words = [...texts.map((name) => images[name][row]), images.error[row] ?? ''].map((text) =>
    Buffer.from(text).subarray(0, LONGEST),
  );
  const record = Buffer.alloc(numberBytes + words.reduce((sum, word) => sum + WORD_BYTES + word.length, 0));
  let at = 0;
  for (const name of numberNames) {
    const value = images[name][row];
    if (numbers[name] === Uint8Array) at = record.writeUInt8(value, at);
    else at = numbers[name] === Int32Array ? record.writeInt32LE(value, at) : record.writeDoubleLE(value, at);
  }
  for (const word of words) {
    at = record.writeUInt16LE(word.length, at);
    at += word.copy(record, at);
  }
  return record;
}

/** Reads records into rows of columns; texts that many images share are kept once. */
export function recordReader(images: Images): (row: number, record: Uint8Array) => void {
  const known = new Map<string, string>();
  const shared = (text: string): string => {
    const kept = known.get(text);
    if (kept === undefined) known.set(text, text);
    return kept ?? text;
  };
  return (row, record) => {
    const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
    let at = 0;
    for (const name of numberNames) {
      const kind = numbers[name];
      if (kind === Uint8Array) images[name][row] = bytes[at];
      else images[name][row] = kind === Int32Array ? bytes.readInt32LE(at) : bytes.readDoubleLE(at);
      at += kind.BYTES_PER_ELEMENT;
    }
    const next = (): string => {
      const start = at + WORD_BYTES;
      at = start + bytes.readUInt16LE(at);
      return at === start ? '' : bytes.toString('utf8', start, at);
    };
    for (const name of texts) images[name][row] = name === 'phash' ? next() : shared(next());
    images.error[row] = next() || null;
  };
}
