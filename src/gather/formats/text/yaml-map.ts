import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Scalar } from 'yaml';
import type { Samples } from '../../../model/facts.ts';
import { Fault, type Position } from '../../../model/fault.ts';
import { quoted, readText } from './text.ts';

/** A value of a YAML file and its place. A scalar is its text as written, without quotes. */
export type YamlValue =
  | { kind: 'text'; text: string; at: Position }
  | { kind: 'nothing'; at: Position }
  | { kind: 'list'; items: YamlValue[]; at: Position }
  | { kind: 'map'; entries: Map<string, YamlEntry>; at: Position };

export interface YamlEntry {
  /** Place of the key. */
  at: Position;
  value: YamlValue;
}

const largest = 4_000_000;
const mostValues = 200_000;
const deepest = 32;

/**
 * Reads a YAML file that must be a map: plain values, no tags; of a key written twice the last value holds, as in PyYAML.
 * @throws Fault `broken` with line and column, when the file is no YAML, holds tags, or would grow out of bounds by its aliases.
 */
export function readYamlMap(
  bytes: Buffer,
  path: string,
): { entries: Map<string, YamlEntry>; problems: Samples['problems'] } {
  const text = readText(bytes, path);
  if (text.length > largest) {
    const sentence = `Expected at most ${largest} characters in ${path} but received ${text.length}. Move lists into files of their own.`;
    throw new Fault('broken', sentence, { path });
  }
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const document = parseDocument(text, {
    schema: 'core',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    // The parser would compare each key with all before it.
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error !== undefined) {
    const [said] = error.message.split('\n', 1);
    const sentence = `Expected valid YAML in ${path} but the parser says: ${said.replace(/[.:]$/, '')}. Correct it here or on the line above.`;
    throw new Fault('broken', sentence, at(error.pos[0]));
  }

  const problems: Samples['problems'] = [];
  const root = plain(document, at, problems);
  if (root.kind !== 'map') {
    const received = root.kind === 'nothing' ? 'nothing' : `a ${root.kind}`;
    const sentence = `Expected keys and values in ${path} but received ${received}. Write \`key: value\`.`;
    throw new Fault('broken', sentence, { path, line: 1 });
  }
  return { entries: root.entries, problems };
}

/** The document with its aliases written out, up to the limits. */
function plain(document: Document, at: (offset: number) => Position, problems: Samples['problems']): YamlValue {
  let values = 0;
  // An alias means the last anchor of its name above it.
  const anchors = new Map<string, unknown>();
  const convert = (node: unknown, depth: number, fallback: Position): YamlValue => {
    const start = startOf(node);
    const here = start === undefined ? fallback : at(start);
    if (++values > mostValues || depth > deepest) {
      const sentence = `Expected at most ${mostValues} values, ${deepest} levels deep, but received more. Write the file without aliases that hold each other.`;
      throw new Fault('broken', sentence, here);
    }
    if (isAlias(node)) return { ...convert(anchors.get(node.source), depth + 1, here), at: here };
    const { anchor, tag } = (node ?? {}) as Partial<Scalar>;
    if (anchor !== undefined) anchors.set(anchor, node);
    if (tag !== undefined) {
      const name = tag.replace('tag:yaml.org,2002:', '!!');
      throw new Fault('broken', `Expected plain YAML but received the tag ${quoted(name)}. Remove it.`, here);
    }
    if (isSeq(node)) return { kind: 'list', items: node.items.map((item) => convert(item, depth + 1, here)), at: here };
    if (isMap(node)) {
      const entries = new Map<string, YamlEntry>();
      for (const { key, value } of node.items) {
        const place = at(startOf(key) ?? start ?? 0);
        const name = isScalar(key) ? String(key.source ?? key.value) : String(key);
        if (entries.has(name)) {
          const message = `Expected each key once but received ${quoted(name)} again. Remove one: only the last is read.`;
          problems.push({ message, at: place });
        }
        entries.set(name, { at: place, value: convert(value, depth + 1, place) });
      }
      return { kind: 'map', entries, at: here };
    }
    if (!isScalar(node) || node.value === null) return { kind: 'nothing', at: here };
    return { kind: 'text', text: String(node.source ?? node.value), at: here };
  };
  return convert(document.contents, 0, at(0));
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: [number] } | null | undefined)?.range?.[0];
}
