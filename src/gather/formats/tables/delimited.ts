import { CsvError, type Info, parse } from 'csv-parse/sync';
import { Fault } from '../../../model/fault.ts';
import { addProblem, noProblems, type ProblemList } from '../listing/problems.ts';

/**
 * Reads delimited text (RFC 4180) into columns; the first row names them, and a column without a name is dropped.
 * Ragged rows are left out and named in `problems`.
 * @throws Fault `broken` at the line where a quote is opened and never closed, or misplaced; when a column is named twice.
 */
export function readDelimited(
  text: Buffer,
  path: string,
  delimiter: ',' | ';' | '\t',
): { columns: Map<string, (string | null)[]>; line: number[]; problems: ProblemList } {
  const problems = noProblems();
  const line: number[] = [];
  let cells: (string | null)[][] = [];
  let names: string[] | null = null;
  const lines = lineCounter(text);
  let start = 0;

  const onRecord = (row: string[], info: Info) => {
    const at = lines.of(start);
    start = info.bytes;
    if (names === null) {
      names = header(row, path, at);
      cells = names.map(() => []);
    } else if (row.length !== names.length) {
      addProblem(
        problems,
        `Expected ${names.length} values in line ${at} of ${path} but received ${row.length}. The row is left out: mend it.`,
        { path, line: at },
      );
    } else {
      line.push(at);
      for (let i = 0; i < row.length; i++) cells[i].push(row[i] === '' ? null : row[i]);
    }
    return null;
  };
  try {
    parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, on_record: onRecord, info: false });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Fault('broken', quoteFault(path, lines.of(start)), { path, line: lines.of(start) });
  }

  if (names === null)
    throw new Fault('broken', `Expected a header in ${path} but received empty lines only.`, { path });
  const columns = new Map<string, (string | null)[]>();
  for (const [i, name] of (names as string[]).entries()) if (name !== '') columns.set(name, cells[i]);
  return { columns, line, problems };
}

function header(row: string[], path: string, line: number): string[] {
  const names = row.map((name) => name.trim());
  const twice = names.find((name, i) => name !== '' && names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new Fault(
      'broken',
      `Expected each column of ${path} once but received \`${twice}\` twice. Rename one of them.`,
      {
        path,
        line,
      },
    );
  }
  return names;
}

function quoteFault(path: string, line: number): string {
  return (
    `Expected every quote to be closed in ${path} but the row that begins in line ${line} has a misplaced or unclosed one. ` +
    'Close it, or write a quote within a value as "".'
  );
}

/**
 * Line of a byte offset, for offsets that only grow; blank lines at the offset are passed over.
 * The parser's own count is wrong where a quoted value holds CRLF.
 */
function lineCounter(text: Buffer): { of(offset: number): number } {
  let position = 0;
  let line = 1;
  return {
    of(offset) {
      while (position < text.length && (position < offset || text[position] === 10 || text[position] === 13)) {
        const byte = text[position++];
        if (byte === 10 || (byte === 13 && text[position] !== 10)) line++;
      }
      return line;
    },
  };
}
