import { describe, expect, test } from 'vitest';
import { formOf, type TextForm } from '../../../src/gather/personal/form.ts';
import { scanPaths } from '../../../src/gather/personal/paths.ts';
import { createScanner } from '../../../src/gather/personal/scan.ts';
import { samples } from '../../harness/rule/index.ts';
import reference from '../../reference/personal_data.json' with { type: 'json' };

const csv: TextForm = { columns: 'delimited', delimiter: 44 };

function scan(text: string, form: TextForm = { columns: 'none' }, piece = 2 ** 16) {
  const scanner = createScanner(form);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += piece) scanner.push(bytes.subarray(at, at + piece));
  return scanner.finish();
}
const kinds = (text: string) => scan(text).map(({ kind }) => kind);

describe('the labelled corpus', () => {
  const corpus = reference as { kind: string | null; text: string; source: string }[];
  const personal = corpus.filter(({ kind }) => kind !== null);
  const others = corpus.filter(({ kind }) => kind === null);

  test.each(['card', 'iban', 'national-id', 'email', 'phone'])('%s is found in 95 of 100 texts', (kind) => {
    const texts = personal.filter((line) => line.kind === kind);
    const found = texts.filter(({ text }) => kinds(text).includes(kind as never));
    expect(found.length / texts.length).toBeGreaterThanOrEqual(0.95);
  });

  test('what stands for something else is said of 1 of 200 texts, and of no column', () => {
    const wrong = others.filter(({ text }) => kinds(text).length > 0);
    expect(wrong.length / others.length).toBeLessThan(0.005);
    for (const [source, texts] of Map.groupBy(others, ({ source }) => source)) {
      expect(
        scan(['value', ...texts.map(({ text }) => text)].join('\n'), { columns: 'delimited', delimiter: 9 }),
        source,
      ).toEqual([]);
    }
  });
});

describe('places', () => {
  const table =
    'file_name,contact,last_name\na.jpg,"+49 30 901820, at night",Doe\nb.jpg,jane@acme.io,\nc.jpg,"two\nlines",Roe\nd.jpg,joe@acme.io,Poe\n';

  test.each([1, 7, 61, 2 ** 16])('are lines and columns of the table, in pieces of %i bytes', (piece) => {
    expect(scan(table, csv, piece)).toEqual([
      { kind: 'phone', column: 'contact', certain: false, count: 1, lines: [2], columns: [9] },
      { kind: 'email', column: 'contact', certain: false, count: 2, lines: [3, 6], columns: [7, 7] },
      { kind: 'name', column: 'last_name', certain: false, count: 3, lines: [2, 5, 6], columns: [33, 8, 19] },
    ]);
  });

  test('are keys of JSON, and columns of its one line', () => {
    const json =
      '{"images":[{"file_name":"a.jpg","owner":{"mail":"jane@acme.io","note":"a \\"quoted\\" word"}},{"mail":"joe@acme.io"}]}';
    expect(scan(json, { columns: 'json' })).toEqual([
      {
        kind: 'email',
        column: 'mail',
        certain: false,
        count: 2,
        lines: [1, 1],
        columns: [json.indexOf('jane') + 1, json.indexOf('joe') + 1],
      },
    ]);
  });

  test('are elements of XML', () => {
    const xml =
      '<annotation>\n <filename>a.jpg</filename>\n <flickrid>joe@acme.io</flickrid>\n <owner_name>Jane</owner_name>\n</annotation>';
    expect(scan(xml, { columns: 'xml' }).map(({ kind, column, lines }) => [kind, column, lines])).toEqual([
      ['email', 'flickrid', [3]],
      ['name', 'owner_name', [4]],
    ]);
  });

  test('of a table without a header are numbers: its first row is as private as the others', () => {
    const [hit] = scan('a.jpg,jane@acme.io\nb.jpg,joe@acme.io\n', csv);
    expect(hit).toMatchObject({ column: 'column 2', count: 2, lines: [1, 2] });
    expect(JSON.stringify(scan('{"jane@acme.io":{"x":"joe@acme.io"}}', { columns: 'json' }))).not.toContain('jane');
  });
});

describe('checksums by chance', () => {
  const number = (i: number) => String(4_000_000_000_000_000 + i * 7919);

  test('a column of ids of which some pass is no column of cards', () => {
    const ids = Array.from({ length: 500 }, (_, i) => number(i));
    expect(scan(['id', ...ids].join('\n'), csv)).toEqual([]);
  });

  test('one number that passes is a card, and one of eleven digits a guess', () => {
    expect(scan('4111111111111111')).toMatchObject([{ kind: 'card', certain: true }]);
    expect(scan('12345678909')).toMatchObject([{ kind: 'national-id', certain: true }]);
    expect(scan('44051401359')).toMatchObject([{ kind: 'national-id', certain: false }]);
  });
});

test.each([
  ['a decimal', '0.4111111111111111'],
  ['a part of a longer id', 'x4111111111111111 4111111111111111y 4111111111111111_b'],
  ['a placeholder', '0000000000000000 1111111111111111'],
  ['a part of a longer row of groups', '4111 1111 1111 1111 1111 1111'],
  ['an address for examples', 'jane@example.com joe@host.invalid'],
  ['a remote', 'git@github.com:owner/name.git'],
  ['an icon', 'icon@2x.png'],
  ['a date and time', '01.02.2024 10:20:30'],
  ['a number that was never given out', '666-12-3456'],
])('%s is nothing', (_name, text) => {
  expect(kinds(text)).toEqual([]);
});

test('time is linear in the length of whatever is written', () => {
  for (const text of ['@', 'a@', '1 ', '1-', 'AB12', '"', '<a', '\\', '+1 ']) {
    const bytes = text.repeat(2 ** 20 / text.length);
    for (const form of [csv, { columns: 'json' }, { columns: 'xml' }, { columns: 'none' }] satisfies TextForm[]) {
      const started = performance.now();
      scan(bytes, form);
      expect(performance.now() - started, `${text} as ${form.columns}`).toBeLessThan(4_000);
    }
  }
}, 120_000);

test('files are divided by their names', () => {
  expect(formOf('a.csv', Buffer.from('x;y\n1;2'))).toEqual({ columns: 'delimited', delimiter: 59 });
  expect(formOf('a.TSV', Buffer.from(''))).toEqual({ columns: 'delimited', delimiter: 9 });
  expect(formOf('a.jpg', Buffer.from(''))).toBeNull();
});

describe('paths', () => {
  const listed = (...paths: string[]) =>
    samples(
      'd',
      paths.map((path) => [path, path, 'train', 'a']),
      { line: new Int32Array(paths.length) },
    ).d;

  test('are told without the value', () => {
    const hits = scanPaths(
      listed(
        'p/jane@acme.io/1.jpg',
        'p/jane@acme.io/2.jpg',
        'p/joe@acme.io/1.jpg',
        'q/DE89370400440532013000.png',
        'q/IMG_4111111111111111.png',
      ),
    );
    expect(hits.map(({ kind, path, count, certain }) => [kind, path, count, certain])).toEqual([
      ['email', 'p/[e-mail address]/1.jpg', 2, false],
      ['email', 'p/[e-mail address]/2.jpg', 1, false],
      ['iban', 'q/[bank account number (IBAN)].png', 1, true],
      ['card', 'q/IMG_[payment card number].png', 1, true],
    ]);
  });

  test('that are numbers are not cards', () => {
    expect(
      scanPaths(listed(...Array.from({ length: 300 }, (_, i) => `p/${4_000_000_000_000_000 + 7919 * i}.jpg`))),
    ).toEqual([]);
  });
});
