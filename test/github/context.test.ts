import { describe, expect, test } from 'vitest';
import { readContext } from '../../src/github/context.ts';
import { Fault } from '../../src/model/fault.ts';

const sha = (digit: string) => digit.repeat(40);
const ENV = {
  GITHUB_REPOSITORY: 'acme/plants',
  GITHUB_SHA: sha('9'),
  GITHUB_REF: 'refs/heads/main',
  GITHUB_ACTOR: 'octocat',
  GITHUB_API_URL: 'https://ghe.acme.com/api/v3',
  GITHUB_SERVER_URL: 'https://ghe.acme.com',
  GITHUB_RUN_ID: '77',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_WORKSPACE: '/work',
};
const read = (event: string, payload: unknown, env: object = {}) =>
  readContext({ ...ENV, GITHUB_EVENT_NAME: event, ...env }, payload);

const pullRequest = (headRepository: { full_name: string } | null = { full_name: 'acme/plants' }) => ({
  repository: { default_branch: 'main' },
  pull_request: {
    number: 7,
    head: { sha: sha('a'), ref: 'topic', repo: headRepository },
    base: { sha: sha('b'), ref: 'release/1', repo: { full_name: 'acme/plants' } },
  },
});

describe('the commits of an event', () => {
  test.each(['pull_request', 'pull_request_target'])('%s: the head of the pull request, not GITHUB_SHA', (event) => {
    expect(read(event, pullRequest())).toEqual({
      eventName: event,
      repository: { owner: 'acme', repo: 'plants' },
      headSha: sha('a'),
      headRef: 'topic',
      baseSha: sha('b'),
      baseRef: 'release/1',
      prNumber: 7,
      isFork: false,
      defaultBranch: 'main',
      actor: 'octocat',
      apiUrl: 'https://ghe.acme.com/api/v3',
      serverUrl: 'https://ghe.acme.com',
      runId: 77,
      attempt: 2,
      runUrl: 'https://ghe.acme.com/acme/plants/actions/runs/77',
      workspace: '/work',
    });
  });

  test('a fork, deleted or not, is one', () => {
    expect(read('pull_request', pullRequest({ full_name: 'eve/plants' })).isFork).toBe(true);
    expect(read('pull_request', pullRequest(null)).isFork).toBe(true);
  });

  test('merge_group: the group and its base', () => {
    const merge_group = {
      head_sha: sha('c'),
      head_ref: 'refs/heads/gh-readonly-queue/main/pr-7',
      base_sha: sha('d'),
      base_ref: 'refs/heads/main',
    };
    expect(read('merge_group', { merge_group })).toMatchObject({
      headSha: sha('c'),
      headRef: 'gh-readonly-queue/main/pr-7',
      baseSha: sha('d'),
      baseRef: 'main',
      isFork: false,
    });
  });

  test('push: what the branch was before, if it was', () => {
    const push = { ref: 'refs/heads/feature/x', before: sha('e'), after: sha('f') };
    expect(read('push', push)).toMatchObject({ headSha: sha('f'), baseSha: sha('e'), baseRef: 'feature/x' });
    expect(read('push', { ...push, before: sha('0') }).baseSha).toBeUndefined();
    const tag = read('push', { ...push, ref: 'refs/tags/v1' });
    expect(tag).toMatchObject({ headRef: 'v1' });
    expect(tag.baseRef).toBeUndefined();
  });

  test.each(['workflow_dispatch', 'schedule'])('%s: one commit, nothing to compare with', (event) => {
    const context = read(event, {});
    expect(context).toMatchObject({ headSha: sha('9'), headRef: 'main', isFork: false });
    expect([context.baseSha, context.baseRef, context.prNumber]).toEqual([undefined, undefined, undefined]);
  });

  test('workflow_run: the commit of the other workflow, with its pull request where GitHub names one', () => {
    const workflow_run = {
      head_sha: sha('a'),
      head_branch: 'topic',
      head_repository: { full_name: 'acme/plants' },
      pull_requests: [{ number: 7, base: { ref: 'main', sha: sha('b') } }],
    };
    const payload = { repository: { full_name: 'acme/plants' }, workflow_run };
    expect(read('workflow_run', payload)).toMatchObject({
      headSha: sha('a'),
      baseSha: sha('b'),
      baseRef: 'main',
      prNumber: 7,
      isFork: false,
    });
    const fork = { ...workflow_run, head_repository: { full_name: 'eve/plants' }, pull_requests: [] };
    const context = read('workflow_run', { ...payload, workflow_run: fork });
    expect(context).toMatchObject({ headSha: sha('a'), isFork: true });
    expect(context.baseSha).toBeUndefined();
  });

  test('github.com is meant where the runner names no server', () => {
    const env = { GITHUB_API_URL: '', GITHUB_SERVER_URL: undefined, GITHUB_RUN_ATTEMPT: undefined };
    expect(read('schedule', {}, env)).toMatchObject({
      apiUrl: 'https://api.github.com',
      serverUrl: 'https://github.com',
      attempt: 1,
    });
  });
});

describe('mistakes say what to do', () => {
  test.each([
    ['issue_comment', {}, {}, 'usage', /Expected one of pull_request,.* but received issue_comment\. Trigger/],
    ['constructor', {}, {}, 'usage', /but received constructor/],
    ['push', { ref: 'refs/heads/x', before: sha('a'), after: sha('0') }, {}, 'usage', /received its deletion\. Skip/],
    ['pull_request', {}, {}, 'unable', /Expected text for `pull_request.head.sha` of the event but received undefined/],
    ['pull_request', null, {}, 'unable', /`pull_request.head.sha`/],
    ['merge_group', { merge_group: { head_sha: 'main' } }, {}, 'unable', /Expected a commit id .* received "main"/],
    ['schedule', {}, { GITHUB_SHA: '' }, 'unable', /Expected a value for `GITHUB_SHA` but received none\. Run/],
    ['schedule', {}, { GITHUB_REPOSITORY: undefined }, 'unable', /`GITHUB_REPOSITORY`/],
  ])('%s with %j', (event, payload, env, kind, message) => {
    const attempt = () => read(event, payload, env);
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(Fault);
    try {
      attempt();
    } catch (error) {
      expect((error as Fault).kind).toBe(kind);
    }
  });
});
