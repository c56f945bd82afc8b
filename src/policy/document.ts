import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import type { Position } from '../model/fault.ts';
import type { PolicyMistake } from '../model/policy.ts';

/** Keys and indices from the document's root. */
export type Path = readonly (string | number)[];

/** A YAML file as plain data, with the place of everything in it. */
export interface PolicyDocument {
  data: unknown;
  /** What is wrong with the YAML itself. */
  mistakes: PolicyMistake[];
  /** Whether the mistakes leave data that is worth checking further. */
  readable: boolean;
  /** The place of a map entry's key or of a list's item; of the nearest part above it where the path ends early. */
  keyAt(path: Path): Position;
  /** The place of the value; of its key where it has none. */
  valueAt(path: Path): Position;
  /** Every node's key by JSON pointer. */
  positions(): Record<string, Position>;
}

const largestPolicy = 1_000_000;
const mostAliases = 100;

/** Reads YAML 1.2 (core schema, no tags, each key once); never throws for what the text holds. */
export function readDocument(text: string, path: string): PolicyDocument {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { path, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const unreadable = (mistakes: PolicyMistake[]): PolicyDocument => ({
    data: null,
    mistakes,
    readable: false,
    keyAt: () => at(0),
    valueAt: () => at(0),
    positions: () => ({}),
  });

  if (source.length > largestPolicy) {
    const message = `Expected a policy of at most ${largestPolicy} characters but received ${source.length}. Move lists of names into files.`;
    return unreadable([{ at: at(0), message }]);
  }

  const document = parseDocument(source, {
    version: '1.2',
    schema: 'core',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const mistakes = document.errors.map(({ code, message, pos: [start] }) => ({
    at: at(start),
    message: syntaxMistake(code, message, source.slice(start)),
  }));
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return unreadable(mistakes.slice(0, 1));
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY')) return unreadable(mistakes);

  const aliases = refuseAliases(document, at);
  if (aliases.length > 0) return unreadable(aliases);
  return {
    data: document.toJS({ maxAliasCount: mostAliases }),
    mistakes: [...mistakes, ...refuseNodes(document, at)],
    readable: true,
    keyAt: (wanted) => locate(document, wanted, at).key,
    valueAt: (wanted) => locate(document, wanted, at).value,
    positions: () => positionsOf(document, at),
  };
}

/** JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

type At = (offset: number) => Position;

function syntaxMistake(code: string, message: string, rest: string): string {
  if (code === 'DUPLICATE_KEY') {
    const [key] = rest.split(/[:\r\n]/, 1);
    return `Expected each key once but received \`${key.trim()}\` again. Remove one of the two.`;
  }
  if (code === 'RESOURCE_EXHAUSTION') return 'Expected fewer nested levels but received too many. Flatten the policy.';
  if (code === 'MULTIPLE_DOCS') return 'Expected one document but received another after `---`. Remove it.';
  const [first] = message.split('\n', 1);
  return `Expected valid YAML but the parser says: ${first.replace(/[.:]$/, '')}. Correct it here or on the line above.`;
}

/** Tags could name types to build, and `__proto__` could reach every object's prototype; a policy needs neither. */
function refuseNodes(document: Document, at: At): PolicyMistake[] {
  const mistakes: PolicyMistake[] = [];
  visit(document, {
    Node(_, node) {
      if (isAlias(node) || node.tag === undefined) return;
      const tag = node.tag.replace('tag:yaml.org,2002:', '!!');
      mistakes.push({
        at: at(startOf(node)),
        message: `Expected plain YAML but received the tag \`${tag}\`. Remove it.`,
      });
    },
    Pair(_, { key }) {
      if (isMap(key) || isSeq(key)) {
        mistakes.push({
          at: at(startOf(key)),
          message: 'Expected a word as key but received a collection. Write a word.',
        });
      } else if (isScalar(key) && key.value === '__proto__') {
        mistakes.push({ at: at(startOf(key)), message: 'Expected a name but received `__proto__`. Choose another.' });
      }
    },
  });
  return mistakes;
}

/** Aliases that lead nowhere, into themselves, or to so many values that the document would explode. */
function refuseAliases(document: Document, at: At): PolicyMistake[] {
  const mistakes: PolicyMistake[] = [];
  let first = 0;
  visit(document, {
    Alias(_, alias, ancestors) {
      const name = alias.source;
      const start = startOf(alias);
      first ||= start;
      const anchored = alias.resolve(document);
      if (!anchored) {
        const message = `Expected an anchor \`&${name}\` above \`*${name}\` but received none. Write the value out.`;
        mistakes.push({ at: at(start), message });
      } else if (ancestors.includes(anchored)) {
        const message = `Expected \`*${name}\` outside of \`&${name}\` but received it inside. Write the value out.`;
        mistakes.push({ at: at(start), message });
      }
    },
  });
  if (mistakes.length > 0) return mistakes;
  try {
    document.toJS({ maxAliasCount: mostAliases });
    return [];
  } catch {
    const message = `Expected at most ${mostAliases} values through aliases but received more. Write the values out.`;
    return [{ at: at(first), message }];
  }
}

function locate(document: Document, path: Path, at: At): { key: Position; value: Position } {
  let node = resolve(document, document.contents);
  let place = { key: at(startOf(document.contents)), value: at(startOf(document.contents)) };
  for (const part of path) {
    const entry = entriesOf(node).find(({ name }) => name === String(part));
    if (!entry) return { key: place.key, value: place.key };
    const key = at(entry.start);
    place = { key, value: entry.value?.range ? at(entry.value.range[0]) : key };
    node = resolve(document, entry.value);
  }
  return place;
}

function positionsOf(document: Document, at: At): Record<string, Position> {
  const positions: Record<string, Position> = {};
  const walk = (parent: Node | null, pointer: string) => {
    for (const { name, start, value } of entriesOf(resolve(document, parent))) {
      const own = `${pointer}${pointerOf([name])}`;
      positions[own] = at(start);
      walk(value, own);
    }
  };
  walk(document.contents, '');
  return positions;
}

function entriesOf(node: Node | null): { name: string; start: number; value: Node | null }[] {
  const nodeOf = (value: unknown) => (isNode(value) ? value : null);
  if (isMap(node)) {
    return node.items.map(({ key, value }) => ({
      name: isScalar(key) ? String(key.value ?? '') : String(key),
      start: startOf(nodeOf(key)),
      value: nodeOf(value),
    }));
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => ({
      name: String(index),
      start: startOf(nodeOf(item)),
      value: nodeOf(item),
    }));
  }
  return [];
}

function resolve(document: Document, node: Node | null): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}

function startOf(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}
