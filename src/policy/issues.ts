import { z } from 'zod';
import type { PolicyMistake } from '../model/policy.ts';
import type { Path, PolicyDocument } from './document.ts';
import { nearest } from './nearest.ts';
import { plannedKeys } from './planned.ts';
import { schemaAt, valueAt } from './schema-path.ts';

type Issue = z.core.$ZodIssue;

/** The schema's issues as sentences, each at its line and column. */
export function mistakesOf(issues: readonly Issue[], schema: z.ZodType, document: PolicyDocument): PolicyMistake[] {
  return issues.flatMap((issue) => describe(issue, schema, document));
}

function describe(issue: Issue, schema: z.ZodType, document: PolicyDocument): PolicyMistake[] {
  const path = issue.path as Path;
  const value = valueAt(document.data, path);
  const node = schemaAt(schema, path, document.data);
  const say = (expected: string, received: string, wayOut = example(value, node, path)): PolicyMistake[] => [
    {
      at: document.valueAt(path),
      message: `Expected ${expected} for ${path.length === 0 ? 'the policy' : code(nameOf(path))} but received ${received}. ${wayOut}`,
    },
  ];

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys
        .filter((key) => key !== '__proto__')
        .map((key) => ({ at: document.keyAt([...path, key]), message: unknownKey(key, path, node) }));
    case 'invalid_union': {
      const branch = issue.errors.find((issues) => !issues.some((inner) => isOtherType(inner, value)));
      if (branch) {
        return branch.flatMap((inner) => describe({ ...inner, path: [...path, ...inner.path] }, schema, document));
      }
      const options = node instanceof z.ZodUnion ? (node.options as z.ZodType[]) : [];
      return say(alternatives([...new Set(options.map((option) => typeWord(option.type)))]), typeOf(value));
    }
    case 'invalid_type': {
      const received = issue.expected === 'int' && typeof value === 'number' ? written(value) : typeOf(value);
      return say(
        typeWord(issue.expected),
        received,
        isQuoted(value, issue.expected) ? 'Remove the quotes.' : undefined,
      );
    }
    case 'invalid_value': {
      const values = issue.values.map(String);
      const expected = values.length <= 6 ? alternatives(values) : (title(node) ?? 'known name');
      return say(expected, written(value), suggestion(value, values, path));
    }
    case 'invalid_format':
      return say(title(node) ?? 'another spelling', written(value));
    case 'invalid_key': {
      const parent = schemaAt(schema, path.slice(0, -1), document.data);
      const expected = parent instanceof z.ZodRecord ? title(parent.keyType as z.ZodType) : undefined;
      const message = `Expected ${expected ?? 'another name'} but received \`${path.at(-1)}\`. Rename it.`;
      return [{ at: document.keyAt(path), message }];
    }
    case 'too_small':
      return say(bound(issue.origin, issue.inclusive ? 'at least' : 'above', issue.minimum), written(value));
    case 'too_big':
      if (Array.isArray(value)) {
        return say(
          bound('array', 'at most', issue.maximum),
          `${value.length}`,
          'Remove the rest: options belong to one rule.',
        );
      }
      return say(bound(issue.origin, issue.inclusive ? 'at most' : 'below', issue.maximum), written(value));
    default:
      return say('another value', written(value));
  }
}

/** Of a union's branches only the one of the value's own type is worth talking about. */
function isOtherType({ code, path }: Issue, value: unknown): boolean {
  return path.length === 0 && (code === 'invalid_type' || (code === 'invalid_value' && typeof value === 'object'));
}

function unknownKey(key: string, path: Path, node: z.ZodType | undefined): string {
  if (plannedKeys.has(key)) {
    return `Expected a key of this version but received \`${key}\`, which is not supported yet. Remove it.`;
  }
  const known = node instanceof z.ZodObject ? Object.keys(node.shape) : [];
  const wayOut = suggestion(key, known, path);
  if (path[0] === 'rules' && path.length === 1) return `Expected a rule but received \`${key}\`. ${wayOut}`;
  const what = path[0] === 'rules' ? 'an option' : 'a key';
  const where = path.filter((part) => typeof part === 'string').join('.');
  return `Expected ${what} of ${where === '' ? 'the policy' : code(where)} but received \`${key}\`. ${wayOut}`;
}

/** What to write instead of a value that is not among the known names. */
export function suggestion(value: unknown, known: readonly string[], path: Path): string {
  if (known.length === 0) return 'Remove it: none is known here.';
  const name = typeof value === 'string' ? value : '';
  const near = name === '' ? undefined : nearest(name, known);
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  return known.length <= 20 || path[0] === 'models'
    ? `Use ${alternatives(known.map(code))}.`
    : 'Run `vision-gate rules` for the list.';
}

export function alternatives(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** The last key of a path with the indices after it: `groups[0]`. */
export function nameOf(path: Path): string {
  const last = path.findLastIndex((part) => typeof part === 'string');
  const indices = path.slice(last + 1).map((index) => `[${index}]`);
  return `${path[last] ?? ''}${indices.join('')}`;
}

function code(word: string): string {
  return `\`${word}\``;
}

function bound(origin: string, comparison: string, limit: number | bigint): string {
  if (origin === 'array') return `list of ${comparison} ${limit} ${limit === 1 ? 'item' : 'items'}`;
  const preposition = comparison.startsWith('at') ? 'of ' : '';
  return `${origin === 'int' ? 'whole number' : 'number'} ${preposition}${comparison} ${limit}`;
}

function written(value: unknown): string {
  if (value === '') return 'an empty string';
  if (typeof value === 'string') return `\`${value.length > 80 ? `${value.slice(0, 80)}…` : value}\``;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeOf(value);
}

function typeOf(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'map';
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : typeof value;
}

function typeWord(expected: string): string {
  const words: Record<string, string> = {
    object: 'map',
    record: 'map',
    array: 'list',
    tuple: 'list',
    int: 'whole number',
    enum: 'name',
  };
  return words[expected] ?? expected;
}

function isQuoted(value: unknown, expected: string): boolean {
  if (typeof value !== 'string') return false;
  if (expected === 'boolean') return value === 'true' || value === 'false';
  return (expected === 'number' || expected === 'int') && value.trim() !== '' && Number.isFinite(Number(value));
}

function title(node: z.ZodType | undefined): string | undefined {
  const own = node?.meta()?.title;
  if (own !== undefined || !(node instanceof z.ZodUnion)) return own;
  const word = (node.options as z.ZodType[]).find((option) => option instanceof z.ZodString);
  return word?.meta()?.title;
}

function example(value: unknown, node: z.ZodType | undefined, path: Path): string {
  if (path.length === 0) return 'Start with `version: 1`.';
  const name = nameOf(path);
  const examples = node?.meta()?.examples as readonly unknown[] | undefined;
  if (examples) {
    const [first] = examples;
    return `For example: \`${name}: ${typeof first === 'string' ? first : JSON.stringify(first)}\`.`;
  }
  if (value === null) return 'Fill it, or remove it.';
  return value === undefined ? `Add \`${name}\`.` : `Correct \`${name}\`.`;
}
