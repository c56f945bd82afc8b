import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { resolveCommits } from '../../src/git/refs.ts';
import { git, gitText } from '../../src/git/run.ts';
import { Fault } from '../../src/model/fault.ts';
import { repository } from '../harness/repository.ts';

/** A server that takes connections and never says a word. */
async function silentServer() {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}/repo.git`, close: () => server.close() };
}

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

test('a remote that is silent is given up in time', async () => {
  await using repo = await repository({ 'a.txt': 'a' });
  const { url, close } = await silentServer();
  const start = performance.now();
  const outcome = await git(repo.directory, ['ls-remote', url], { remoteTimeout: 300 });
  expect(outcome).toEqual({ ok: false, status: null, stderr: 'no answer within 0.3 s' });
  expect(performance.now() - start).toBeLessThan(15_000);
  close();
});

test('a signal ends a command that waits for a remote', async () => {
  await using repo = await repository({ 'a.txt': 'a' });
  const { url, close } = await silentServer();
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error('cancelled')), 100);
  await expect(
    git(repo.directory, ['ls-remote', url], { remoteTimeout: 60_000, signal: controller.signal }),
  ).rejects.toThrow('cancelled');
  close();
});

test('a remote that names a command is not run', async () => {
  await using repo = await repository({ 'a.txt': 'a' });
  const trace = join(repo.directory, 'ran');
  await repo.git('remote', 'add', 'origin', `ext::sh -c "touch% ${trace}"`);
  const { notes } = await resolveCommits(repo.directory, { base: { ref: 'main' } });
  expect(notes[0]).toContain("transport 'ext' not allowed");
  expect(existsSync(trace)).toBe(false);
});

test('a replaced object is read as it was committed', async () => {
  await using repo = await repository({ 'a.txt': 'true', 'b.txt': 'false' });
  const [committed, other] = [await repo.git('rev-parse', 'HEAD:a.txt'), await repo.git('rev-parse', 'HEAD:b.txt')];
  await repo.git('replace', committed, other);
  expect(await repo.git('cat-file', '-p', committed)).toBe('false');
  expect(await gitText(repo.directory, ['cat-file', '-p', committed])).toBe('true');
});
