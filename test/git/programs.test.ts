import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { resolveCommits } from '../../src/git/refs.ts';
import { openSnapshot } from '../../src/git/snapshot.ts';
import { type Clone, clone, clonePartial, repository } from '../harness/repository.ts';

afterEach(() => vi.unstubAllEnvs());

async function program(file: string, script: string): Promise<string> {
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** A clone, a program that leaves `mark` behind when anything starts it, and whether it did. */
async function trap() {
  const repo = await repository({ 'a.txt': 'a' });
  const copy = await clone(repo);
  await repo.cleanup();
  const mark = join(copy.directory, '..', 'mark');
  const evil = await program(join(copy.directory, '..', 'evil'), `echo "$0" "$@" >> ${mark}\nexit 1`);
  return { copy, evil, sprung: () => existsSync(mark), reset: () => rm(mark, { force: true }) };
}

/** Answers 401 until it gets a name and a password, then 403; resolves `seen` to what it was sent. */
async function lockedServer() {
  const seen: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.writeHead(headers.authorization ? 403 : 401, { 'WWW-Authenticate': 'Basic realm="git"' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/repo.git`,
    seen,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The gate's whole use of git on a clone whose remote cannot be had: what was fetched before must do. */
async function look({ directory }: Clone) {
  const commits = await resolveCommits(directory, { base: { ref: 'main' } });
  const snapshot = await openSnapshot(directory, commits.head.commit, 'head');
  expect((await snapshot.read('a.txt')).toString()).toBe('a');
  return commits.notes;
}

/** Runs git as a careless program would: the control that shows that the trap works. */
const careless = ({ directory }: Clone, ...args: string[]) =>
  new Promise<void>((resolve) => {
    const env = { ...process.env, GIT_TERMINAL_PROMPT: '0' };
    execFile('git', ['-C', directory, ...args], { env }, () => resolve());
  });

describe("a program that the repository's own configuration names is not started", () => {
  test.each([
    ['core.sshCommand', 'ssh://git@host.invalid/repo.git'],
    ['core.gitProxy', 'git://host.invalid/repo.git'],
    ['remote.origin.uploadpack', null],
  ])('%s', async (key, url) => {
    const { copy, evil, sprung, reset } = await trap();
    await using _ = copy;
    await copy.git('config', key, evil);
    if (url) await copy.git('config', 'remote.origin.url', url);
    await careless(copy, 'ls-remote', 'origin');
    expect(sprung()).toBe(true);
    await reset();

    vi.stubEnv('GIT_SSH_COMMAND', undefined);
    const notes = await look(copy);
    expect(sprung()).toBe(false);
    expect(notes).toContainEqual(expect.stringContaining(`names programs (\`${key.toLowerCase()}\`) that are not run`));
  });

  test.each([
    ['credential.helper', (evil: string) => evil],
    ['credential.helper', (evil: string) => `!${evil}`],
    ['credential.http://127.0.0.1.helper', (evil: string) => evil],
    ['core.askPass', (evil: string) => evil],
  ])('%s', async (key, value) => {
    const { copy, evil, sprung, reset } = await trap();
    await using _ = copy;
    await using server = await lockedServer();
    vi.stubEnv('GIT_ASKPASS', undefined);
    await copy.git('config', 'remote.origin.url', server.url);
    await copy.git('config', key.replace('127.0.0.1', new URL(server.url).host), value(evil));
    await careless(copy, 'ls-remote', 'origin');
    expect(sprung()).toBe(true);
    await reset();

    const notes = await look(copy);
    expect(sprung()).toBe(false);
    expect(notes).toContainEqual(
      expect.stringMatching(/^`origin` could not be asked for `main`: could not read Username/),
    );
  });

  test('core.fsmonitor and hooks', async () => {
    const { copy, evil, sprung, reset } = await trap();
    await using _ = copy;
    await copy.commit({ '.gitattributes': '*.png filter=lfs\n', 'b.png': 'b' });
    await copy.git('config', 'core.fsmonitor', evil);
    for (const hook of ['reference-transaction', 'post-index-change', 'post-checkout', 'pre-auto-gc', 'post-merge']) {
      await program(join(copy.directory, '.git/hooks', hook), await readFile(evil, 'utf8'));
    }
    await careless(copy, 'status');
    expect(sprung()).toBe(true);
    await reset();
    await careless(copy, 'update-ref', 'refs/x/y', 'HEAD');
    expect(sprung()).toBe(true);
    await reset();

    await look(copy);
    expect(sprung()).toBe(false);
  });

  test('core.alternateRefsCommand', async () => {
    const { copy, evil, sprung, reset } = await trap();
    await using _ = copy;
    await using other = await repository({ 'b.txt': 'b' });
    await writeFile(join(copy.directory, '.git/objects/info/alternates'), `${other.directory}/.git/objects\n`);
    await copy.git('config', 'core.alternateRefsCommand', evil);
    await using colleague = await clone({ ...copy, directory: copy.origin });
    const tip = await colleague.commit({ 'c.txt': 'c' });
    await colleague.git('push', '--quiet', copy.origin, 'HEAD:main');

    expect((await resolveCommits(copy.directory, { base: { ref: 'main' } })).baseTip!.commit).toBe(tip);
    expect(sprung()).toBe(false);
    const next = await colleague.commit({ 'd.txt': 'd' });
    await colleague.git('push', '--quiet', copy.origin, 'HEAD:main');
    await careless(copy, 'fetch', 'origin', next);
    expect(sprung()).toBe(true);
    await reset();
  });

  test('what an included file names', async () => {
    const { copy, evil, sprung } = await trap();
    await using _ = copy;
    await writeFile(join(copy.directory, 'extra.config'), `[core]\n\tsshCommand = ${evil}\n`);
    await copy.git('config', 'include.path', '../extra.config');
    await copy.git('config', 'remote.origin.url', 'ssh://git@host.invalid/repo.git');
    vi.stubEnv('GIT_SSH_COMMAND', undefined);
    await look(copy);
    expect(sprung()).toBe(false);
  });

  test('a remote helper', async () => {
    const { copy, evil, sprung, reset } = await trap();
    await using _ = copy;
    await copy.git('config', 'remote.origin.url', `ext::${evil} %S`);
    await copy.git('config', 'protocol.ext.allow', 'always');
    await careless(copy, 'ls-remote', 'origin');
    expect(sprung()).toBe(true);
    await reset();
    expect(await look(copy)).toContainEqual(expect.stringContaining("transport 'ext' not allowed"));
    expect(sprung()).toBe(false);
  });

  test('nor when a partial clone lacks what is looked for', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await using partial = await clonePartial(repo);
    const mark = join(partial.directory, '..', 'mark');
    const evil = await program(join(partial.directory, '..', 'evil'), `touch ${mark}\nexit 1`);
    await partial.git('config', 'remote.origin.uploadpack', evil);
    const blob = await repo.git('rev-parse', 'HEAD:a.txt');
    await careless(partial, 'cat-file', '-p', blob);
    expect(existsSync(mark)).toBe(true);
    await rm(mark);

    const head = await partial.commitId();
    await resolveCommits(partial.directory, { audit: { ref: `${head}:a.txt` } }).catch(() => {});
    expect((await (await openSnapshot(partial.directory, head, 'head')).read('a.txt')).toString()).toBe('a');
    expect(existsSync(mark)).toBe(false);
  });
});

describe("what the user's configuration names is used", () => {
  /** An `ssh` that runs the remote command here, and writes down what it was called with. */
  async function localSsh({ directory }: Clone) {
    const bin = join(directory, '../bin');
    const log = join(directory, '../ssh.log');
    await program(
      join(bin, 'ssh'),
      `[ "$1" = -G ] && exit 1\necho "$0 $*" >> ${log}\nfor last; do :; done\nexec sh -c "$last"`,
    );
    return { bin, calls: async () => (await readFile(log, 'utf8')).trim().split('\n') };
  }

  test("actions/checkout's ssh key, though it is written into the repository", async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await using copy = await clone(repo);
    const { bin, calls } = await localSsh(copy);
    vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
    vi.stubEnv('RUNNER_TEMP', '/tmp/runner');
    vi.stubEnv('GIT_SSH_COMMAND', undefined);
    await copy.git('config', 'remote.origin.url', `ssh://git@example.org${copy.origin}`);
    await copy.git(
      'config',
      'core.sshCommand',
      '"/usr/bin/ssh" -i "$RUNNER_TEMP/key" -o StrictHostKeyChecking=yes -o CheckHostIP=no -o "UserKnownHostsFile=$RUNNER_TEMP/known"',
    );
    expect((await resolveCommits(copy.directory, { base: { ref: 'main' } })).notes).toEqual([
      expect.stringContaining('already holds'),
    ]);
    expect((await calls())[0]).toContain(
      `${bin}/ssh -i /tmp/runner/key -o StrictHostKeyChecking=yes -o CheckHostIP=no -o UserKnownHostsFile=/tmp/runner/known`,
    );
  });

  test.each([
    'ssh -o ProxyCommand=evil',
    'ssh -i "$(evil)"',
    'ssh -i `evil`',
    'ssh -i key; evil',
    'ssh -i key\nevil',
    'ssh-evil',
    './evil -i ssh',
    'evil ssh',
    'ssh -F config',
  ])('but not ssh with more than a key: %s', async (command) => {
    await using repo = await repository({ 'a.txt': 'a' });
    await using copy = await clone(repo);
    const { bin, calls } = await localSsh(copy);
    await program(join(bin, 'evil'), `touch ${bin}/../mark`);
    vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
    vi.stubEnv('GIT_SSH_COMMAND', undefined);
    await copy.git('config', 'remote.origin.url', `ssh://git@example.org${copy.origin}`);
    await copy.git('config', 'core.sshCommand', command);
    const { notes } = await resolveCommits(copy.directory, { base: { ref: 'main' } });
    expect(notes).toContainEqual(expect.stringContaining('`core.sshcommand`'));
    expect(existsSync(join(bin, '../mark'))).toBe(false);
    expect((await calls())[0]).toMatch(new RegExp(`^${bin}/ssh (?:-o SendEnv=GIT_PROTOCOL )?git@example\\.org `));
  });

  test("the user's ssh command, and the user's credential helper in place of the repository's", async () => {
    const { copy, evil, sprung } = await trap();
    await using _ = copy;
    await using server = await lockedServer();
    const helper = await program(join(copy.directory, '../helper'), 'echo username=ada\necho password=secret');
    const global = join(copy.directory, '../global.config');
    await writeFile(global, `[credential]\n\thelper = ${helper}\n`);
    vi.stubEnv('GIT_CONFIG_GLOBAL', global);
    await copy.git('config', 'remote.origin.url', server.url);
    await copy.git('config', 'credential.helper', evil);
    await look(copy);
    expect(server.seen).toContain(`Basic ${Buffer.from('ada:secret').toString('base64')}`);
    expect(sprung()).toBe(false);

    const { bin, calls } = await localSsh(copy);
    await writeFile(global, `[core]\n\tsshCommand = ${bin}/ssh -v\n`);
    vi.stubEnv('GIT_SSH_COMMAND', undefined);
    await copy.git('config', 'remote.origin.url', `ssh://git@example.org${copy.origin}`);
    await copy.git('config', 'core.sshCommand', evil);
    await look(copy);
    expect((await calls())[0]).toContain(`${bin}/ssh -v`);
    expect(sprung()).toBe(false);
  });
});
