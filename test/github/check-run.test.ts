import { afterEach, describe, expect, test } from 'vitest';
import { type CheckRun, type OpenOptions, type Outcome, openCheckRun } from '../../src/github/check-run.ts';
import { createOctokit } from '../../src/github/octokit.ts';
import { closeUnfinished } from '../../src/github/post.ts';
import type { Annotation } from '../../src/model/report.ts';
import { type GitHub, type GitHubOptions, startGitHub } from '../harness/github/server.ts';

const SHA = 'c'.repeat(40);
const PLACE = { owner: 'acme', repo: 'plants', headSha: SHA, name: 'Vision Gate', externalId: '7.1' };
const servers: GitHub[] = [];

afterEach(async () => {
  for (const github of servers.splice(0)) await github.close();
});

async function start(options: GitHubOptions = {}) {
  const github = await startGitHub(options);
  servers.push(github);
  const octokit = createOctokit({ token: 't', apiUrl: github.url, timeout: 1_500, retryUnit: 5, writeInterval: 0 });
  const state: Record<string, string> = {};
  const saveState = (key: string, value: string) => {
    state[key] = value;
  };
  const open = (more: Partial<OpenOptions> = {}): Promise<CheckRun> =>
    openCheckRun({ octokit, saveState, waits: [5, 10, 20], progressInterval: 0, ...PLACE, ...more });
  const post = () => closeUnfinished({ octokit, getState: (key) => state[key] ?? '', output: STOPPED });
  return { github, octokit, state, open, post };
}

const STOPPED = { title: 'Cancelled', summary: 'The job was stopped.' };

function outcome(count: number, more: Partial<Outcome> = {}): Outcome {
  const annotations = Array.from(
    { length: count },
    (_, index): Annotation => ({
      path: 'data/labels.csv',
      start_line: index + 1,
      end_line: index + 1,
      annotation_level: 'failure',
      message: `Finding ${index + 1}.`,
    }),
  );
  return { conclusion: 'failure', title: 'Failed', summary: 'Because.', text: 'Details.', annotations, ...more };
}

const lines = (github: GitHub) => github.checkRuns[0].annotations.map((annotation) => annotation.start_line);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
const updates = (github: GitHub) => github.requests.filter((request) => request.operation === 'checks/update');

describe('a check run', () => {
  test('is in progress at once, shows progress and is completed', async () => {
    const { github, open, state } = await start();
    const run = await open({ detailsUrl: 'https://example.org/run/7' });
    expect(github.checkRuns).toMatchObject([
      { status: 'in_progress', external_id: '7.1', head_sha: SHA, details_url: 'https://example.org/run/7' },
    ]);
    run.progress('Reading images', '10 of 100');
    await expect.poll(() => github.checkRuns[0].output.title).toBe('Reading images');

    const posting = await run.complete(outcome(3));
    expect(posting).toEqual({ posted: true, id: 1, url: `${github.url}/acme/plants/runs/1`, annotations: 3 });
    expect(github.checkRuns).toMatchObject([
      {
        status: 'completed',
        conclusion: 'failure',
        output: { title: 'Failed', summary: 'Because.', text: 'Details.' },
      },
    ]);
    expect(state.check_run_done).toBe('true');
    expect(github.violations).toEqual([]);
  });

  test('sends the last of many progress calls, and none after its conclusion', async () => {
    const { github, open } = await start();
    const run = await open({ progressInterval: 50 });
    for (let step = 1; step <= 100; step += 1) run.progress(`Step ${step}`, 's');
    await expect.poll(() => github.checkRuns[0].output.title).toBe('Step 100');
    expect(updates(github).length).toBeLessThanOrEqual(2);
    run.progress('Step 101', 's');
    await run.complete(outcome(0));
    run.progress('Step 102', 's');
    expect(github.checkRuns[0]).toMatchObject({ status: 'completed', output: { title: 'Failed' } });
    expect(updates(github).at(-1)?.body).toMatchObject({ conclusion: 'failure' });
  });

  test('has all its annotations in their order, fifty a request, the conclusion in the last', async () => {
    const { github, open } = await start();
    const posting = await (await open()).complete(outcome(120));
    expect(posting).toMatchObject({ posted: true, annotations: 120 });
    expect(lines(github)).toEqual(upTo(120));
    const conclusions = updates(github).map(({ body }) => (body as { conclusion?: string }).conclusion);
    expect(conclusions).toEqual([undefined, undefined, 'failure']);
    expect(github.violations).toEqual([]);
  });

  test('is completed once, however often it is told', async () => {
    const { github, open } = await start();
    const run = await open();
    const [first, second] = await Promise.all([run.complete(outcome(60)), run.complete(outcome(60))]);
    expect(second).toEqual(first);
    expect(lines(github)).toEqual(upTo(60));
  });

  test('keeps within the limits of the API whatever it is given', async () => {
    const { github, open } = await start();
    const [annotation] = outcome(1).annotations;
    const wild: Annotation[] = [
      { ...annotation, title: '🌱'.repeat(300), message: 'é'.repeat(70_000), raw_details: 'x'.repeat(70_000) },
      { ...annotation, start_line: 2, end_line: 5, start_column: 3, end_column: 9 },
      { ...annotation, start_line: 0, end_line: -3, start_column: 0 },
    ];
    const texts = { title: 't'.repeat(300), summary: '漢'.repeat(30_000), text: 'x'.repeat(70_000) };
    const posting = await (await open()).complete({ conclusion: 'failure', ...texts, annotations: wild });
    expect(posting).toMatchObject({ posted: true, annotations: 3 });
    expect(Buffer.byteLength(github.checkRuns[0].output.summary!)).toBeLessThanOrEqual(65_535);
    expect(github.checkRuns[0].output.summary).toMatch(/^漢+…$/);
    expect(github.violations).toEqual([]);
  });
});

describe('under faults', () => {
  const faults = [
    ['a 502 before the effect', { kind: 'bad-gateway' }],
    ['a 502 after the effect', { kind: 'bad-gateway', applied: true }],
    ['a dropped connection before the effect', { kind: 'dropped' }],
    ['a dropped connection after the effect', { kind: 'dropped', applied: true }],
    ['no answer, without effect', { kind: 'time-out' }],
    ['no answer, with effect', { kind: 'time-out', applied: true }],
    ['a secondary limit', { kind: 'secondary-limit' }],
    ['a rate limit', { kind: 'rate-limit' }],
  ] as const;

  test.each(faults)('%s at the creation makes one check run', async (_name, fault) => {
    const { github, open } = await start();
    github.fault({ ...fault, operation: 'checks/create' });
    const run = await open();
    expect(await run.complete(outcome(1))).toMatchObject({ posted: true, id: 1 });
    expect(github.checkRuns).toMatchObject([{ conclusion: 'failure' }]);
    expect(github.violations).toEqual([]);
  });

  test.each(faults)('%s in the middle posts every annotation once', async (_name, fault) => {
    const { github, open } = await start();
    github.fault({ ...fault, operation: 'checks/update', skip: 1 });
    const posting = await (await open()).complete(outcome(120));
    expect(posting).toMatchObject({ posted: true, annotations: 120 });
    expect(lines(github)).toEqual(upTo(120));
  });

  test.each(faults)('%s at the conclusion concludes once', async (_name, fault) => {
    const { github, open } = await start();
    github.fault({ ...fault, operation: 'checks/update', skip: 1 });
    expect(await (await open()).complete(outcome(70))).toMatchObject({ posted: true, annotations: 70 });
    expect(github.checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(lines(github)).toEqual(upTo(70));
  });

  test('1 234 annotations are posted exactly once though every second answer is a 502 after its effect', async () => {
    const { github, open } = await start();
    const run = await open();
    for (let batch = 0; batch < 12; batch += 1) {
      github.fault({ kind: 'bad-gateway', applied: true, operation: 'checks/update', skip: 1 });
    }
    expect(await run.complete(outcome(1_234))).toMatchObject({ posted: true, annotations: 1_234 });
    expect(lines(github)).toEqual(upTo(1_234));
    expect(updates(github)).toHaveLength(25);
    expect(github.requests.filter((request) => request.fault !== undefined)).toHaveLength(12);
    expect(github.violations).toEqual([]);
  });

  test('a read-back that fails too never leads to a second posting', async () => {
    const { github, open } = await start();
    github.fault({ kind: 'bad-gateway', applied: true, operation: 'checks/update' });
    github.fault({ kind: 'bad-gateway', operation: 'checks/get' });
    expect(await (await open()).complete(outcome(60))).toMatchObject({ posted: true, annotations: 60 });
    expect(lines(github)).toEqual(upTo(60));
  });

  test('GitHub away for good is said, not thrown, and the post step may try again', async () => {
    const { github, open, post } = await start();
    const run = await open();
    github.fault({ kind: 'bad-gateway', operation: 'checks/update', skip: 1, times: 4 });
    expect(await run.complete(outcome(120))).toMatchObject({
      posted: false,
      cause: 'unreachable',
      status: 502,
      annotations: 50,
    });
    expect(await post()).toMatchObject({ posted: true, annotations: 50 });
    expect(github.checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
  });

  test('no server at all is said, not thrown', async () => {
    const { github, open } = await start();
    await github.close();
    const run = await open();
    expect(run.posting()).toMatchObject({ posted: false, cause: 'unreachable' });
    expect(await run.complete(outcome(1))).toMatchObject({ posted: false });
  });

  test('lost progress is no loss', async () => {
    const { github, open } = await start();
    const run = await open();
    github.fault({ kind: 'dropped', operation: 'checks/update' });
    run.progress('Step 1', 's');
    await expect.poll(() => updates(github).length).toBe(1);
    expect(await run.complete(outcome(2))).toMatchObject({ posted: true, annotations: 2 });
  });
});

describe('without permission', () => {
  test('a token that may not write checks is named with what it lacks', async () => {
    const { github, open, post } = await start({ permissions: { checks: 'read', contents: 'read' } });
    const run = await open();
    expect(run.posting()).toMatchObject({ posted: false, cause: 'permission', missing: 'checks: write', status: 403 });
    run.progress('Step 1', 's');
    expect(await run.complete(outcome(1))).toEqual(run.posting());
    expect(await run.cancel(STOPPED)).toEqual(run.posting());
    expect(await post()).toBeNull();
    expect(github.checkRuns).toEqual([]);
    expect(github.requests.filter((request) => request.operation === 'checks/create')).toHaveLength(1);
  });

  test('a token that may not even read them too', async () => {
    const { open } = await start({ permissions: {} });
    expect((await open()).posting()).toMatchObject({ posted: false, cause: 'permission', missing: 'checks: write' });
  });

  test('bad credentials and an unknown repository are refusals', async () => {
    expect((await (await start({ token: 'other' })).open()).posting()).toMatchObject({ cause: 'refused', status: 401 });
    expect((await (await start({ repositories: {} })).open()).posting()).toMatchObject({
      cause: 'refused',
      status: 404,
    });
  });

  test('a permission lost on the way is said', async () => {
    const { github, open } = await start();
    const run = await open();
    github.fault({ kind: 'not-permitted', operation: 'checks/update' });
    expect(await run.complete(outcome(1))).toMatchObject({ posted: false, cause: 'permission', annotations: 0 });
  });

  test('a refused annotation does not keep the conclusion back', async () => {
    const { github, open } = await start();
    const given = outcome(60);
    given.annotations[55] = { ...given.annotations[55], path: '' };
    const posting = await (await open()).complete(given);
    expect(posting).toMatchObject({ posted: true, annotations: 50, refused: expect.stringContaining('path is empty') });
    expect(github.checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'failure' });
  });

  test('a limit that outlasts our patience is said', async () => {
    const { github, open } = await start();
    github.fault({ kind: 'secondary-limit', retryAfter: 3_600 });
    expect((await open()).posting()).toMatchObject({ posted: false, cause: 'limited', status: 403 });
  });
});

describe('other runs of the same commit', () => {
  test("this run's own unfinished check run is taken up", async () => {
    const { github, open } = await start();
    await open();
    const again = await open();
    expect(await again.complete(outcome(2))).toMatchObject({ posted: true, id: 1 });
    expect(github.checkRuns).toHaveLength(1);
  });

  test('annotations that are there already are counted, not repeated', async () => {
    const { github, open } = await start();
    const first = await open();
    github.fault({ kind: 'not-permitted', operation: 'checks/update', skip: 1 });
    await first.complete(outcome(70));
    github.fault({ kind: 'bad-gateway', applied: true, operation: 'checks/update' });
    expect(await (await open()).complete(outcome(10))).toMatchObject({ posted: true, id: 1, annotations: 60 });
    expect(lines(github)).toEqual([...upTo(50), ...upTo(10)]);
  });

  test('what an earlier attempt or a run older than any job left open is closed; another run at work is not', async () => {
    const { github, open } = await start();
    await open({ externalId: '7.1' });
    await open({ externalId: '6.1' });
    await open({ externalId: '5.3' });
    await open({ externalId: 'someone-else' });
    await open({ externalId: '7.1', name: 'Another policy' });
    github.checkRuns[2].started_at = '2020-01-01T00:00:00Z';
    github.checkRuns[3].started_at = '2020-01-01T00:00:00Z';
    await open({ externalId: '7.2' });
    const standing = github.checkRuns.map(({ external_id, status, conclusion }) => [external_id, status, conclusion]);
    expect(standing).toEqual([
      ['7.1', 'completed', 'cancelled'],
      ['6.1', 'in_progress', null],
      ['5.3', 'completed', 'cancelled'],
      ['someone-else', 'in_progress', null],
      ['7.1', 'in_progress', null],
      ['7.2', 'in_progress', null],
    ]);
  });
});

describe('cancellation', () => {
  test('concludes a run at work', async () => {
    const { github, open, post } = await start();
    const run = await open();
    run.progress('Step 1', 's');
    expect(await run.cancel(STOPPED)).toMatchObject({ posted: true });
    expect(github.checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled', output: STOPPED });
    await run.complete(outcome(3));
    expect(github.checkRuns[0]).toMatchObject({ conclusion: 'cancelled', annotations: [] });
    expect(await post()).toBeNull();
  });

  test('stops the annotations, even when GitHub does not answer', async () => {
    const { github, open } = await start();
    const run = await open();
    github.fault({ kind: 'time-out', operation: 'checks/update', skip: 1 });
    const completion = run.complete(outcome(500));
    await expect.poll(() => github.requests.filter((request) => request.fault === 'time-out').length).toBe(1);
    await run.cancel(STOPPED);
    await completion;
    expect(github.checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled' });
    expect(lines(github)).toEqual(upTo(50));
  });

  test('leaves a conclusion that is there', async () => {
    const { github, open } = await start();
    const run = await open();
    await run.complete(outcome(1));
    await run.cancel(STOPPED);
    expect(github.checkRuns[0]).toMatchObject({ conclusion: 'failure', output: { title: 'Failed' } });
  });
});

describe('the post step', () => {
  test('has nothing to do when nothing was opened or all was completed', async () => {
    const { github, open, post } = await start();
    expect(await post()).toBeNull();
    await (await open()).complete(outcome(1));
    const before = github.requests.length;
    expect(await post()).toBeNull();
    expect(github.requests).toHaveLength(before);
  });

  test('closes what a killed main step left', async () => {
    const { github, open, post } = await start();
    await open();
    expect(await post()).toMatchObject({ posted: true, id: 1 });
    expect(github.checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'cancelled', output: STOPPED });
  });

  test('finds a check run whose id the main step never learnt', async () => {
    const { github, open, post, state } = await start();
    await open();
    delete state.check_run_id;
    expect(await post()).toMatchObject({ posted: true, id: 1 });
    expect(github.checkRuns[0]).toMatchObject({ conclusion: 'cancelled' });
  });

  test('leaves a conclusion that was posted though its answer was lost', async () => {
    const { github, open, post, state } = await start();
    await (await open()).complete(outcome(1));
    delete state.check_run_done;
    expect(await post()).toBeNull();
    expect(github.checkRuns[0]).toMatchObject({ conclusion: 'failure' });
  });

  test('says what kept it from closing', async () => {
    const { github, open, post } = await start();
    await open();
    github.fault({ kind: 'not-permitted', operation: 'checks/update' });
    expect(await post()).toMatchObject({ posted: false, cause: 'permission', missing: 'checks: write' });
  });
});
