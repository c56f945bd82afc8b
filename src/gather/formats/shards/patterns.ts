import { Fault } from '../../../model/fault.ts';
import type { FileEntry } from '../../../model/snapshot.ts';
import { normaliseFolder } from '../files/paths.ts';

/** More names than any dataset has shards. */
const limit = 100_000;

export interface Matches {
  /** In the pattern's order, and the commit's within a wildcard; each file once. */
  entries: FileEntry[];
  /** What the pattern names and the commit lacks: it may have some of `{000..010}` and not others. */
  missing: string[];
}

/**
 * The files that a pattern names. `*` and `?` stand for characters of one name, `**` for any, `{a,b}` for each of its
 * parts and `{000..010}` for each number of as many digits (webdataset's braces). A folder stands for the files below it.
 * @param isWanted tells the files of a folder that count
 * @throws Fault `broken` for braces that stand for more than 100 000 names.
 */
export function findFiles(
  files: ReadonlyMap<string, FileEntry>,
  pattern: string,
  isWanted: (path: string) => boolean,
): Matches {
  const found = new Map<string, FileEntry>();
  const missing: string[] = [];
  const names = expandBraces(normaliseFolder(pattern), limit);
  if (names === null) {
    throw new Fault(
      'broken',
      `Expected at most ${limit} names of \`${pattern}\` but received more. Narrow its braces, or write \`*\`.`,
      { path: pattern },
    );
  }
  for (const name of names) {
    const entries = entriesOf(files, name, isWanted);
    for (const entry of entries) found.set(entry.path, entry);
    if (entries.length === 0) missing.push(name);
  }
  return { entries: [...found.values()], missing };
}

function entriesOf(
  files: ReadonlyMap<string, FileEntry>,
  name: string,
  isWanted: (path: string) => boolean,
): FileEntry[] {
  const own = files.get(name);
  if (own !== undefined) return [own];
  const matcher = /[*?]/.test(name) ? wildcardMatcher(name) : null;
  const matches = (path: string) => (matcher ? matcher.test(path) : path.startsWith(`${name}/`) && isWanted(path));
  return [...files.values()].filter(({ path }) => matches(path));
}

function wildcardMatcher(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/?|[*?]|[^*?]+/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source}$`, 'su');
}

/** Every name that braces stand for, as a shell expands them; `null` when there are more than `most`. */
export function expandBraces(pattern: string, most: number): string[] | null {
  const braces = firstBraces(pattern);
  if (braces === null) return [pattern];
  const [before, after] = [pattern.slice(0, braces.start), pattern.slice(braces.end + 1)];
  const ends = expandBraces(after, most);
  if (ends === null) return null;
  const names: string[] = [];
  for (const part of braces.parts) {
    const inner = expandBraces(part, most);
    if (inner === null || names.length + inner.length * ends.length > most) return null;
    for (const middle of inner) for (const end of ends) names.push(before + middle + end);
  }
  return names;
}

/** The first braces that hold parts or a range, with what they stand for. */
function firstBraces(pattern: string): { start: number; end: number; parts: Iterable<string> } | null {
  for (let start = pattern.indexOf('{'); start >= 0; start = pattern.indexOf('{', start + 1)) {
    let depth = 0;
    const cuts = [start];
    for (let i = start; i < pattern.length; i++) {
      if (pattern[i] === '{') depth++;
      if (pattern[i] === ',' && depth === 1) cuts.push(i);
      if (pattern[i] !== '}' || --depth > 0) continue;
      const range = /^(\d{1,15})\.\.(\d{1,15})$/.exec(pattern.slice(start + 1, i));
      if (range !== null) return { start, end: i, parts: numbers(range[1], range[2]) };
      if (cuts.length > 1)
        return { start, end: i, parts: cuts.map((cut, k) => pattern.slice(cut + 1, cuts[k + 1] ?? i)) };
      break;
    }
  }
  return null;
}

function* numbers(first: string, last: string): Generator<string> {
  const isPadded = [first, last].some((digits) => digits.length > 1 && digits.startsWith('0'));
  const width = isPadded ? Math.max(first.length, last.length) : 1;
  const step = Number(first) <= Number(last) ? 1 : -1;
  for (let number = Number(first); (Number(last) - number) * step >= 0; number += step) {
    yield String(number).padStart(width, '0');
  }
}
