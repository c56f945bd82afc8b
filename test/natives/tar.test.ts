import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packTar, tarLength, unpackTar } from '../../src/natives/tar.ts';
import { temporaryFolder } from './asset-server.ts';

const long = `${'folder/'.repeat(20)}${'n'.repeat(90)}.js`;
const files = new Map([
  [long, Buffer.from('long')],
  ['b/empty', Buffer.alloc(0)],
  ['a.bin', Buffer.alloc(1025, 7)],
]);

test('an archive gives its files back, sorted, and has the length foretold', () => {
  const archive = packTar(files);
  expect([...unpackTar(archive)].map(([path, bytes]) => [path, bytes.length])).toEqual([
    ['a.bin', 1025],
    ['b/empty', 0],
    [long, 4],
  ]);
  expect(archive.length).toBe(tarLength([4, 0, 1025]));
  expect(packTar(new Map([...files].reverse()))).toEqual(archive);
});

test('the system’s tar reads it', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'a.tar');
  writeFileSync(path, packTar(files));
  execFileSync('tar', ['-xf', path, '-C', folder.path]);
  expect(readFileSync(join(folder.path, long), 'utf8')).toBe('long');
  expect(readFileSync(join(folder.path, 'a.bin'))).toEqual(Buffer.alloc(1025, 7));
});

test('an archive that is cut short or holds a link is refused', () => {
  const archive = packTar(files);
  expect(() => unpackTar(archive.subarray(0, 1000))).toThrow(RangeError);
  const link = Buffer.from(archive);
  link.write('2', 156);
  expect(() => unpackTar(link)).toThrow("Expected a file's ustar header at byte 0");
});

test('a path that ustar cannot hold is said', () => {
  expect(() => packTar(new Map([['x'.repeat(101), Buffer.alloc(0)]]))).toThrow('Expected a path of at most 255 bytes');
});
