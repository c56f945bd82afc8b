/** Against the git-lfs program itself; passed over where it is not installed. `GIT_LFS` may name it. */
import { execFile, spawnSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { openSnapshot } from '../../../src/git/snapshot.ts';
import { lfsServer } from '../../harness/lfs-server.ts';
import { lfsPointer, repository } from '../../harness/repository.ts';

const program = process.env.GIT_LFS ?? 'git-lfs';
const isHere = spawnSync(program, ['version']).status === 0;
const run = promisify(execFile);

const images = { 'data/a.png': 'first image', 'data/b.png': 'second image' };

/** A repository whose images git-lfs itself turned into pointers, and sent to the server. */
async function pushed(url: string) {
  const repo = await repository();
  const lfs = (...args: string[]) =>
    run('git', ['-C', repo.directory, 'lfs', ...args], {
      env: { ...process.env, PATH: `${dirname(program)}:${process.env.PATH}`, GIT_CONFIG_GLOBAL: '/dev/null' },
    });
  const filter = dirname(program) === '.' ? 'git-lfs' : program;
  await repo.git('config', 'filter.lfs.clean', `${filter} clean -- %f`);
  await repo.git('config', 'filter.lfs.required', 'true');
  await repo.git('config', 'lfs.url', url);
  await repo.git('config', 'lfs.locksverify', 'false');
  const commit = await repo.commit({ '.gitattributes': '*.png filter=lfs diff=lfs merge=lfs -text\n', ...images });
  await repo.git('remote', 'add', 'origin', url.replace('/info/lfs', ''));
  await lfs('push', '--object-id', 'origin', ...Object.values(images).map((content) => lfsPointer(content).oid));
  await rm(join(repo.directory, '.git/lfs'), { recursive: true });
  return { repo, commit, lfs };
}

describe.skipIf(!isHere)('the real git-lfs', () => {
  test('writes pointers that are followed, sends objects that are fetched, and finds what was kept', async () => {
    await using server = await lfsServer();
    const { repo, commit, lfs } = await pushed(server.url);
    await using _ = repo;
    expect(server.requests.filter((request) => request.startsWith('put'))).toHaveLength(2);
    const snapshot = await openSnapshot(repo.directory, commit, 'head');
    for (const [path, content] of Object.entries(images)) {
      const { oid, size } = lfsPointer(content);
      expect(snapshot.files.get(path)).toEqual({ path, hash: `lfs:${oid}`, bytes: size, kind: 'file' });
      expect((await snapshot.read(path)).toString()).toBe(content);
    }
    expect((await lfs('fsck', '--objects', commit)).stdout).toContain('Git LFS fsck OK');
    await server[Symbol.asyncDispose]();
    await lfs('fetch', 'origin', commit);
  });

  test('fetches what is then read without a request', async () => {
    await using server = await lfsServer();
    const { repo, commit, lfs } = await pushed(server.url);
    await using _ = repo;
    await lfs('fetch', 'origin', commit);
    const asked = server.requests.length;
    const snapshot = await openSnapshot(repo.directory, commit, 'head');
    for (const [path, content] of Object.entries(images)) expect((await snapshot.read(path)).toString()).toBe(content);
    expect(server.requests).toHaveLength(asked);
  });
});
