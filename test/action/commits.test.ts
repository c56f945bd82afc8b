import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { commitsOf } from '../../src/action/commits.ts';
import type { ActionContext } from '../../src/github/context.ts';

const root = mkdtempSync(join(tmpdir(), 'commits-'));
const full = join(root, 'full');
const shallow = join(root, 'shallow');
for (const folder of [full, shallow]) mkdirSync(join(folder, '.git'), { recursive: true });
writeFileSync(join(shallow, '.git', 'shallow'), `${'c'.repeat(40)}\n`);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const [baseSha, headSha, mergeBase] = ['a', 'b', 'c'].map((letter) => letter.repeat(40));
const event = (changes: Partial<ActionContext>): ActionContext => ({
  eventName: 'pull_request',
  repository: { owner: 'acme', repo: 'leaves' },
  headSha,
  workspace: full,
  isFork: false,
  actor: 'octocat',
  apiUrl: 'https://api.github.com',
  serverUrl: 'https://github.com',
  runId: 1,
  attempt: 1,
  runUrl: 'https://github.com/acme/leaves/actions/runs/1',
  ...changes,
});
const inputs = (changes: Partial<{ base: string; head: string; directory: string }> = {}) => ({
  base: '',
  head: '',
  directory: full,
  ...changes,
});
const known = async () => mergeBase;

describe('the commits of an event', () => {
  test('a pull request: the target branch and its head; the history tells the merge base', async () => {
    const asked = commitsOf(event({ baseSha, baseRef: 'main', headRef: 'topic' }), inputs(), () => {
      throw new Error('A full history needs no question.');
    });
    expect(await asked).toEqual({ base: { sha: baseSha, ref: 'main' }, head: { sha: headSha, ref: 'topic' } });
  });

  test('a pull request in a shallow clone: GitHub tells the merge base', async () => {
    const context = event({ baseSha, baseRef: 'main' });
    const questions: string[][] = [];
    const ask = async (...question: string[]) => {
      questions.push(question);
      return mergeBase;
    };
    expect(await commitsOf(context, inputs({ directory: shallow }), ask)).toMatchObject({ mergeBase });
    expect(questions).toEqual([['main', headSha]]);
  });

  test('GitHub does not answer: git will look for the merge base', async () => {
    const fails = async () => {
      throw new Error('502');
    };
    const asked = await commitsOf(event({ baseSha }), inputs({ directory: shallow }), fails);
    expect(asked).toEqual({ base: { sha: baseSha }, head: { sha: headSha } });
  });

  test.each(['push', 'merge_group'])('a %s: what was there before, never the tip of a branch', async (eventName) => {
    const context = event({ eventName, baseSha, baseRef: 'main' });
    expect(await commitsOf(context, inputs({ directory: shallow }), known)).toEqual({
      base: { sha: baseSha },
      head: { sha: headSha },
    });
  });

  test('a run by hand: an audit of one commit, or of the one that is named', async () => {
    const context = event({ eventName: 'workflow_dispatch', headRef: 'main' });
    expect(await commitsOf(context, inputs(), known)).toEqual({ audit: { sha: headSha, ref: 'main' } });
    expect(await commitsOf(context, inputs({ head: 'v2' }), known)).toEqual({ audit: { ref: 'v2' } });
  });

  test('a run by hand with a base: a comparison', async () => {
    const context = event({ eventName: 'workflow_dispatch' });
    expect(await commitsOf(context, inputs({ base: 'v1', head: 'v2' }), known)).toEqual({
      base: { ref: 'v1' },
      head: { ref: 'v2' },
    });
    expect(await commitsOf(context, inputs({ base: 'v1' }), known)).toEqual({
      base: { ref: 'v1' },
      head: { sha: headSha },
    });
  });
});
