import { expect, test } from 'vitest';
import { images } from '../../src/gather/images.ts';
import { pointerIn } from '../../src/gather/pointers.ts';
import { type EncodedImage, undecoded, type Vision } from '../../src/model/vision.ts';
import { samples } from '../harness/rule/index.ts';
import { snapshotOf } from '../harness/snapshot.ts';
import { policyOf } from './policy.ts';
import { textTools } from './tools.ts';

const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 12345\n`;
const dvc = 'outs:\n- md5: 0cc175b9c0f1b6a831c399e269772661\n  size: 12345\n  hash: md5\n  path: a.png\n';

test.each([
  [lfs, 'Git LFS pointer'],
  [lfs.replace('git-lfs.github.com', 'hawser.github.com'), 'Git LFS pointer'],
  [dvc, 'DVC pointer'],
  [`wdir: ..\n${dvc}`, 'DVC pointer'],
  ['', null],
  ['\x89PNG\r\n\x1a\n', null],
  ['outs: none', null],
  [lfs + ' '.repeat(5000), null],
])('%j is %s', (text, pointer) => {
  expect(pointerIn(Buffer.from(text))).toBe(pointer);
});

test('a pointer in place of an image is named and never decoded', async () => {
  const snapshot = snapshotOf({ 'a.png': lfs, 'b.png': 'picture' });
  const hashOf = (path: string) => snapshot.files.get(path)!.hash;
  const listed = samples('pets', [
    ['a.png', hashOf('a.png'), 'train', 'cat'],
    ['b.png', hashOf('b.png'), 'train', 'cat'],
  ]);
  const decoded: string[] = [];
  const vision: unknown = {
    versions: async () => ({ decoder: 'none' }),
    async *describe(encoded: AsyncIterable<EncodedImage>) {
      for await (const { key } of encoded) {
        decoded.push(key);
        yield undecoded(key, 'unreadable');
      }
    },
  };
  const tools = {
    ...textTools(),
    vision: vision as Vision,
    cache: { getMany: () => new Map(), putMany: () => {}, close: () => {} },
  };
  const { entries } = await images.gather(snapshot, policyOf({}), tools, { facts: { samples: listed }, unread: [] });
  expect(entries.pets.format).toEqual(['Git LFS pointer', '']);
  expect(entries.pets.error).toEqual(['It is a Git LFS pointer.', 'unreadable']);
  expect(decoded).toEqual([hashOf('b.png')]);
});
