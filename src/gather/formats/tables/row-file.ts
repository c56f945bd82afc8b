import type { Samples } from '../../../model/facts.ts';
import { Fault } from '../../../model/fault.ts';
import { listProblems } from '../listing/problems.ts';
import { readDelimited } from './delimited.ts';
import { readJsonLines } from './json-lines.ts';

/** A table in columns: value i of every column is of the row that begins at `line[i]`. Empty cells are `null`. */
export interface RowFile {
  path: string;
  columns: Map<string, (string | null)[]>;
  line: number[];
  problems: Samples['problems'];
}

/**
 * Reads a table by its extension: `.csv` (commas, or semicolons where the header has no comma), `.tsv`, `.tab`, `.jsonl`, `.ndjson`.
 * Rows that cannot be taken in are left out and named in `problems`.
 * @throws Fault `broken` with the line, when the table cannot be read on: no header, an unclosed quote, another format.
 */
export function readRowFile(bytes: Buffer, path: string): RowFile {
  const text = withoutByteOrderMark(bytes, path);
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  if (extension === 'csv' || extension === 'tsv' || extension === 'tab') {
    const { problems, ...rows } = readDelimited(text, path, extension === 'csv' ? delimiterOf(text) : '\t');
    return { path, ...rows, problems: listProblems(problems) };
  }
  if (extension === 'jsonl' || extension === 'ndjson') {
    const { problems, ...rows } = readJsonLines(text, path);
    return { path, ...rows, problems: listProblems(problems) };
  }
  throw new Fault(
    'broken',
    `Expected a .csv, .tsv or .jsonl table but received \`${path}\`. Save the table in one of these formats.`,
    { path },
  );
}

function withoutByteOrderMark(bytes: Buffer, path: string): Buffer {
  if (bytes.length === 0) {
    throw new Fault('broken', `Expected a table in ${path} but received an empty file. Write its rows, or remove it.`, {
      path,
    });
  }
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (utf16) {
    throw new Fault('broken', `Expected UTF-8 text in ${path} but received UTF-16. Save the table as UTF-8.`, { path });
  }
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** A comma, or a semicolon where the first line has no comma. */
export function delimiterOf(text: Buffer): ',' | ';' {
  const end = text.indexOf('\n');
  const header = text.subarray(0, end < 0 ? text.length : end);
  return !header.includes(',') && header.includes(';') ? ';' : ',';
}
