import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { fitSummary, readPayload } from '../../src/github/job.ts';
import { Fault } from '../../src/model/fault.ts';
import { type GitHub, startGitHub } from '../harness/github/server.ts';
import { type ActionRun, runAction } from '../harness/runner/runner.ts';

const folder = mkdtempSync(join(tmpdir(), 'job-'));
const servers: GitHub[] = [];
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  for (const github of servers.splice(0)) await github.close();
});

describe('the summary', () => {
  const NOTICE = 'The rest is in the HTML report.';

  test('is unchanged when it fits', () => {
    expect(fitSummary('# Hello\n', NOTICE)).toBe('# Hello\n');
    expect(fitSummary('é'.repeat(512 * 1024), NOTICE)).toHaveLength(512 * 1024);
  });

  test('is cut at a line, within 1 MiB of UTF-8, and says so', () => {
    const text = fitSummary('| plánta | 植物 |\n'.repeat(80_000), NOTICE);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1024 * 1024);
    expect(Buffer.byteLength(text)).toBeGreaterThan(1024 * 1024 - 1024);
    expect(text).toMatch(/\| 植物 \|\n\nThe rest is in the HTML report\.\n$/);
    expect(text).not.toContain('\ufffd');
  });

  test('has its open blocks closed', () => {
    const markdown = `<details><summary>a</summary>\n\n<details>\n\n\`\`\`\n${'line\n'.repeat(500)}`;
    const text = fitSummary(markdown, NOTICE, 1_000);
    expect(text).toMatch(/line\n```\n<\/details>\n<\/details>\n\nThe rest/);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_000);
  });

  test('of one endless line is only the notice', () => {
    expect(fitSummary('x'.repeat(2_000), NOTICE, 1_000)).toBe(`\n\n${NOTICE}\n`);
  });
});

test('a payload that is no JSON is named', () => {
  const path = join(folder, 'event.json');
  writeFileSync(path, '{');
  expect(readPayload({})).toEqual({});
  expect(() => readPayload({ GITHUB_EVENT_PATH: path })).toThrow(Fault);
  expect(() => readPayload({ GITHUB_EVENT_PATH: path })).toThrow(/for `GITHUB_EVENT_PATH` but received .*JSON/);
});

describe('in a job', () => {
  const SHA = 'e'.repeat(40);
  const source = (name: string) => JSON.stringify(resolve('src/github', name));
  const setUp = `
    import { getState, saveState } from ${JSON.stringify(resolve('node_modules/@actions/core/lib/core.js'))};
    import { closeUnfinished } from ${source('post.ts')};
    import { createOctokit } from ${source('octokit.ts')};
    import { externalIdOf } from ${source('claim.ts')};
    import { openCheckRun } from ${source('check-run.ts')};
    import { readContext } from ${source('context.ts')};
    import { readPayload, setOutputs, writeSummary } from ${source('job.ts')};
    const context = readContext(process.env, readPayload(process.env));
    const octokit = createOctokit({ token: process.env.INPUT_TOKEN, apiUrl: context.apiUrl, timeout: 2000 });
    const stopped = { title: 'Cancelled', summary: 'The job was stopped.' };
    const open = () => openCheckRun({
      octokit, saveState, ...context.repository, headSha: context.headSha, name: 'Vision Gate',
      externalId: externalIdOf(context.runId, context.attempt), detailsUrl: context.runUrl,
    });
  `;
  const post = `${setUp}
    const posting = await closeUnfinished({ octokit, getState, output: stopped });
    console.log('post', JSON.stringify(posting));
  `;

  async function runJob(name: string, main: string, more: Partial<ActionRun> = {}) {
    const action = mkdtempSync(join(folder, `${name}-`));
    const manifest = `inputs: { token: { default: '\${{ github.token }}' } }\nruns: { using: node24, main: main.mjs, post: post.mjs }\n`;
    writeFileSync(join(action, 'action.yml'), manifest);
    writeFileSync(join(action, 'main.mjs'), `${setUp}\n${main}`);
    writeFileSync(join(action, 'post.mjs'), post);
    const github = await startGitHub();
    servers.push(github);
    const pull_request = {
      number: 7,
      head: { sha: SHA, ref: 'topic', repo: { full_name: 'acme/plants' } },
      base: { sha: 'f'.repeat(40), ref: 'main', repo: { full_name: 'acme/plants' } },
    };
    const result = await runAction({
      action,
      event: { name: 'pull_request', payload: { pull_request } },
      repository: 'acme/plants',
      sha: '9'.repeat(40),
      workspace: folder,
      apiUrl: github.url,
      timeScale: 0.2,
      ...more,
    });
    return { github, result };
  }

  test('outputs, a cut summary and the check run arrive', async () => {
    const { github, result } = await runJob(
      'complete',
      `
        const run = await open();
        setOutputs({ conclusion: 'failure', report: 'a\\nb' });
        console.log(JSON.stringify(await writeSummary('line\\n'.repeat(300_000), 'More in the report.')));
        const posting = await run.complete({ conclusion: 'failure', title: 't', summary: 's', annotations: [] });
        process.exitCode = posting.posted ? 1 : 3;
      `,
    );
    expect(result.log).toContain('{"written":true,"cut":true}');
    expect(result).toMatchObject({ exitCode: 1, outputs: { conclusion: 'failure', report: 'a\nb' }, annotations: [] });
    expect(result.summary).toMatch(/line\n\nMore in the report\.\n$/);
    expect(result.post?.log).toBe('post null');
    expect(github.checkRuns).toMatchObject([
      {
        head_sha: SHA,
        conclusion: 'failure',
        external_id: '1.1',
        details_url: 'https://github.com/acme/plants/actions/runs/1',
      },
    ]);
    expect(github.violations).toEqual([]);
  });

  test('a cancelled job closes its check run itself', async () => {
    const { github, result } = await runJob(
      'cancelled',
      `
        const run = await open();
        process.once('SIGINT', async () => {
          await run.cancel(stopped);
          process.exit(130);
        });
        setInterval(() => {}, 1000);
        console.log('ready');
      `,
      { cancelWhen: /^ready/ },
    );
    expect(result).toMatchObject({ cancelled: true, sent: ['SIGINT'], exitCode: 130, post: { log: 'post null' } });
    expect(github.checkRuns).toMatchObject([{ status: 'completed', conclusion: 'cancelled', output: stopped }]);
  });

  test.each([
    ['is killed', `process.kill(process.pid, 'SIGKILL');`, {}],
    ['crashes', `throw new Error('boom');`, {}],
    [
      'hangs',
      `process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); console.log('ready'); for (;;);`,
      { cancelWhen: /^ready/ },
    ],
  ])('the post step closes the check run when the main step %s', async (_name, end, more) => {
    const { github, result } = await runJob('unfinished', `await open();\n${end}`, more);
    expect(result.exitCode).not.toBe(0);
    expect(result.post?.log).toMatch(/^post \{"posted":true,"id":1/);
    expect(github.checkRuns).toMatchObject([{ status: 'completed', conclusion: 'cancelled', output: stopped }]);
    expect(github.violations).toEqual([]);
  });

  const stopped = { title: 'Cancelled', summary: 'The job was stopped.' };
});
