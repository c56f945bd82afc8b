import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findMergeBase } from '../../src/github/compare.ts';
import { createOctokit } from '../../src/github/octokit.ts';
import { type GitHub, startGitHub } from '../harness/github/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'compare-'));
let github: GitHub;
let commits: { root: string; base: string; head: string; alone: string };

function git(...parameters: string[]): string {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
  return execFileSync('git', ['-C', folder, ...identity, ...parameters], { encoding: 'utf8' }).trim();
}

function commit(name: string): string {
  writeFileSync(join(folder, name), name);
  git('add', '.');
  git('commit', '-q', '-m', name);
  return git('rev-parse', 'HEAD');
}

beforeAll(async () => {
  git('init', '-q', '-b', 'main');
  const root = commit('root');
  git('switch', '-q', '-c', 'topic');
  const head = commit('head');
  git('switch', '-q', 'main');
  const base = commit('base');
  git('switch', '-q', '--orphan', 'alone');
  commits = { root, head, base, alone: commit('alone') };
  github = await startGitHub({ repositories: { 'acme/plants': folder } });
});

afterAll(async () => {
  await github.close();
  rmSync(folder, { recursive: true });
});

const ask = (base: string, head: string) => {
  const octokit = createOctokit({ token: 't', apiUrl: github.url, timeout: 2_000, retryUnit: 5 });
  return findMergeBase({ octokit, owner: 'acme', repo: 'plants', base, head });
};

test('the merge base is what GitHub says', async () => {
  expect(await ask(commits.base, commits.head)).toBe(commits.root);
  expect(await ask('main', 'topic')).toBe(commits.root);
  expect(await ask(commits.root, commits.head)).toBe(commits.root);
  expect(github.violations).toEqual([]);
});

test('a read is repeated when GitHub fails', async () => {
  github.fault({ kind: 'bad-gateway', times: 2 });
  github.fault({ kind: 'dropped' });
  expect(await ask(commits.base, commits.head)).toBe(commits.root);
});

test('commits that GitHub lacks, or that share nothing, are unavailable with a way out', async () => {
  const missing = ask(commits.base, '0'.repeat(40));
  await expect(missing).rejects.toThrow(/received status 404 .* Fetch the history \(`fetch-depth: 0`/);
  await expect(missing).rejects.toMatchObject({ kind: 'unavailable' });
  await expect(ask(commits.base, commits.alone)).rejects.toThrow(/status 404/);
});
