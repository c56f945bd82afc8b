import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { Fault, type Position } from '../../../model/fault.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { normaliseFolder } from '../files/paths.ts';

export interface ClassList {
  classes: string[];
  at: Position;
}

/**
 * The declared class list, in its order: inline; a file with one class a line (empty lines are passed over); or a `.json`,
 * `.yaml` or `.yml` file that is a list, or holds `id2label` (Hugging Face's config.json) or `names` (Ultralytics).
 * @param declaredAt where the policy declares it
 * @throws Fault `broken` when the file is missing or empty, a class is named twice, or indices have a gap.
 */
export async function readClassList(
  snapshot: Snapshot,
  labels: string | string[],
  declaredAt: Position,
): Promise<ClassList> {
  if (Array.isArray(labels)) {
    return refuseTwins(
      { classes: labels, at: declaredAt },
      labels.map(() => declaredAt),
    );
  }
  const path = normaliseFolder(labels);
  if (!snapshot.files.has(path)) {
    throw new Fault(
      'broken',
      `Expected the class list ${path} but the commit has no such file. Add it, with one class a line, or change \`labels\` in the policy.`,
      declaredAt,
    );
  }
  const text = (await snapshot.read(path)).toString('utf8').replace(/^\ufeff/, '');
  const entries = /\.(json|ya?ml)$/i.test(path) ? structuredEntries(text, path) : textEntries(text);
  if (entries.length === 0) {
    throw new Fault('broken', `Expected classes in ${path} but received none. Write one class a line.`, {
      path,
      line: 1,
    });
  }
  return refuseTwins(
    { classes: entries.map(({ name }) => name), at: { path, line: entries[0].line } },
    entries.map(({ line }) => ({ path, line })),
  );
}

/** Classes in use, in the order that training tools give them indices: by code point; numbers by value if `numeric`. */
export function sortClasses(labels: Iterable<string>, numeric: boolean): string[] {
  const classes = [...labels];
  if (numeric && classes.every((label) => /^-?\d{1,15}$/.test(label)))
    return classes.sort((a, b) => Number(a) - Number(b));
  return classes.sort(byCodePoint);
}

/** UTF-16 units sort as code points do, but for surrogates, which belong above U+E000–U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

interface Entry {
  name: string;
  line: number;
}

function textEntries(text: string): Entry[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({ name: line.trim(), line: i + 1 }))
    .filter(({ name }) => name !== '');
}

function structuredEntries(text: string, path: string): Entry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: 'core' });
  const lineOf = (node: unknown) => lines.linePos((node as { range?: [number] } | null)?.range?.[0] ?? 0).line;
  const wrong = (message: string, line: number) =>
    new Fault('broken', `${message} Write a list of classes, or \`id2label\` as in a config.json.`, { path, line });
  if (document.errors.length > 0) {
    const line = document.errors[0].linePos?.[0].line ?? 1;
    throw wrong(`Expected JSON or YAML in ${path} but line ${line} cannot be parsed.`, line);
  }

  const root = document.contents;
  const list = isMap(root) ? (root.get('id2label', true) ?? root.get('names', true) ?? root) : root;
  const name = (node: unknown): Entry => {
    if (isScalar(node) && node.value !== null) return { name: String(node.source ?? node.value), line: lineOf(node) };
    throw wrong(`Expected a class name in line ${lineOf(node)} of ${path} but received a nested value.`, lineOf(node));
  };
  if (isSeq(list)) return list.items.map(name);
  if (!isMap(list)) throw wrong(`Expected a class list in ${path} but received none.`, 1);

  const entries: Entry[] = [];
  for (const { key, value } of list.items) {
    const index = Number(isScalar(key) ? key.value : Number.NaN);
    if (!Number.isInteger(index) || index < 0 || index >= list.items.length || entries[index] !== undefined) {
      throw wrong(
        `Expected indices 0 to ${list.items.length - 1}, each once, in ${path} but received \`${key}\`.`,
        lineOf(key),
      );
    }
    entries[index] = name(value);
  }
  return entries;
}

function refuseTwins(list: ClassList, at: Position[]): ClassList {
  const first = new Map<string, number>();
  for (const [i, name] of list.classes.entries()) {
    const twin = first.get(name);
    if (twin !== undefined) {
      const where = at[twin].line === undefined || at[twin] === at[i] ? `as class ${twin}` : `in line ${at[twin].line}`;
      throw new Fault(
        'broken',
        `Expected each class once in ${at[i].path} but received \`${name}\` again, first ${where}. Remove or rename one.`,
        at[i],
      );
    }
    first.set(name, i);
  }
  return list;
}
