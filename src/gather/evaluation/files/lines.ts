import { Fault } from '../../../model/fault.ts';
import { countCharacters } from '../../json/byte-window.ts';
import { parseValue } from '../../json/value.ts';

/** Bytes of one line. */
const longest = 1 << 24;

/**
 * The lines of a text in UTF-8 that comes in pieces, without their ends and a byte order mark; blank ones are passed over.
 * @throws Fault `broken` for a line of more than 16 MiB
 */
export async function* linesOf(
  pieces: AsyncIterable<Uint8Array>,
  path: string,
): AsyncGenerator<{ bytes: Buffer; line: number }> {
  let line = 0;
  let held: Buffer[] = [];
  let size = 0;
  const take = (end: Buffer) => {
    const bytes = Buffer.concat([...held, end]);
    held = [];
    size = 0;
    const marked = line === 1 && bytes.length >= 3 && bytes.readUIntBE(0, 3) === 0xefbbbf;
    return trimmed(marked ? bytes.subarray(3) : bytes);
  };
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; start = end + 1, end = bytes.indexOf(10, start)) {
      line++;
      const text = take(bytes.subarray(start, end));
      if (text.length > 0) yield { bytes: text, line };
    }
    held.push(bytes.subarray(start));
    size += bytes.length - start;
    if (size > longest) {
      const sentence = `Expected at most ${longest >> 20} MiB in line ${line + 1} of ${path} but received more. Write one object a line.`;
      throw new Fault('broken', sentence, { path, line: line + 1 });
    }
  }
  line++;
  const text = take(Buffer.alloc(0));
  if (text.length > 0) yield { bytes: text, line };
}

function trimmed(bytes: Buffer): Buffer {
  let [start, end] = [0, bytes.length];
  while (start < end && isSpace(bytes[start])) start++;
  while (end > start && isSpace(bytes[end - 1])) end--;
  return bytes.subarray(start, end);
}

function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}

/** One JSON value, with Python's `NaN` and `Infinity`; else where the text breaks: the column from 1, and what was expected. */
export function jsonOf(bytes: Buffer): { value: unknown } | { column: number; expected: string } {
  try {
    return { value: JSON.parse(bytes.toString()) };
  } catch {
    const parsed = parseValue(bytes);
    if ('value' in parsed) return parsed;
    return { column: countCharacters(bytes, 0, parsed.error.offset) + 1, expected: parsed.error.expected };
  }
}
