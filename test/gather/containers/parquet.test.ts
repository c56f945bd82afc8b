import { describe, expect, test } from 'vitest';
import { contentHash } from '../../../src/gather/containers/facts.ts';
import { imageIn } from '../../../src/gather/containers/parquet/image.ts';
import { listParquet } from '../../../src/gather/containers/parquet/list.ts';
import { memberName, readMemberName } from '../../../src/gather/containers/parquet/member.ts';
import { parquetMembers } from '../../../src/gather/containers/parquet/members.ts';
import { expected, fixture } from './fixtures.ts';

const files = Object.keys(expected).filter((name) => name.endsWith('.parquet'));

describe.each(files)('%s, as the reference library reads it', (name) => {
  const { rows, classes, objects } = expected[name];

  test('lists the same images, labels and attributes', async () => {
    const facts = await listParquet(fixture(name), name, {});
    expect(facts.classes).toEqual(classes);
    const attributes = Object.keys(rows[0].attributes);
    const listed = facts.member.map((member, i) => ({
      member,
      hash: facts.hash[i],
      bytes: facts.bytes[i],
      label: facts.label[i],
      attributes: Object.fromEntries(attributes.map((key) => [key, facts.attributes[key][i]])),
    }));
    expect(listed).toEqual(rows);
    expect(facts.elsewhere).toEqual({});
  });

  test('lists the same objects', async () => {
    const facts = await listParquet(fixture(name), name, {});
    const marked = facts.objects?.image.map((image, i) => ({
      image,
      id: facts.objects!.id[i],
      area: facts.objects!.area[i],
      box: facts.objects!.boxes.slice(i * 4, i * 4 + 4),
      label: facts.objects!.label[i],
    }));
    expect(marked).toEqual(objects);
  });

  test('gives the bytes of the images that are asked for, and of no others', async () => {
    const wanted = rows.filter((_, i) => i % 2 === 1);
    const found = [];
    for await (const { member, bytes } of parquetMembers(
      fixture(name),
      name,
      new Set(wanted.map((row) => row.member)),
    )) {
      found.push([member, contentHash(bytes)]);
    }
    expect(found).toEqual(wanted.map(({ member, hash }) => [member, hash]));
  });
});

test('names rows without an image, and keeps the numbers of the others', async () => {
  const facts = await listParquet(fixture('classes.parquet'), 'classes.parquet', {});
  expect(facts.member).not.toContain('image/5:5.jpg');
  expect(facts.member.at(-1)).toBe('image/10:10.jpg');
  expect(facts.problems).toEqual([
    'Expected an image in column `image` of each row but received none in 1 row, first in row 5. They are left out: add the images, or remove the rows.',
  ]);
});

test('takes the path where there are no bytes', async () => {
  const facts = await listParquet(fixture('paths.parquet'), 'paths.parquet', {});
  expect(facts.elsewhere).toEqual({ 0: 'images/a.png', 1: 'images/b.png', 2: 'images/missing.png' });
  expect(facts.label).toEqual(['1', '0', '1']);
});

test('a declared column is taken, and a missing one is a fault that names the nearest', async () => {
  const { label, attributes, split } = await listParquet(fixture('classes.parquet'), 'a.parquet', {
    label: 'site',
    split: 'healthy',
  });
  expect(label.slice(0, 4)).toEqual(['Bern', 'Zürich', null, 'Zürich']);
  expect(split?.slice(0, 2)).toEqual(['true', 'false']);
  expect(Object.keys(attributes)).toEqual(['label', 'age']);
  await expect(listParquet(fixture('classes.parquet'), 'a.parquet', { label: 'lable' })).rejects.toMatchObject({
    kind: 'broken',
    at: { path: 'a.parquet' },
    message: expect.stringContaining('Did you mean `label`?'),
  });
});

const whole = fixture('classes.parquet');
const changed = (change: (bytes: Buffer) => void) => {
  const bytes = Buffer.from(whole);
  change(bytes);
  return bytes;
};

test.each([
  ['empty', Buffer.alloc(0), 'received an empty file'],
  ['a text', Buffer.from('file_name,label\n'), 'does not begin with `PAR1`'],
  ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1\noid sha256:0\n'), 'a Git LFS pointer'],
  ['cut off', whole.subarray(0, whole.length - 700), 'cut off'],
  ['four bytes', Buffer.from('PAR1'), 'cut off'],
  ['encrypted', changed((bytes) => bytes.write('PARE')), 'an encrypted one'],
  [
    'of an absurd footer',
    changed((bytes) => bytes.writeUInt32LE(0xfffffff0, bytes.length - 8)),
    'longer than the file',
  ],
  ['of a footer of nothing', changed((bytes) => bytes.writeUInt32LE(0, bytes.length - 8)), 'a footer that'],
  ['of a garbled footer', changed((bytes) => bytes.fill(0xff, bytes.length - 900, bytes.length - 8)), 'a footer that'],
  ['garbled where the images lie', changed((bytes) => bytes.fill(0xff, 4, 40)), '(row group 0 of 3)'],
])('a file that is %s is a fault that says so', async (_, bytes, message) => {
  await expect(listParquet(bytes, 'data/train.parquet', {})).rejects.toMatchObject({
    kind: 'broken',
    at: { path: 'data/train.parquet' },
    message: expect.stringContaining(message),
  });
});

test('bytes of length zero are an image, and an unreadable one', () => {
  expect(imageIn({ bytes: new Uint8Array(), path: 'a.jpg' })).toEqual({ bytes: new Uint8Array(), path: 'a.jpg' });
  expect(imageIn({ bytes: null, path: '' })).toEqual({ bytes: null, path: null });
});

test.each([
  ['image', 3, null],
  ['image', 3, 'C:\\photos\\7.jpg'],
  ['a/1', 2, 'deep/ly/12:30.png'],
  ['a/1', 2, '7'],
  ['a:b/0', 0, 'new\nline.png'],
])('the name of column %j, row %j, file %j is read back', (column, row, path) => {
  expect(readMemberName(memberName(column, row, path))).toEqual({ column, row });
});
