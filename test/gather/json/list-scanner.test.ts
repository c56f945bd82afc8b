import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scanLists } from '../../../src/gather/json/list-scanner.ts';
import { parseValue } from '../../../src/gather/json/value.ts';
import { Fault } from '../../../src/model/fault.ts';

interface Seen {
  keys: { key: string; value?: unknown; line: number; column: number }[];
  entries: { key: string; value: unknown; line: number; column: number }[];
}

async function* piecesOf(bytes: Buffer, size: number) {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function scan(text: string | Buffer, size = 61): Promise<Seen> {
  const seen: Seen = { keys: [], entries: [] };
  await scanLists(piecesOf(Buffer.from(text as string), size), 'a.json', {
    key(key, value, line, column) {
      seen.keys.push({ key, ...(value.list ? {} : { value: value.value }), line, column });
    },
    entry(value, line, column) {
      seen.entries.push({ key: seen.keys.at(-1)!.key, value, line, column });
    },
  });
  return seen;
}

async function faultOf(text: string | Buffer, size?: number): Promise<Fault> {
  try {
    await scan(text, size);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('Expected a fault but received none.');
}

/** Writes JSON with white space of all kinds, and notes where entries of lists begin. */
function write(root: [string, unknown][], space: () => string): { text: string; seen: Seen } {
  const seen: Seen = { keys: [], entries: [] };
  let text = '';
  const put = (token: string) => {
    text += token + space();
  };
  const place = () => ({
    line: text.split('\n').length,
    column: [...text.slice(text.lastIndexOf('\n') + 1)].length + 1,
  });
  const value = (node: unknown): void => {
    if (Array.isArray(node)) {
      put('[');
      for (const [i, item] of node.entries()) {
        if (i > 0) put(',');
        value(item);
      }
      put(']');
    } else if (typeof node === 'object' && node !== null) {
      put('{');
      for (const [i, [key, item]] of Object.entries(node).entries()) {
        if (i > 0) put(',');
        put(JSON.stringify(key));
        put(':');
        value(item);
      }
      put('}');
    } else put(JSON.stringify(node));
  };
  text = space();
  put('{');
  for (const [i, [key, node]] of root.entries()) {
    if (i > 0) put(',');
    seen.keys.push({ key, ...(Array.isArray(node) ? {} : { value: node }), ...place() });
    put(JSON.stringify(key));
    put(':');
    if (!Array.isArray(node)) {
      value(node);
      continue;
    }
    put('[');
    for (const [j, item] of node.entries()) {
      if (j > 0) put(',');
      seen.entries.push({ key, value: item, ...place() });
      value(item);
    }
    put(']');
  }
  put('}');
  return { text, seen };
}

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('"', '\\', '{"a":[', '\u00e9', '\u{1f600}'),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const leaf = fc.oneof(number, fc.integer(), fc.boolean(), fc.constant(null), text);
const node = fc.jsonValue({ maxDepth: 3, stringUnit: 'grapheme' }).map((value) => JSON.parse(JSON.stringify(value)));
const entry = fc.oneof(
  leaf,
  node,
  fc.dictionary(
    text.filter((key) => key !== '__proto__'),
    leaf,
  ),
);
const root = fc.array(fc.tuple(text, fc.oneof(fc.array(entry), leaf, fc.dictionary(fc.constantFrom('a', 'b'), leaf))), {
  maxLength: 6,
});
const spaces = fc.array(fc.constantFrom('', '', '', ' ', '\n', '\r\n', '\t', '  '), { minLength: 1, maxLength: 40 });

function cycle(list: string[]): () => string {
  let at = 0;
  return () => list[at++ % list.length];
}

describe('lists', () => {
  test('of any document are handed over entry by entry, with line and column', async () => {
    await fc.assert(
      fc.asyncProperty(root, spaces, fc.integer({ min: 1, max: 300 }), async (document, space, size) => {
        const written = write(document, cycle(space));
        expect(await scan(written.text, size)).toEqual(written.seen);
        expect(await scan(`\ufeff${written.text}`, size)).toEqual(written.seen);
      }),
      { numRuns: 150, seed: 7 },
    );
  });

  test('are taken or refused as JSON.parse does, wherever a character is lost, added or changed', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        root,
        spaces,
        fc.nat(),
        fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ',', ':', '0', '-', 'e', '.', 'x', '\n', '\u0001', '\u00e9'),
        fc.boolean(),
        async (document, space, where, change, isAdded) => {
          const { text } = write(document, cycle(space));
          const characters = [...text];
          characters.splice(where % characters.length, isAdded ? 0 : 1, change);
          const changed = characters.join('');
          let parsed: unknown;
          try {
            parsed = JSON.parse(changed);
          } catch {
            parsed = undefined;
          }
          if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
            const { keys, entries } = await scan(changed);
            const lists = keys.map(({ key, ...rest }, i) => {
              if ('value' in rest) return [key, rest.value] as const;
              const from = entries.filter(({ line, column }) => isAfter({ line, column }, keys[i]));
              return [
                key,
                from.filter((place) => !keys[i + 1] || !isAfter(place, keys[i + 1])).map(({ value }) => value),
              ] as const;
            });
            expect(Object.fromEntries(lists)).toEqual(parsed);
          } else {
            const fault = await faultOf(changed);
            expect(fault.kind).toBe('broken');
            expect(fault.at).toMatchObject({ path: 'a.json', line: expect.any(Number), column: expect.any(Number) });
            refused++;
          }
        },
      ),
      { numRuns: 600, seed: 11 },
    );
    expect(refused).toBeGreaterThan(100);
  });

  test('cut off anywhere are refused where they end', async () => {
    const { text } = write(
      [
        ['images', [{ a: [1, { b: '\u00e9"\\' }], c: null }, 'x', -1.5e3]],
        ['b', true],
      ],
      cycle(['', '\n', ' ']),
    );
    const lines = text.trimEnd();
    for (let end = 0; end < lines.length; end++) {
      const { message, kind } = await faultOf(lines.slice(0, end));
      expect(kind).toBe('broken');
      expect(message).toMatch(
        /^Expected .* in line \d+, column \d+ of a\.json but received .*\. Mend the JSON there\.$/s,
      );
    }
  });

  test('larger than the window are read whole', async () => {
    const long = Array.from({ length: 300_000 }, (_, i) => i);
    const { entries } = await scan(`{"a": [{"x": [${long}], "s": "${'\u00e9'.repeat(400_000)}"}, 7]}`, 50_000);
    expect(entries.map(({ key, column }) => [key, column])).toEqual([
      ['a', 8],
      ['a', 8 + JSON.stringify(long).length + 400_000 + 18],
    ]);
    expect(entries[0].value).toEqual({ x: long, s: '\u00e9'.repeat(400_000) });
  });

  test('may hold NaN and Infinity, as Python writes them', async () => {
    const { entries } = await scan('{"a": [{"x": [NaN, -Infinity, Infinity, 1e400]}, NaN]}');
    expect(entries.map(({ value }) => value)).toEqual([{ x: [Number.NaN, -Infinity, Infinity, Infinity] }, Number.NaN]);
  });

  test('of a prototype are entries like others', async () => {
    const { entries } = await scan('{"a": [{"__proto__": 1, "x": NaN}]}');
    expect(Object.entries(entries[0].value as object)).toEqual([
      ['__proto__', 1],
      ['x', Number.NaN],
    ]);
  });
});

describe('a break is said with its place', () => {
  const deep = (levels: number) => `{"a": [${'['.repeat(levels)}${']'.repeat(levels)}]}`;
  test.each<[text: string, line: number, column: number, expected: string, received: string]>([
    ['', 1, 1, '`{`', 'the end of the file'],
    ['version https', 1, 1, '`{`', '`v`'],
    ['"text"', 1, 1, '`{`', '`"`'],
    ['{"a": [1, 2\n', 2, 1, '`,` or `]`', 'the end of the file'],
    ['{"a": [{"b": 1}, {"c": [1, 2}]}', 1, 29, '`]`', '`}`'],
    ['{"a": [{"b": 1}, {"c": [[1, 2}]}', 1, 30, '`]`', '`}`'],
    ['{"a": [\n{"b": 1}\n{"b": 2}\n]}', 3, 1, '`,` or `]`', '`{`'],
    ['{"a": [\r\n{"b": 1,}\r\n]}', 2, 9, 'a key in quotation marks', '`}`'],
    ['{"a": [1,]}', 1, 10, 'a value', '`]`'],
    ['{"a": [1,', 1, 10, 'a value', 'the end of the file'],
    ['{"a": [{"b": "x', 1, 16, 'the end of a string', 'the end of the file'],
    ['{"a": [{"b": "x\n"}]}', 1, 16, 'the end of a string', 'the end of the line'],
    ['{"a": [{"b": "x, "c": 1}, {"b": "y"}]}', 1, 19, '`,` or `}`', '`c`'],
    ['{"a": [{"b": "x\\q"}]}', 1, 17, 'an escape such as `\\n` or `\\u00e9`', '`q`'],
    ['{"a": [{"\u00e9\u{1f600}": tru}]}', 1, 15, 'a value', '`t`'],
    ['{"a": [{"b": 01}]}', 1, 15, '`,` or `}`', '`1`'],
    ['{"a": [{"b": 1\u0001}]}', 1, 15, '`,` or `}`', 'the control character 1'],
    ['{"a": [{b: 1}]}', 1, 9, 'a key in quotation marks', '`b`'],
    ['{"a": [{"b" 1}]}', 1, 13, '`:`', '`1`'],
    ['{"a" [1]}', 1, 6, '`:`', '`[`'],
    ['{"a": [1]', 1, 10, '`,` or `}`', 'the end of the file'],
    ['{"a": [1]}}', 1, 11, 'the end of the file', '`}`'],
    ['{"a": [1]} \u00e9', 1, 12, 'the end of the file', '`\u00e9`'],
    ['{"a": }', 1, 7, 'a value', '`}`'],
    ['{"a": 1, }', 1, 10, 'a key in quotation marks', '`}`'],
    [deep(65), 1, 72, 'at most 64 levels of nesting', '`[`'],
  ])('%j', async (text, line, column, expected, received) => {
    for (const size of [1, 61, 1000]) {
      const { message, at, kind } = await faultOf(text, size);
      expect(message).toBe(
        `Expected ${expected} in line ${line}, column ${column} of a.json but received ${received}. Mend the JSON there.`,
      );
      expect({ at, kind }).toEqual({ at: { path: 'a.json', line, column }, kind: 'broken' });
    }
  });

  test('nesting up to the limit is read', async () => {
    expect((await scan(deep(64))).entries).toHaveLength(1);
  });

  test('a file of results is named as such', async () => {
    expect((await faultOf('\ufeff [{"image_id": 1}]')).message).toBe(
      'Expected a JSON object with the lists `images`, `annotations` and `categories` in line 1, column 2 of a.json but ' +
        'received a list, as files of results are. Name the file of the annotations.',
    );
  });

  test('an entry that does not end is not held for ever', async () => {
    async function* endless() {
      yield Buffer.from('{"a": [{"x": [0');
      for (;;) yield Buffer.from(',0'.repeat(1 << 18));
    }
    const reading = scanLists(endless(), 'a.json', { key() {}, entry() {} });
    await expect(reading).rejects.toThrow('Expected at most 16 MiB for one value');
  });
});

test('a value is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 5, stringUnit: 'grapheme' }),
      fc.nat(),
      fc.constantFrom('', ' ', '"', '1', ']', '\\', ','),
      (text, where, change) => {
        const changed = [...text].with(where % [...text].length, change).join('');
        for (const candidate of [text, changed]) {
          let expected: unknown;
          try {
            expected = { value: JSON.parse(candidate) };
          } catch {
            expected = { error: expect.anything() };
          }
          // A value has no white space before it.
          if (/^\s/.test(candidate)) continue;
          expect(parseValue(Buffer.from(candidate))).toEqual(expected);
        }
      },
    ),
    { numRuns: 500, seed: 3 },
  );
});

function isAfter(a: { line: number; column: number }, b: { line: number; column: number }): boolean {
  return a.line > b.line || (a.line === b.line && a.column > b.column);
}
