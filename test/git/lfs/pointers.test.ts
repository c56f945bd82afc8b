import { expect, test } from 'vitest';
import { parsePointer } from '../../../src/git/lfs/pointers.ts';

const oid = 'a'.repeat(64);
const pointer = (...lines: string[]) => Buffer.from(`${lines.join('\n')}\n`);
const version = 'version https://git-lfs.github.com/spec/v1';

test.each([
  ['as the specification has it', pointer(version, `oid sha256:${oid}`, 'size 12')],
  [
    'of the time before the name changed',
    pointer('version https://hawser.github.com/spec/v1', `oid sha256:${oid}`, 'size 12'),
  ],
  [
    'with extensions',
    pointer(
      version,
      `ext-0-foo sha256:${oid.replaceAll('a', 'b')}`,
      `ext-1-bar sha256:${'c'.repeat(64)}`,
      `oid sha256:${oid}`,
      'size 12',
    ),
  ],
])('a pointer %s is followed', (_, content) => {
  expect(parsePointer(content)).toEqual({ oid, bytes: 12 });
});

test.each([
  ['another version', pointer('version https://git-lfs.github.com/spec/v9', `oid sha256:${oid}`, 'size 12')],
  ['another order', pointer(version, 'size 12', `oid sha256:${oid}`)],
  ['a short id', pointer(version, 'oid sha256:abc', 'size 12')],
  ['Windows line ends', pointer(version, `oid sha256:${oid}`, 'size 12').toString().replaceAll('\n', '\r\n')],
  ['an unsorted extension', pointer(version, `oid sha256:${oid}`, `ext-0-foo sha256:${oid}`, 'size 12')],
  ['too much', Buffer.concat([pointer(version, `oid sha256:${oid}`, 'size 12'), Buffer.alloc(1000, 10)])],
])('what has %s is no pointer', (_, content) => {
  expect(parsePointer(Buffer.from(content))).toBeNull();
});
