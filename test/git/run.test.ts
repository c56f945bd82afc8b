import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { resolveCommits } from '../../src/git/refs.ts';
import { git, gitText } from '../../src/git/run.ts';
import { openSnapshot } from '../../src/git/snapshot.ts';
import { Fault } from '../../src/model/fault.ts';
import { clone, repository } from '../harness/repository.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vision-gate-test-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

async function program(name: string, script: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('an exit status is an outcome, and gitText turns it into a sentence', async () => {
  await using repo = await repository({ 'a.txt': 'a' });
  expect(await git(repo.directory, ['rev-parse', '--verify', '--quiet', 'none'])).toEqual({
    ok: false,
    status: 1,
    stderr: '',
  });
  await expect(gitText(repo.directory, ['cat-file', '-p', 'none'])).rejects.toThrow(
    new Fault('unable', `\`git cat-file\` failed in \`${repo.directory}\`: Not a valid object name none.`),
  );
});

describe('the environment of git', () => {
  test('holds no input or token of the job', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    vi.stubEnv('INPUT_TOKEN', 'secret-1');
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', 'secret-2');
    vi.stubEnv('SOMETHING_ELSE', 'kept');
    vi.stubEnv('GIT_SSH_COMMAND', await program('ssh', `env > ${folder}/seen; exit 1`));
    await git(repo.directory, ['ls-remote', 'ssh://host.invalid/x'], { remoteTimeout: 20_000 });
    const seen = await readFile(join(folder, 'seen'), 'utf8');
    expect(seen).toContain('SOMETHING_ELSE=kept');
    expect(seen).not.toMatch(/secret-\d/);
    expect(seen).toContain('GIT_TERMINAL_PROMPT=0');
  });

  test('does not let replace refs change what a commit holds', async () => {
    await using repo = await repository({ 'a.txt': 'true' });
    const commit = await repo.commitId();
    await writeFile(join(repo.directory, 'forged'), 'false');
    const forged = await repo.git('hash-object', '-w', 'forged');
    await repo.git('replace', await repo.git('rev-parse', 'HEAD:a.txt'), forged);
    expect(await repo.git('cat-file', '-p', 'HEAD:a.txt')).toBe('false');
    expect((await (await openSnapshot(repo.directory, commit, 'head')).read('a.txt')).toString()).toBe('true');
  });

  test('lets objects be borrowed from another repository', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const borrower = join(folder, 'borrower');
    await repo.git('clone', '--quiet', '--shared', '.', borrower);
    const commit = await repo.commitId();
    expect((await (await openSnapshot(borrower, commit, 'head')).read('a.txt')).toString()).toBe('a');
  });

  test.each(['GIT_DIR', 'GIT_OBJECT_DIRECTORY', 'GIT_INDEX_FILE', 'GIT_CONFIG', 'GIT_WORK_TREE', 'GIT_COMMON_DIR'])(
    'does not obey %s of a calling hook',
    async (name) => {
      await using repo = await repository({ '.gitattributes': '*.png filter=lfs\n', 'a.png': 'a' });
      vi.stubEnv(name, '/nowhere');
      const { head } = await resolveCommits(repo.directory, { audit: {} });
      expect([...(await openSnapshot(repo.directory, head.commit, 'head')).files.keys()]).toContain('a.png');
    },
  );

  test('is that of a git that is new enough', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await program('git', 'case "$*" in *version) echo git version 2.35.8;; *) PATH=$OLD_PATH exec git "$@";; esac');
    vi.stubEnv('OLD_PATH', process.env.PATH);
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    await expect(resolveCommits(repo.directory, {})).rejects.toMatchObject({
      kind: 'unable',
      message: 'Expected git 2.36 or newer but found 2.35.8. Update git.',
    });
  });

  test('with a configuration that git cannot read is a fault that names it', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await writeFile(join(repo.directory, '.git/config'), '[core\n');
    const fault = await resolveCommits(repo.directory, {}).catch((error) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ kind: 'unable', message: expect.stringContaining('bad config line 1') });
  });
});

describe('a remote', () => {
  test('that takes a connection and stays silent is given up in time', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/repo.git`;
    const outcome = await git(repo.directory, ['ls-remote', url], { remoteTimeout: 300 });
    server.close();
    expect(outcome).toEqual({ ok: false, status: null, stderr: 'no answer within 0.3 s' });
  });

  test('that never answers is given up, and its transport ends with git', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    vi.stubEnv('GIT_SSH_COMMAND', await program('ssh', `echo $$ > ${folder}/pid; exec sleep 300`));
    const outcome = await git(repo.directory, ['ls-remote', 'ssh://host.invalid/x'], { remoteTimeout: 1000 });
    expect(outcome).toEqual({ ok: false, status: null, stderr: 'no answer within 1 s' });
    const transport = Number(await readFile(join(folder, 'pid'), 'utf8'));
    await vi.waitFor(() => expect(alive(transport)).toBe(false), 5000);
  });

  test('is let go at once when the run is cancelled', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await repo.git('remote', 'add', 'origin', 'ssh://host.invalid/x');
    vi.stubEnv('GIT_SSH_COMMAND', await program('ssh', `echo $$ > ${folder}/pid; exec sleep 300`));
    const controller = new AbortController();
    const run = resolveCommits(repo.directory, { base: { ref: 'main' } }, { signal: controller.signal });
    const outcome = run.catch((error) => error);
    const transport = await vi.waitFor(async () => {
      const pid = Number(await readFile(join(folder, 'pid'), 'utf8'));
      expect(pid).toBeGreaterThan(0);
      return pid;
    }, 10_000);
    controller.abort(new Error('cancelled by the user'));
    expect(await outcome).toMatchObject({ message: 'cancelled by the user' });
    await vi.waitFor(() => expect(alive(transport)).toBe(false), 5000);
  });

  test('whose helper outlives git does not hold the run up', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    vi.stubEnv(
      'GIT_SSH_COMMAND',
      await program('ssh', `sleep 60 < /dev/null > /dev/null & echo $! > ${folder}/pid; exit 1`),
    );
    const start = performance.now();
    const outcome = await git(repo.directory, ['ls-remote', 'ssh://host.invalid/x'], { remoteTimeout: 50_000 });
    process.kill(Number(await readFile(join(folder, 'pid'), 'utf8')));
    expect(outcome).toMatchObject({ ok: false, status: 128 });
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  test('is believed for the branch that was asked for, not for one whose name ends like it', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await repo.git('branch', 'zeta');
    const tip = await repo.commitId('zeta');
    await repo.commit({ 'b.txt': 'b' });
    await repo.git('update-ref', 'refs/heads/refs/heads/zeta', 'HEAD');
    await using copy = await clone(repo, { branch: 'main' });
    expect((await copy.git('ls-remote', 'origin', 'refs/heads/zeta')).split('\n')).toHaveLength(2);
    expect((await resolveCommits(copy.directory, { base: { ref: 'zeta' } })).baseTip!.commit).toBe(tip);
  });
});

test('an id that looks like an option, or is abbreviated, is refused', async () => {
  await using repo = await repository({ 'a.txt': 'a' });
  const short = (await repo.commitId()).slice(0, 10);
  for (const sha of ['--all', '-x', short, `${'a'.repeat(39)}\n`]) {
    for (const request of [{ base: { ref: 'main', sha } }, { head: { sha } }, { audit: { sha } }]) {
      await expect(resolveCommits(repo.directory, request)).rejects.toMatchObject({
        kind: 'usage',
        message: expect.stringContaining('Expected the full id of a commit'),
      });
    }
  }
});
