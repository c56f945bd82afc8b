import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createOctokit } from '../../src/github/octokit.ts';
import { type GitHub, startGitHub } from '../harness/github/server.ts';
import { runAction } from '../harness/runner/runner.ts';

const disposers: (() => unknown)[] = [];
afterEach(async () => {
  for (const dispose of disposers.splice(0).reverse()) await dispose();
});

async function start(): Promise<GitHub> {
  const github = await startGitHub();
  disposers.push(github.close);
  return github;
}

const PLACE = { owner: 'acme', repo: 'plants' };

test('an Enterprise Server is spoken to below /api/v3', async () => {
  const github = await start();
  const octokit = createOctokit({ token: 't', apiUrl: `${github.url}/api/v3` });
  expect((await octokit.rest.repos.get(PLACE)).data.full_name).toBe('acme/plants');
});

test('no token is a mistake with a way out', () => {
  expect(() => createOctokit({ token: '', apiUrl: 'https://api.github.com' })).toThrow(/Expected a token for `token`/);
});

test('ten writes go at once, the others at their pace', async () => {
  const github = await start();
  const octokit = createOctokit({ token: 't', apiUrl: github.url, writeInterval: 200 });
  const create = () => octokit.rest.checks.create({ ...PLACE, name: 'gate', head_sha: 'a'.repeat(40) });
  await Promise.all(Array.from({ length: 13 }, create));
  const since = github.requests.map(({ at }) => at - github.requests[0].at);
  expect(since[9]).toBeLessThan(since[12]);
  for (const [index, least] of [
    [10, 100],
    [11, 300],
    [12, 500],
  ] as const)
    expect(since[index]).toBeGreaterThan(least);
});

test('a request that is not answered is given up and repeated', async () => {
  const github = await start();
  const octokit = createOctokit({ token: 't', apiUrl: github.url, timeout: 1_000, retryUnit: 5 });
  github.fault({ kind: 'time-out', times: 2 });
  expect((await octokit.rest.repos.get(PLACE)).status).toBe(200);
  // A busy machine may let a third attempt run out as well: what counts is that the faults were outlived.
  const statuses = github.requests.map(({ status }) => status);
  expect(statuses.slice(0, 2)).toEqual([null, null]);
  expect(statuses.at(-1)).toBe(200);
});

test('a limit is waited for, one beyond patience is not', async () => {
  const github = await start();
  const octokit = createOctokit({ token: 't', apiUrl: github.url, retryUnit: 5 });
  github.fault({ kind: 'secondary-limit', retryAfter: 60 });
  github.fault({ kind: 'rate-limit', retryAfter: 2 });
  expect((await octokit.rest.repos.get(PLACE)).status).toBe(200);
  github.fault({ kind: 'secondary-limit', retryAfter: 121 });
  await expect(octokit.rest.repos.get(PLACE)).rejects.toMatchObject({ status: 403 });
  github.fault({ kind: 'secondary-limit', times: 4 });
  await expect(octokit.rest.repos.get(PLACE)).rejects.toMatchObject({ status: 403 });
});

test("the runner's proxy is used", async () => {
  const github = await start();
  const asked: (string | undefined)[] = [];
  const sockets: Socket[] = [];
  const proxy = createServer().on('connect', (request, socket: Socket) => {
    asked.push(request.url);
    const target = connect(Number(new URL(github.url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    sockets.push(socket, target);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  disposers.push(
    () => proxy.close(),
    () => {
      for (const socket of sockets) socket.destroy();
    },
  );

  const action = mkdtempSync(join(tmpdir(), 'proxy-'));
  disposers.push(() => rmSync(action, { recursive: true }));
  writeFileSync(join(action, 'action.yml'), 'runs: { using: node24, main: main.mjs }');
  writeFileSync(
    join(action, 'main.mjs'),
    `import { createOctokit } from ${JSON.stringify(resolve('src/github/octokit.ts'))};
    const octokit = createOctokit({ token: 't', apiUrl: process.env.GITHUB_API_URL, timeout: 3000, retryUnit: 5 });
    console.log((await octokit.rest.repos.get({ owner: 'acme', repo: 'plants' })).data.full_name);
    process.exit();`,
  );
  const result = await runAction({
    action,
    event: { name: 'push', payload: {} },
    repository: 'acme/plants',
    sha: 'a'.repeat(40),
    workspace: action,
    apiUrl: 'http://api.example.test',
    env: { http_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
  });
  expect(result).toMatchObject({ exitCode: 0, log: 'acme/plants' });
  expect(asked).toEqual(['api.example.test:80']);
});
