import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { resolveCommits } from '../../src/git/refs.ts';
import { openSnapshot } from '../../src/git/snapshot.ts';
import { Fault } from '../../src/model/fault.ts';
import { clone, clonePartial, cloneShallow, type Repository, repository } from '../harness/repository.ts';

/** main: 1 ─ 2 ─ 3; feature: 2 ─ 4 ─ 5, checked out. */
async function forked() {
  const repo = await repository({ 'a.txt': '1' });
  const fork = await repo.commit({ 'a.txt': '2' });
  await repo.branch('feature');
  await repo.commit({ 'b.txt': '4' });
  const head = await repo.commit({ 'b.txt': '5' });
  await repo.checkout('main');
  const tip = await repo.commit({ 'a.txt': '3' });
  await repo.checkout('feature');
  return { repo, fork, head, tip };
}

async function faultOf(promise: Promise<unknown>): Promise<Fault> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Fault);
  return error as Fault;
}

/** Adds commits to a branch of the origin, as colleagues would. */
async function pushed(origin: string, branch: string, count = 1): Promise<string> {
  await using colleague = await clone({ directory: origin } as Repository, { branch });
  let tip = '';
  for (let index = 0; index < count; index += 1) tip = await colleague.commit({ [`news-${index}.txt`]: `${index}` });
  await colleague.git('push', '--quiet', origin, `HEAD:${branch}`);
  return tip;
}

describe('without flags', () => {
  test('head is HEAD and base is where it left the main branch', async () => {
    const { repo, fork, head, tip } = await forked();
    await using _ = repo;
    expect(await resolveCommits(repo.directory, {})).toEqual({
      base: { commit: fork, ref: 'main' },
      head: { commit: head, ref: 'HEAD' },
      mergeBase: fork,
      baseTip: { commit: tip, ref: 'main' },
      notes: [],
    });
  });

  test('the remote says which branch is the default one, and where its tip is now', async () => {
    const { repo, fork, head } = await forked();
    await using _ = repo;
    await repo.git('branch', '-m', 'main', 'trunk');
    await repo.checkout('trunk');
    await using copy = await clone(repo);
    await copy.checkout('feature');
    const news = await pushed(copy.origin, 'trunk');
    const refs = await copy.git('for-each-ref');
    expect(await resolveCommits(copy.directory, {})).toMatchObject({
      base: { commit: fork, ref: 'trunk' },
      head: { commit: head },
      baseTip: { commit: news, ref: 'trunk' },
      notes: [],
    });
    expect(await copy.git('for-each-ref')).toBe(refs);
    expect(await copy.git('config', '--get-regexp', 'remote')).not.toContain('promisor');
  });

  test('commits of the base branch that were not pushed are no base, and that is said', async () => {
    const { repo, tip } = await forked();
    await using _ = repo;
    await using copy = await clone(repo, { branch: 'main' });
    await copy.commit({ 'local.txt': 'l' });
    const { baseTip, notes } = await resolveCommits(copy.directory, { base: { ref: 'main' } });
    expect(baseTip!.commit).toBe(tip);
    expect(notes).toEqual([
      'The base is `main` as `origin` has it; commits of the branch here that were not pushed are not part of it.',
    ]);
  });

  test('on the main branch itself nothing differs, and that is said', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const { base, head, notes } = await resolveCommits(repo.directory, {});
    expect(base!.commit).toBe(head.commit);
    expect(notes).toEqual([expect.stringContaining('`main` already holds `HEAD`')]);
  });

  test('a repository without main or master says how to go on', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await repo.git('branch', '-m', 'main', 'work');
    const fault = await faultOf(resolveCommits(repo.directory, {}));
    expect(fault).toMatchObject({ kind: 'usage', message: expect.stringContaining('Name one with `--base`') });
  });
});

describe('what an event or flags ask for', () => {
  test('the tip of the base branch is fetched now, not taken from the event', async () => {
    const { repo, fork, head, tip } = await forked();
    await using _ = repo;
    await using copy = await clone(repo, { branch: 'feature' });
    const news = await pushed(copy.origin, 'main');
    expect(await resolveCommits(copy.directory, { base: { ref: 'main', sha: tip }, head: { sha: head } })).toEqual({
      base: { commit: fork, ref: 'main' },
      head: { commit: head, ref: '' },
      mergeBase: fork,
      baseTip: { commit: news, ref: 'main' },
      notes: [],
    });
  });

  test('a base given by id alone is that commit (merge queue)', async () => {
    const { repo, fork, head } = await forked();
    await using _ = repo;
    await using copy = await clone(repo, { branch: 'feature' });
    await pushed(copy.origin, 'main');
    const resolved = await resolveCommits(copy.directory, { base: { sha: fork }, head: { sha: head } });
    expect(resolved).toMatchObject({ base: { commit: fork, ref: '' }, baseTip: { commit: fork }, mergeBase: fork });
  });

  test.each(['main', 'refs/heads/main', 'origin/main', 'refs/remotes/origin/main'])(
    'base %s is the branch of the remote',
    async (ref) => {
      const { repo, fork } = await forked();
      await using _ = repo;
      await using copy = await clone(repo, { branch: 'feature' });
      const news = await pushed(copy.origin, 'main');
      expect(await resolveCommits(copy.directory, { base: { ref } })).toMatchObject({
        base: { commit: fork },
        baseTip: { commit: news },
      });
    },
  );

  test('revisions and tags are taken as they are here', async () => {
    const { repo, head, fork } = await forked();
    await using _ = repo;
    await repo.git('tag', '-a', 'v1', '-m', 'one', fork);
    const before = await repo.commitId('HEAD~1');
    expect(await resolveCommits(repo.directory, { base: { ref: 'HEAD~1' } })).toMatchObject({
      base: { commit: before },
      head: { commit: head },
    });
    expect(await resolveCommits(repo.directory, { base: { ref: 'v1' } })).toMatchObject({
      base: { commit: fork, ref: 'v1' },
    });
    expect(await resolveCommits(repo.directory, { base: { ref: 'main' }, head: { ref: 'feature~1' } })).toMatchObject({
      head: { commit: before },
    });
  });

  test('an audit has no base', async () => {
    const { repo, tip } = await forked();
    await using _ = repo;
    expect(await resolveCommits(repo.directory, { audit: { ref: 'main' } })).toEqual({
      base: null,
      head: { commit: tip, ref: 'main' },
      mergeBase: null,
      baseTip: null,
      notes: [],
    });
  });

  test('an id of zeros, as a push of a new branch has it, means the default branch', async () => {
    const { repo, fork, head } = await forked();
    await using _ = repo;
    const resolved = await resolveCommits(repo.directory, { base: { sha: '0'.repeat(40) }, head: { sha: head } });
    expect(resolved.base).toEqual({ commit: fork, ref: 'main' });
  });

  test('a mistyped branch brings the nearest names', async () => {
    const { repo } = await forked();
    await using _ = repo;
    const fault = await faultOf(resolveCommits(repo.directory, { base: { ref: 'mian' } }));
    expect(fault).toMatchObject({
      kind: 'usage',
      message: 'Expected a revision for `--base` but received `mian`, which is not one here. Did you mean `main`?',
    });
    expect((await faultOf(resolveCommits(repo.directory, { head: { ref: 'zzzzzz' } }))).message).toContain(
      'one of `feature`, `main`.',
    );
  });

  test('a revision that looks like an option is not one', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    expect((await faultOf(resolveCommits(repo.directory, { head: { ref: '--all' } }))).kind).toBe('usage');
  });

  test('histories that share nothing are compared tip with tip', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const tip = await repo.commitId();
    await repo.git('checkout', '--quiet', '--orphan', 'other');
    await repo.commit({ 'b.txt': 'b' });
    const { base, mergeBase, notes } = await resolveCommits(repo.directory, {});
    expect({ base, mergeBase }).toEqual({ base: { commit: tip, ref: 'main' }, mergeBase: null });
    expect(notes).toEqual([expect.stringContaining('share no history')]);
  });
});

describe('a shallow clone', () => {
  test('gets the tip, the history up to the merge base, and no content', async () => {
    const { repo, fork, head, tip } = await forked();
    await using _ = repo;
    await using shallow = await cloneShallow(repo, { branch: 'feature' });
    const resolved = await resolveCommits(shallow.directory, { base: { ref: 'main', sha: tip }, head: { sha: head } });
    expect(resolved).toMatchObject({
      base: { commit: fork },
      head: { commit: head },
      baseTip: { commit: tip },
      notes: [],
    });
    const base = await openSnapshot(shallow.directory, fork, 'base');
    expect(base.files.get('a.txt')!.bytes).toBe(1);
    expect((await base.read('a.txt')).toString()).toBe('2');
  });

  test('takes the merge base that GitHub names, and does not deepen', async () => {
    const { repo, fork, head } = await forked();
    await using _ = repo;
    await using shallow = await cloneShallow(repo, { branch: 'feature' });
    const resolved = await resolveCommits(shallow.directory, {
      base: { ref: 'main' },
      head: { sha: head },
      mergeBase: fork,
    });
    expect(resolved.base!.commit).toBe(fork);
    expect(await shallow.git('rev-list', '--count', head)).toBe('1');
    expect([...(await openSnapshot(shallow.directory, fork, 'base')).files.keys()]).toEqual(['a.txt']);
  });

  test('deepens as far as it must', async () => {
    await using repo = await repository({ 'a.txt': '0' });
    const fork = await repo.commitId();
    await repo.branch('feature');
    for (let index = 0; index < 60; index += 1) await repo.commit({ 'f.txt': `${index}` });
    await using shallow = await cloneShallow(repo, { branch: 'feature' });
    expect((await resolveCommits(shallow.directory, { base: { ref: 'main' } })).mergeBase).toBe(fork);
  });

  test('finds the merge base of local commits that the remote does not have', async () => {
    const { repo, fork } = await forked();
    await using _ = repo;
    await using shallow = await cloneShallow(repo, { branch: 'feature' });
    await shallow.commit({ 'local.txt': 'l' });
    expect((await resolveCommits(shallow.directory, { base: { ref: 'main' } })).mergeBase).toBe(fork);
  });

  test('of unrelated branches ends, too', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    await repo.commit({ 'a.txt': 'aa' });
    await repo.git('checkout', '--quiet', '--orphan', 'other');
    await repo.commit({ 'b.txt': 'b' });
    await repo.commit({ 'b.txt': 'bb' });
    await using shallow = await cloneShallow(repo, { branch: 'other' });
    expect(await resolveCommits(shallow.directory, { base: { ref: 'main' } })).toMatchObject({ mergeBase: null });
  });

  test('a head that is not here is fetched by its id (a checkout of the merge commit)', async () => {
    const { repo, head, fork } = await forked();
    await using _ = repo;
    await using shallow = await cloneShallow(repo, { branch: 'main' });
    const resolved = await resolveCommits(shallow.directory, { base: { ref: 'main' }, head: { sha: head } });
    expect(resolved).toMatchObject({ head: { commit: head }, mergeBase: fork });
  });

  test('without its remote says what to do', async () => {
    const { repo, head } = await forked();
    await using _ = repo;
    await using shallow = await cloneShallow(repo, { branch: 'feature' });
    await rm(shallow.origin, { recursive: true });
    const fault = await faultOf(resolveCommits(shallow.directory, { base: { ref: 'main' }, head: { sha: head } }));
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).toMatch(
      /^Expected base branch `main` in this clone .*Set `fetch-depth: 0` in the checkout step/,
    );
  });
});

describe('a remote that does not answer', () => {
  test('leaves what was fetched before, with a note', async () => {
    const { repo, fork, head, tip } = await forked();
    await using _ = repo;
    await using copy = await clone(repo, { branch: 'feature' });
    await rm(copy.origin, { recursive: true });
    const { base, baseTip, notes } = await resolveCommits(copy.directory, {
      base: { ref: 'main', sha: fork },
      head: { sha: head },
    });
    expect({ base, baseTip }).toEqual({ base: { commit: fork, ref: 'main' }, baseTip: { commit: tip, ref: 'main' } });
    expect(notes).toEqual([
      expect.stringMatching(/^`origin` could not be asked for `main`: .*The base is what was fetched before\.$/),
    ]);
  });

  test('is not asked with fetch: false', async () => {
    const { repo, tip } = await forked();
    await using _ = repo;
    await using copy = await clonePartial(repo, { branch: 'feature' });
    await pushed(copy.origin, 'main');
    const { baseTip, notes } = await resolveCommits(copy.directory, { base: { ref: 'main' } }, { fetch: false });
    expect(baseTip!.commit).toBe(tip);
    expect(notes).toEqual([]);
  });
});

describe('what is no repository', () => {
  const folders: string[] = [];
  afterEach(() => Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true }))));

  test('a folder without git', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vision-gate-test-'));
    folders.push(folder);
    for (const directory of [folder, join(folder, 'none')]) {
      expect(await faultOf(resolveCommits(directory, {}))).toMatchObject({
        kind: 'usage',
        message: expect.stringContaining(`Expected a git repository but found none in \`${directory}\`.`),
      });
    }
  });

  test('a repository without commits', async () => {
    await using repo = await repository();
    for (const request of [{}, { base: { ref: 'main' } }, { audit: {} }, { audit: { ref: 'main' } }]) {
      expect(await faultOf(resolveCommits(repo.directory, request))).toMatchObject({
        kind: 'unable',
        message: expect.stringContaining('has no commit yet'),
      });
    }
  });

  test('a machine without git', async () => {
    await using repo = await repository({ 'a.txt': 'a' });
    const path = process.env.PATH;
    process.env.PATH = '/nowhere';
    try {
      expect(await faultOf(resolveCommits(repo.directory, {}))).toMatchObject({
        kind: 'unable',
        message: 'Expected git on the PATH but found none. Install git 2.36 or newer.',
      });
    } finally {
      process.env.PATH = path;
    }
  });
});
