import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listingReader } from '../../../src/git/dvc/listing.ts';

const a = 'a'.repeat(32);
const b = 'b'.repeat(32);

function read(content: string | Uint8Array, piece = content.length || 1): [string, string][] {
  const bytes = Buffer.from(content);
  const found: [string, string][] = [];
  const listing = listingReader((relative, md5) => found.push([relative, md5]));
  for (let start = 0; start < bytes.length; start += piece) listing.read(bytes.subarray(start, start + piece));
  listing.end();
  return found;
}

/** JSON as Python's `json.dumps` writes it. */
const python = (value: { md5: string; relpath: string }[]) =>
  `[${value.map(({ md5, relpath }) => `{"md5": "${md5}", "relpath": ${ascii(JSON.stringify(relpath))}}`).join(', ')}]`;

const ascii = (text: string) =>
  text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const step = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((name) => !/^\.{1,2}$|[/\0]/.test(name));
const path = fc.array(step, { minLength: 1, maxLength: 4 }).map((steps) => steps.join('/'));
const digest = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 32, maxLength: 32 });

test('any listing that DVC writes is read, however it is cut into pieces', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ md5: digest, relpath: path }), { maxLength: 20 }),
      fc.integer({ min: 1, max: 200 }),
      (list, piece) => {
        expect(read(python(list), piece)).toEqual(list.map(({ md5, relpath }) => [relpath, md5]));
      },
    ),
  );
});

test('so is other JSON of the same meaning', () => {
  const list = [
    { relpath: 'x/é.png', md5: a, size: 3 },
    { relpath: 'y', isexec: true, md5: b },
  ];
  for (const text of [JSON.stringify(list), JSON.stringify(list, null, 2)]) {
    for (const piece of [1, 7, 1000])
      expect(read(text, piece)).toEqual([
        ['x/é.png', a],
        ['y', b],
      ]);
  }
});

test.each([
  ['cut off', `[{"md5": "${a}", "relpath": "x"}, {"md5": "${b}"`],
  ['cut off between records', `[{"md5": "${a}", "relpath": "x"}, `],
  ['followed by something', `[{"md5": "${a}", "relpath": "x"}][]`],
  ['empty', ''],
  ['no list', '{"md5": "x"}'],
  ['no JSON', '[nothing'],
  ['without a digest', '[{"relpath": "x"}]'],
  ['with another digest', '[{"md5": "zz", "relpath": "x"}]'],
  ['of nothing', '[null]'],
  ['not UTF-8', Buffer.concat([Buffer.from(`[{"md5": "${a}", "relpath": "`), Buffer.from([0xff]), Buffer.from('"}]')])],
  [
    'broken in the middle',
    `[{"md5": "${a}", "relpath": "x"}, {"md5": "short", "relpath": "y"}, {"md5": "${b}", "relpath": "z"}]`,
  ],
])('one that is %s is refused', (_, content) => {
  expect(() => read(content)).toThrow();
  expect(() => read(content, 3)).toThrow();
});

test.each(['../x', 'x/../../y', '/etc/passwd', 'x//y', 'x/', './x', '.', '..', '', 'a\0b'])(
  'a path that leaves the folder is refused (%j)',
  (relpath) => {
    expect(() => read(python([{ md5: a, relpath }]))).toThrow();
    expect(() => read(JSON.stringify([{ relpath, md5: a }]))).toThrow(/no path below the folder/);
  },
);
