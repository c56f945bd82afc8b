import { Fault } from '../../model/fault.ts';
import type { RegisterKey } from './key.ts';

/** One line of a register: names and a sealed look, and nothing that can be read without the key. */
export interface Entry {
  /** HMAC of the SHA-256 of the file's bytes. */
  content: string;
  /** HMAC of the SHA-256 of its pixels. */
  pixels: string;
  /** Its looks, sealed. */
  look: string;
  /** From 1. */
  line: number;
}

const SEALED_LOOK = /^[A-Za-z0-9+/]{100,6000}={0,2}$/;
const NAME = /^[0-9a-f]{64}$/;
const FIELDS = ['version', 'content', 'pixels', 'look'];

/**
 * Reads an erasure register: a JSON object a line.
 * @throws Fault `broken` with the line of the first that is no entry
 */
export function readRegister(text: string, path: string): Entry[] {
  const entries: Entry[] = [];
  const lines = new Map<string, number>();
  for (const [i, written] of text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .entries()) {
    if (written.trim() === '') continue;
    const line = i + 1;
    const wrong = (
      what: string,
      wayOut = 'Restore the line from the base branch, or write it again with `vision-gate erase`.',
    ) =>
      new Fault(
        'broken',
        `Expected an entry of the erasure register in line ${line} of ${path} but received ${what}. ${wayOut}`,
        {
          path,
          line,
        },
      );
    const entry = parse(written);
    if (entry === null) throw wrong('something that is no JSON object');
    if (entry.version !== 1) throw wrong('another version than 1', 'Run a newer version of the gate.');
    const extra = Object.keys(entry).find((key) => !FIELDS.includes(key));
    if (extra !== undefined)
      throw wrong(
        'a key that no entry has',
        'Remove it: a register says nothing but `version`, `content`, `pixels` and `look`.',
      );
    const { content, pixels, look } = entry as Record<string, string>;
    for (const [key, value, form] of [
      ['content', content, NAME],
      ['pixels', pixels, NAME],
      ['look', look, SEALED_LOOK],
    ] as const) {
      if (typeof value !== 'string' || !form.test(value)) throw wrong(`a \`${key}\` of another form`);
    }
    const earlier = lines.get(content);
    if (earlier !== undefined) throw wrong(`the one of line ${earlier} again`, 'Remove one of the two.');
    lines.set(content, line);
    entries.push({ content, pixels, look, line });
  }
  return entries;
}

function parse(written: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(written);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** One entry as a line. */
export function writeEntry(
  key: RegisterKey,
  { content, pixels, looks }: { content: string; pixels: string; looks: Uint8Array },
): string {
  const name = key.name('content', content);
  const entry = { version: 1, content: name, pixels: key.name('pixels', pixels), look: key.seal(looks, name) };
  return JSON.stringify(entry);
}
