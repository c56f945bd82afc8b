import type { Position } from '../../../model/fault.ts';
import { commonNames } from '../../formats/tables/column-names.ts';
import { readRowFile } from '../../formats/tables/row-file.ts';
import { jsonOf, linesOf } from './lines.ts';
import { placeText, type Source } from './source.ts';

/** One row of a table or one line of JSON: what it holds by name, `undefined` where it holds nothing. */
export interface Row {
  at: Position;
  get(name: string): unknown;
}

/** The rows of a CSV, TSV or JSONL file. What is no row is refused. @throws Fault where the file cannot be read on */
export function rowsOf(source: Source): AsyncGenerator<Row> {
  return /\.(?:jsonl|ndjson)$/i.test(source.place.path) ? jsonRows(source) : tableRows(source);
}

async function* jsonRows({ snapshot, place: { path }, mistakes }: Source): AsyncGenerator<Row> {
  for await (const { bytes, line } of linesOf(snapshot.stream(path), path)) {
    const at = { path, line };
    const parsed = jsonOf(bytes);
    if ('expected' in parsed) {
      const { column, expected } = parsed;
      const broken = { ...at, column };
      mistakes.refused.add(`Expected ${expected} in ${placeText(broken)}. Mend the JSON there.`, broken);
    } else if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
      mistakes.refused.add(
        `Expected a JSON object in ${placeText(at)} but received ${Array.isArray(parsed.value) ? 'a list' : `\`${bytes.toString('utf8', 0, 40)}\``}. Write one object a line.`,
        at,
      );
    } else {
      const fields = parsed.value as Record<string, unknown>;
      yield { at, get: (name) => (Object.hasOwn(fields, name) ? (fields[name] ?? undefined) : undefined) };
    }
  }
}

async function* tableRows({ snapshot, place: { path }, mistakes }: Source): AsyncGenerator<Row> {
  const { columns, line, problems } = readRowFile(await snapshot.read(path), path);
  for (const { message, at } of problems) mistakes.refused.add(message, at);
  for (let i = 0; i < line.length; i++) {
    yield { at: { path, line: line[i] }, get: (name) => cellOf(columns.get(name)?.[i]) };
  }
}

/** A cell may hold a list or an object. */
function cellOf(cell: string | null | undefined): unknown {
  if (cell === null || cell === undefined) return undefined;
  if (!/^\s*[[{]/.test(cell)) return cell;
  const parsed = jsonOf(Buffer.from(cell));
  return 'value' in parsed ? parsed.value : cell;
}

const pathNames = commonNames('path');

/** How a row names its image; `null` when it does not. */
export function imageIn(row: Row): { hash: string } | { name: string } | null {
  for (const key of ['sha256', 'hash']) {
    const value = row.get(key);
    if (typeof value === 'string' && value !== '') return { hash: value };
  }
  for (const key of ['image', ...pathNames]) {
    const value = row.get(key);
    if (typeof value === 'string' && value !== '') return { name: value };
    if (Number.isSafeInteger(value)) return { name: String(value) };
  }
  return null;
}
