import { expect, test } from 'vitest';
import { clonePartial, cloneShallow, repository } from './repository.ts';

test('the same calls give the same commit ids on every machine', async () => {
  await using first = await repository({ 'a.txt': 'a' });
  await using second = await repository({ 'a.txt': 'a' });
  expect(await first.commitId()).toBe(await second.commitId());
  expect(await first.commitId()).toMatch(/^[0-9a-f]{40}$/);
});

test('a commit writes, renames, deletes, links and names submodules', async () => {
  await using repo = await repository({ 'old.txt': 'kept', 'gone.txt': 'x' });
  const id = await repo.commit(
    { 'sub/new.bin': Buffer.from([0, 255]), link: { symlink: '../outside' }, module: { submodule: '1'.repeat(40) } },
    { rename: { 'old.txt': 'moved/new.txt' }, delete: ['gone.txt'] },
  );
  const tree = await repo.git('ls-tree', '-r', '--format=%(objectmode) %(path)', id);
  expect(tree.split('\n')).toEqual(['120000 link', '160000 module', '100644 moved/new.txt', '100644 sub/new.bin']);
  await repo.commit({ 'more.txt': 'm' });
  expect(await repo.git('ls-tree', 'HEAD', 'module')).toContain('160000 commit');
});

test('a shallow clone knows one commit and a partial one no blob', async () => {
  await using repo = await repository({ 'a.txt': 'a' });
  await repo.commit({ 'a.txt': 'b' });
  await using shallow = await cloneShallow(repo);
  expect(await shallow.git('rev-list', '--count', 'HEAD')).toBe('1');
  await using partial = await clonePartial(repo);
  const missing = await partial.git('rev-list', '--objects', '--all', '--missing=print');
  expect(missing.match(/^\?/gm)).toHaveLength(2);
});
