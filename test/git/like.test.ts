import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openSnapshot } from '../../src/git/snapshot.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { dvcRepository, layouts, writeObjects } from '../harness/dvc.ts';
import { type Clone, clonePartial, lfsPointer, type Repository, repository } from '../harness/repository.ts';

/** Both commits, the second opened like the first, and once more by itself: they must not differ. */
async function bothWays(repo: Repository, base: string, head: string, trusted?: string) {
  const before = await openSnapshot(repo.directory, base, 'base', { trusted });
  const after = await openSnapshot(repo.directory, head, 'head', { trusted, like: before });
  const alone = await openSnapshot(repo.directory, head, 'head', { trusted });
  expect([...after.files]).toEqual([...alone.files]);
  expect(after.missing).toEqual(alone.missing);
  return { before, after };
}

const shared = (before: Snapshot, after: Snapshot) =>
  [...after.files.values()].filter((entry) => before.files.get(entry.path) === entry).map(({ path }) => path);

describe('a snapshot opened like another', () => {
  test('has the files that it has by itself, and holds once what is the same', async () => {
    await using repo = await repository({
      'a.txt': 'a',
      'data/b.txt': 'b',
      'data/sub/c.txt': 'c',
      'data-file': 'd',
      'folder/file': 'e',
      gone: 'x',
      link: { symlink: 'a.txt' },
      '写真.png': 'p',
      'z𝒳.txt': 'z',
    });
    const base = await repo.commitId();
    const head = await repo.commit(
      {
        'data/b.txt': 'changed',
        'data/a0.txt': 'new',
        'data.txt': 'n',
        folder: 'a file now',
        'z\uffee.txt': 'n',
        link: { symlink: 'b' },
      },
      { delete: ['gone', 'folder'] },
    );
    const { before, after } = await bothWays(repo, base, head);
    expect(shared(before, after)).toEqual(['a.txt', 'data-file', 'data/sub/c.txt', 'z𝒳.txt', '写真.png'].toSorted());
    expect((await after.read('data/b.txt')).toString()).toBe('changed');
    expect((await before.read('data/b.txt')).toString()).toBe('b');
  });

  test('follows new pointers of Git LFS', async () => {
    await using repo = await repository({
      '.gitattributes': '*.png filter=lfs\n',
      'a.png': lfsPointer('a').pointer,
      'b.png': lfsPointer('b').pointer,
    });
    const base = await repo.commitId();
    const head = await repo.commit({ 'b.png': lfsPointer('other').pointer, 'c.png': lfsPointer('c').pointer });
    const { before, after } = await bothWays(repo, base, head);
    expect(shared(before, after)).toEqual(['.gitattributes', 'a.png']);
    expect(after.files.get('b.png')!.hash).toBe(`lfs:${lfsPointer('other').oid}`);
  });

  test.each<[string, Record<string, string>, string[]]>([
    ['changed', { '.gitattributes': '*.jpg filter=lfs\n' }, []],
    ['added', { 'data/.gitattributes': '*.png !filter\n' }, []],
    ['gone', {}, ['.gitattributes']],
  ])('looks at all files again where attributes are %s', async (_, files, deleted) => {
    await using repo = await repository({
      '.gitattributes': '*.png filter=lfs\n',
      'data/a.png': lfsPointer('a').pointer,
      'data/a.jpg': lfsPointer('b').pointer,
    });
    const base = await repo.commitId();
    const head = await repo.commit(files, { delete: deleted });
    const { before, after } = await bothWays(repo, base, head);
    expect(before.files.get('data/a.png')!.hash).toMatch(/^lfs:/);
    expect(after.files.get('data/a.png')!.hash).toMatch(/^git:/);
  });

  test('is fetched from a partial clone, too', async () => {
    await using repo = await repository({ 'a.txt': 'a', 'b.txt': 'b', '.gitattributes': '*.png filter=lfs\n' });
    const base = await repo.commitId();
    const head = await repo.commit({ 'b.txt': 'other', 'c.txt': 'c', 'd.png': lfsPointer('d').pointer });
    await using partial: Clone = await clonePartial(repo);
    const before = await openSnapshot(partial.directory, base, 'base');
    const after = await openSnapshot(partial.directory, head, 'head', { like: before });
    expect(after.files.get('c.txt')!.bytes).toBeNaN();
    expect(after.files.get('d.png')!.hash).toBe(`lfs:${lfsPointer('d').oid}`);
    const contents: string[] = [];
    for await (const result of after.readMany(['a.txt', 'b.txt', 'c.txt'])) {
      contents.push('bytes' in result ? result.bytes.toString() : result.fault.message);
    }
    expect(contents).toEqual(['a', 'other', 'c']);
    expect(before.files.get('a.txt')!.bytes).toBe(1);
  });

  test('of another history is the same', async () => {
    await using repo = await repository({ a: '1' });
    const base = await repo.commitId();
    await repo.git('checkout', '--quiet', '--orphan', 'other');
    const head = await repo.commit({ b: '2' }, { delete: ['a'] });
    await bothWays(repo, base, head);
  });

  test('says how to get a commit that is not here', async () => {
    await using repo = await repository({ a: '1' });
    const before = await openSnapshot(repo.directory, await repo.commitId(), 'base');
    await expect(openSnapshot(repo.directory, '1'.repeat(40), 'head', { like: before })).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('fetch-depth: 0'),
    });
  });

  test.each(layouts)('shares what DVC keeps (%s)', async (layout) => {
    await using repo = await dvcRepository(layout, '');
    await writeObjects(join(repo.directory, '.dvc/cache'), repo.remote);
    const { before, after } = await bothWays(repo, repo.base, repo.head);
    expect(shared(before, after).filter((path) => before.files.get(path)!.hash.startsWith('dvc:'))).toEqual([
      'data/train/deep/b.png',
      'data/train/empty.png',
      'data/train/names.csv',
      'data/train/é "x".png',
      'single/one.png',
    ]);
  });
});
