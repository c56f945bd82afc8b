import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { type GitHubOptions, startGitHub } from './server.ts';

const SHA = 'a'.repeat(40);
const RUNS = '/repos/acme/plants/check-runs';
const disposers: (() => unknown)[] = [];

afterEach(async () => {
  for (const dispose of disposers.splice(0)) await dispose();
});

async function start(options: GitHubOptions = {}) {
  const github = await startGitHub(options);
  disposers.push(github.close);
  return { github, call: caller(github.url) };
}

function caller(url: string) {
  return async (method: string, path: string, body?: unknown, authorization = 'token t') => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization },
      signal: AbortSignal.timeout(2_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
  };
}

function repository() {
  const folder = mkdtempSync(join(tmpdir(), 'double-'));
  disposers.push(() => rmSync(folder, { recursive: true }));
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...parameters], {
      encoding: 'utf8',
    }).trim();
  const commit = (name: string) => {
    writeFileSync(join(folder, name), name);
    git('add', '.');
    git('commit', '-q', '-m', `Add ${name}`);
    return git('rev-parse', 'HEAD');
  };
  git('init', '-q', '-b', 'main');
  return { folder, git, commit };
}

const annotation = (line: number, more: object = {}) => ({
  path: 'data/labels.csv',
  start_line: line,
  end_line: line,
  annotation_level: 'failure',
  message: `Row ${line} is wrong.`,
  ...more,
});

describe('requests are checked', () => {
  test.each([
    ['an unknown property', { name: 'gate', head_sha: SHA, state: 'queued' }],
    ['a missing head_sha', { name: 'gate' }],
    ['an unknown status', { name: 'gate', head_sha: SHA, status: 'running' }],
    ['a completed run without a conclusion', { name: 'gate', head_sha: SHA, status: 'completed' }],
    ['an output without a summary', { name: 'gate', head_sha: SHA, output: { title: 't' } }],
    ['a misspelt output property', { name: 'gate', head_sha: SHA, output: { title: 't', summary: 's', txt: '' } }],
    [
      'a summary of 65 536 characters',
      { name: 'gate', head_sha: SHA, output: { title: 't', summary: 'x'.repeat(65_536) } },
    ],
    [
      '51 annotations',
      { name: 'gate', head_sha: SHA, output: { title: 't', summary: 's', annotations: Array(51).fill(annotation(1)) } },
    ],
    [
      'the level error',
      {
        name: 'gate',
        head_sha: SHA,
        output: { title: 't', summary: 's', annotations: [annotation(1, { annotation_level: 'error' })] },
      },
    ],
    [
      'columns over two lines',
      {
        name: 'gate',
        head_sha: SHA,
        output: { title: 't', summary: 's', annotations: [annotation(1, { end_line: 2, start_column: 3 })] },
      },
    ],
    [
      'a title of 256 characters',
      {
        name: 'gate',
        head_sha: SHA,
        output: { title: 't', summary: 's', annotations: [annotation(1, { title: 'x'.repeat(256) })] },
      },
    ],
    [
      'a message of more than 64 KB',
      {
        name: 'gate',
        head_sha: SHA,
        output: { title: 't', summary: 's', annotations: [annotation(1, { message: 'é'.repeat(32_769) })] },
      },
    ],
    ['a short SHA', { name: 'gate', head_sha: 'abc123' }],
  ])('%s is refused with 422 and noted', async (_name, body) => {
    const { github, call } = await start();
    expect((await call('POST', RUNS, body)).status).toBe(422);
    expect(github.violations).not.toEqual([]);
    expect(github.checkRuns).toEqual([]);
  });

  test('an unknown path, a wrong parameter and a missing token are refused', async () => {
    const { github, call } = await start({ token: 'secret' });
    expect((await call('GET', '/repos/acme/plants/nowhere', undefined, 'token secret')).status).toBe(404);
    expect((await call('GET', `${RUNS}/one`, undefined, 'Bearer secret')).status).toBe(422);
    expect(
      (await call('GET', `/repos/acme/plants/commits/${SHA}/check-runs?filter=new`, undefined, 'token secret')).status,
    ).toBe(422);
    expect((await call('GET', `${RUNS}/1`, undefined, 'token other')).status).toBe(401);
    expect(github.violations).toHaveLength(3);
  });

  test('what the token may not do is refused as GitHub does', async () => {
    const { github, call } = await start({ permissions: { checks: 'read' } });
    const { status, body, headers } = await call('POST', RUNS, { name: 'gate', head_sha: SHA });
    expect(status).toBe(403);
    expect(body.message).toBe('Resource not accessible by integration');
    expect(headers.get('x-accepted-github-permissions')).toBe('checks=write');
    expect(github.violations).toEqual([]);
  });
});

describe('state is kept', () => {
  test('a check run is created, appended to, completed and listed', async () => {
    const { github, call } = await start();
    const created = await call('POST', RUNS, {
      name: 'gate',
      head_sha: SHA,
      status: 'in_progress',
      external_id: '7.1',
    });
    expect(created).toMatchObject({ status: 201, body: { id: 1, status: 'in_progress', conclusion: null } });
    const page = (from: number) => Array.from({ length: 50 }, (_, index) => annotation(from + index));
    await call('PATCH', `${RUNS}/1`, { output: { title: 't', summary: 's', annotations: page(1) } });
    const done = await call('PATCH', `${RUNS}/1`, {
      conclusion: 'failure',
      output: { summary: 's2', annotations: page(51) },
    });
    expect(done.body).toMatchObject({
      status: 'completed',
      conclusion: 'failure',
      output: { title: 't', summary: 's2', annotations_count: 100 },
    });

    const first = await call('GET', `${RUNS}/1/annotations?per_page=60`);
    expect(first.body).toHaveLength(60);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')![1];
    expect((await call('GET', next.replace(github.url, ''))).body).toHaveLength(40);

    await call('POST', RUNS, { name: 'gate', head_sha: SHA, external_id: '7.2' });
    const latest = await call('GET', `/repos/acme/plants/commits/${SHA}/check-runs?check_name=gate`);
    expect(latest.body.check_runs.map((run: { id: number }) => run.id)).toEqual([2]);
    const all = await call('GET', `/repos/acme/plants/commits/${SHA}/check-runs?check_name=gate&filter=all`);
    expect(all.body.check_runs.map((run: { id: number }) => run.id)).toEqual([2, 1]);
    expect(github.violations).toEqual([]);
  });

  test('a refused update changes nothing', async () => {
    const { github, call } = await start();
    await call('POST', RUNS, { name: 'gate', head_sha: SHA });
    const annotations = [annotation(1), annotation(0)];
    expect((await call('PATCH', `${RUNS}/1`, { output: { summary: 's', annotations } })).status).toBe(422);
    expect(github.checkRuns[0].annotations).toEqual([]);
  });

  test('commits and comparisons come from a git repository', async () => {
    const { folder, git, commit } = repository();
    const root = commit('a.txt');
    git('switch', '-q', '-c', 'topic');
    const head = commit('b.txt');
    git('switch', '-q', 'main');
    const base = commit('c.txt');
    const { github, call } = await start({ repositories: { 'acme/plants': folder } });

    const compared = await call('GET', `/repos/acme/plants/compare/${base}...${head}`);
    expect(compared.body).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 });
    expect(compared.body.merge_base_commit.sha).toBe(root);
    expect(compared.body.files).toMatchObject([{ filename: 'b.txt', status: 'added' }]);
    expect((await call('GET', '/repos/acme/plants/commits/topic')).body.sha).toBe(head);
    expect((await call('GET', `/repos/acme/plants/compare/${base}...${SHA}`)).status).toBe(404);
    expect((await call('GET', '/repos/acme/animals')).status).toBe(404);
    expect(github.violations).toEqual([]);
    expect((await call('POST', RUNS, { name: 'gate', head_sha: SHA })).status).toBe(422);
    expect((await call('POST', RUNS, { name: 'gate', head_sha: head })).status).toBe(201);
  });

  test('repositories, pull requests, comments and SARIF are spoken too', async () => {
    const pull = {
      repository: 'acme/plants',
      number: 7,
      title: 'More',
      base: { ref: 'main', sha: SHA },
      head: { ref: 'topic', sha: SHA },
    };
    const { github, call } = await start({ pullRequests: [pull] });
    expect((await call('GET', '/api/v3/repos/acme/plants')).body.default_branch).toBe('main');
    expect((await call('GET', '/repos/acme/plants/pulls/7')).body.head).toMatchObject({ ref: 'topic', sha: SHA });
    const comment = await call('POST', '/repos/acme/plants/issues/7/comments', { body: 'one' });
    await call('PATCH', `/repos/acme/plants/issues/comments/${comment.body.id}`, { body: 'two' });
    expect((await call('GET', '/repos/acme/plants/issues/7/comments')).body).toMatchObject([{ body: 'two' }]);
    const sarif = gzipSync(JSON.stringify({ version: '2.1.0', runs: [] })).toString('base64');
    const sent = await call('POST', '/repos/acme/plants/code-scanning/sarifs', {
      commit_sha: SHA,
      ref: 'refs/heads/main',
      sarif,
    });
    expect((await call('GET', `/repos/acme/plants/code-scanning/sarifs/${sent.body.id}`)).body.processing_status).toBe(
      'complete',
    );
    expect(github.violations).toEqual([]);
  });
});

describe('faults come on demand', () => {
  test('each kind answers as ordered, then the service is back', async () => {
    const { github, call } = await start();
    const create = () => call('POST', RUNS, { name: 'gate', head_sha: SHA });
    github.fault({ kind: 'bad-gateway' });
    github.fault({ kind: 'secondary-limit', retryAfter: 2 });
    github.fault({ kind: 'rate-limit' });
    github.fault({ kind: 'not-permitted' });
    github.fault({ kind: 'not-found' });
    github.fault({ kind: 'dropped' });
    github.fault({ kind: 'time-out' });
    expect((await create()).status).toBe(502);
    expect((await create()).headers.get('retry-after')).toBe('2');
    expect((await create()).headers.get('x-ratelimit-remaining')).toBe('0');
    expect((await create()).body.message).toMatch(/not accessible/);
    expect((await create()).status).toBe(404);
    await expect(create()).rejects.toThrow('fetch failed');
    await expect(create()).rejects.toThrow(/timeout/);
    expect(github.checkRuns).toEqual([]);
    expect((await create()).status).toBe(201);
    expect(github.requests.map((request) => request.status)).toEqual([502, 403, 403, 403, 404, null, null, 201]);
  });

  test('an applied fault takes effect; others wait for their operation and turn', async () => {
    const { github, call } = await start();
    github.fault({ kind: 'dropped', applied: true, operation: 'checks/update', skip: 1 });
    await call('POST', RUNS, { name: 'gate', head_sha: SHA });
    await call('PATCH', `${RUNS}/1`, { output: { summary: 'one' } });
    await expect(call('PATCH', `${RUNS}/1`, { output: { summary: 'two' } })).rejects.toThrow('fetch failed');
    expect(github.checkRuns[0].output.summary).toBe('two');
  });
});

test('as a program it prints its address and writes what it was told', async () => {
  const record = join(mkdtempSync(join(tmpdir(), 'double-')), 'record.json');
  const child = spawn(process.execPath, ['test/harness/github/serve.ts', '--record', record], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface(child.stdout), 'line');
  await caller(url)('POST', RUNS, { name: 'gate', head_sha: SHA });
  child.kill('SIGTERM');
  await once(child, 'exit');
  expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
    violations: [],
    state: { checkRuns: [{ name: 'gate' }] },
  });
});
