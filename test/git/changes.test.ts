import { expect, test } from 'vitest';
import { changedPaths } from '../../src/git/changes.ts';
import { openSnapshot } from '../../src/git/snapshot.ts';
import type { FileEntry } from '../../src/model/snapshot.ts';
import { repository } from '../harness/repository.ts';

/** Entries `path: content`; the content stands for its hash. */
const files = (tree: Record<string, string>) =>
  new Map(
    Object.entries(tree).map(([path, content]): [string, FileEntry] => [
      path,
      { path, hash: `git:${content}`, bytes: content.length, kind: 'file' },
    ]),
  );

test('what came, went and changed, in path order', () => {
  expect(changedPaths(files({ a: '1', b: '2', c: '3' }), files({ b: '2', c: '4', d: '5', e: '6' }))).toEqual({
    added: ['d', 'e'],
    removed: ['a'],
    modified: ['c'],
    renamed: [],
  });
});

test('equal listings differ in nothing', () => {
  const tree = files({ a: '1', b: '1' });
  expect(changedPaths(tree, tree)).toEqual({ added: [], removed: [], modified: [], renamed: [] });
});

test('a moved folder is renames, each file to the one of its name', () => {
  expect(
    changedPaths(
      files({ 'old/a': '1', 'old/b': '1', 'old/c': '2' }),
      files({ 'new/b': '1', 'new/c': '2', 'new/a': '1' }),
    ),
  ).toEqual({
    added: [],
    removed: [],
    modified: [],
    renamed: [
      { from: 'old/b', to: 'new/b' },
      { from: 'old/c', to: 'new/c' },
      { from: 'old/a', to: 'new/a' },
    ],
  });
});

test('one removed file is the source of one rename; further copies were added', () => {
  expect(changedPaths(files({ a: '1' }), files({ b: '1', c: '1' }))).toEqual({
    added: ['c'],
    removed: [],
    modified: [],
    renamed: [{ from: 'a', to: 'b' }],
  });
});

test('a copy of a file that stays was added', () => {
  expect(changedPaths(files({ a: '1' }), files({ a: '1', b: '1' }))).toMatchObject({ added: ['b'], renamed: [] });
});

test('empty files are not renamed into each other', () => {
  expect(changedPaths(files({ 'x/.gitkeep': '' }), files({ 'y/.gitkeep': '' }))).toMatchObject({
    added: ['y/.gitkeep'],
    removed: ['x/.gitkeep'],
    renamed: [],
  });
});

test('a file that becomes a symbolic link with the same bytes was modified', async () => {
  await using repo = await repository({ a: 'target' });
  const base = await openSnapshot(repo.directory, await repo.commitId(), 'base');
  const head = await openSnapshot(repo.directory, await repo.commit({ a: { symlink: 'target' } }), 'head');
  expect(base.files.get('a')!.hash).toBe(head.files.get('a')!.hash);
  expect(changedPaths(base.files, head.files).modified).toEqual(['a']);
});

test('agrees with git diff-tree on a real change', async () => {
  await using repo = await repository({
    'data/a': 'aaa',
    'data/b': 'bbb',
    'data/c': 'ccc',
    'keep/d': 'ddd',
    gone: 'ggg',
  });
  const first = await repo.commitId();
  const second = await repo.commit(
    { 'data/b': 'BBB', 'fresh/é\n': 'fff' },
    { rename: { 'data/a': 'moved/a', 'data/c': 'moved/new name' }, delete: ['gone'] },
  );
  const [base, head] = await Promise.all([
    openSnapshot(repo.directory, first, 'base'),
    openSnapshot(repo.directory, second, 'head'),
  ]);
  const { added, removed, modified, renamed } = changedPaths(base.files, head.files);
  const ours = [
    ...added.map((path) => `A ${path}`),
    ...removed.map((path) => `D ${path}`),
    ...modified.map((path) => `M ${path}`),
    ...renamed.map(({ from, to }) => `R100 ${from} ${to}`),
  ];
  const diff = (await repo.git('diff-tree', '-r', '-z', '-M100%', '--name-status', first, second)).split('\0');
  const theirs = [];
  for (let field = 0; field + 1 < diff.length; ) {
    const paths = diff[field].startsWith('R') ? 2 : 1;
    theirs.push(diff.slice(field, field + paths + 1).join(' '));
    field += paths + 1;
  }
  expect(ours.toSorted()).toEqual(theirs.toSorted());
});

test('each entry is looked at a fixed number of times, however many there are', () => {
  const looks = (count: number) => {
    let reads = 0;
    const tree = (folder: string) =>
      new Map(
        Array.from({ length: count }, (_, index): [string, FileEntry] => {
          const entry: FileEntry = { path: `${folder}/${index}`, hash: `git:${index % 1000}`, bytes: 1, kind: 'file' };
          const counted = new Proxy(entry, {
            get(target, key) {
              reads += 1;
              return Reflect.get(target, key);
            },
          });
          return [entry.path, counted];
        }),
      );
    expect(changedPaths(tree('old'), tree('new')).renamed).toHaveLength(count);
    return reads;
  };
  expect(looks(20_000)).toBe(10 * looks(2000));
});
