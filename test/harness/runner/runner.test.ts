import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseKeyValues } from './file-commands.ts';
import { type ActionRun, runAction } from './runner.ts';

const root = mkdtempSync(join(tmpdir(), 'actions-'));
afterAll(() => rmSync(root, { recursive: true }));
let count = 0;

/** Writes an action whose scripts are given as text and runs it. */
async function run(
  scripts: { main: string; pre?: string; post?: string },
  manifest = '',
  more: Partial<ActionRun> = {},
) {
  const action = join(root, String(count));
  count += 1;
  mkdirSync(action);
  const stages = Object.keys(scripts).map((stage) => `  ${stage}: ${stage}.mjs\n`);
  writeFileSync(join(action, 'action.yml'), `name: test\nruns:\n  using: node24\n${stages.join('')}${manifest}`);
  for (const [stage, text] of Object.entries(scripts)) writeFileSync(join(action, `${stage}.mjs`), text);
  return runAction({
    action,
    event: { name: 'push', payload: {} },
    repository: 'acme/plants',
    sha: 'd'.repeat(40),
    workspace: root,
    timeScale: 0.05,
    ...more,
  });
}

/** A killed child that nobody has waited for is still listed, as a zombie. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('a step', () => {
  test('gets its inputs, the event, and a clean environment', async () => {
    process.env.LEAKED_FROM_THE_TEST = 'yes';
    const main = `
      import { readFileSync } from 'node:fs';
      const keys = ['INPUT_POLICY', 'INPUT_FAIL-FAST', 'INPUT_TOKEN', 'INPUT_EMPTY', 'GITHUB_REPOSITORY', 'GITHUB_REF', 'GITHUB_HEAD_REF', 'EXTRA'];
      console.log(JSON.stringify(keys.map((key) => process.env[key])));
      console.log(JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8')).pull_request.number, process.cwd());
      console.log('LEAKED_FROM_THE_TEST' in process.env, process.env.RUNNER_TEMP !== undefined);
    `;
    const inputs = `inputs:
  policy: { default: gate.yml }
  fail-fast: { default: true }
  token: { default: '\${{ github.token }}' }
  empty: {}
`;
    const payload = { pull_request: { number: 7, base: { ref: 'main' }, head: { ref: 'topic' } } };
    const { log, annotations, exitCode } = await run({ main }, inputs, {
      inputs: { Policy: 'other.yml', typo: 'x' },
      env: { EXTRA: 'given' },
      token: 'secret-token',
      event: { name: 'pull_request', payload },
    });
    delete process.env.LEAKED_FROM_THE_TEST;
    expect(log.split('\n')).toEqual([
      JSON.stringify(['other.yml', 'true', '***', '', 'acme/plants', 'refs/pull/7/merge', 'topic', 'given']),
      `7 ${root}`,
      'false true',
    ]);
    expect(exitCode).toBe(0);
    expect(annotations).toMatchObject([
      { type: 'warning', message: expect.stringMatching(/^Unexpected input\(s\) 'typo'/) },
    ]);
  });

  test('hands outputs, state, environment, path and summary on by files', async () => {
    const main = `
      import { appendFileSync } from 'node:fs';
      const tell = (name, text) => appendFileSync(process.env[name], text);
      tell('GITHUB_OUTPUT', 'conclusion=failure\\nreport<<END\\none\\ntwo=2\\nEND\\n');
      tell('GITHUB_STATE', 'id=1\\nid=2\\n');
      tell('GITHUB_ENV', 'COLOUR=green\\n');
      tell('GITHUB_PATH', '/opt/first\\n');
      tell('GITHUB_STEP_SUMMARY', '# Hello\\n');
    `;
    const post = `console.log(process.env.STATE_id, process.env.COLOUR, process.env.PATH.startsWith('/opt/first:'))`;
    const result = await run({ main, post });
    expect(result).toMatchObject({
      result: 'success',
      outputs: { conclusion: 'failure', report: 'one\ntwo=2' },
      state: { id: '2' },
      summary: '# Hello\n',
      post: { log: '2 green true', result: 'success', outputs: {} },
      cancelled: false,
      orphans: 0,
    });
  });

  test('fails by its exit code, and its post still runs', async () => {
    const result = await run({ main: `throw new Error('boom')`, post: `console.log('closed')` });
    expect(result).toMatchObject({ result: 'failure', exitCode: 1, post: { log: 'closed' } });
    expect(result.log).toContain('Error: boom');
  });

  test.each([
    ['success()', false],
    ['failure()', true],
    [`\${{ failure() || cancelled() }}`, true],
    ['!success() && always()', true],
  ])('asks %s after a failure', async (condition, runs) => {
    const result = await run({ main: 'process.exitCode = 3', post: '' }, `  post-if: "${condition}"\n`);
    expect(result.post !== undefined).toBe(runs);
  });

  test('runs pre before main', async () => {
    const pre = `import { appendFileSync } from 'node:fs'; appendFileSync(process.env.GITHUB_STATE, 'early=yes\\n');`;
    const result = await run({ pre, main: 'console.log(process.env.STATE_early)' });
    expect(result).toMatchObject({ pre: { result: 'success' }, log: 'yes' });
  });

  test('may not set NODE_OPTIONS, nor write what is no pair', async () => {
    const main = `
      import { appendFileSync } from 'node:fs';
      appendFileSync(process.env.GITHUB_ENV, 'NODE_OPTIONS=--inspect\\n');
      appendFileSync(process.env.GITHUB_OUTPUT, 'no pair\\n');
    `;
    const { result, annotations } = await run({ main });
    expect(result).toBe('failure');
    expect(annotations.map(({ message }) => message)).toEqual([
      "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.",
      "Unable to process file command 'output' successfully. Invalid format 'no pair'",
    ]);
  });

  test('loses a summary of more than 1 MiB, with an error', async () => {
    const main = (size: number) =>
      `import { writeFileSync } from 'node:fs'; writeFileSync(process.env.GITHUB_STEP_SUMMARY, 'x'.repeat(${size}));`;
    const fits = await run({ main: main(1024 * 1024) });
    expect([fits.summary.length, fits.annotations]).toEqual([1024 * 1024, []]);
    const tooLarge = await run({ main: main(1024 * 1024 + 1) });
    expect(tooLarge).toMatchObject({ summary: '', result: 'success', annotations: [{ type: 'error' }] });
    expect(tooLarge.annotations[0].message).toMatch(/upload aborted, supports content up to a size of 1024k/);
  });

  test('needs a manifest that the runner accepts', async () => {
    await expect(
      runAction({ action: root, event: { name: 'push', payload: {} }, repository: 'a/b', sha: '', workspace: root }),
    ).rejects.toThrow(/Can't find 'action.yml'/);
    const action = join(root, 'future');
    mkdirSync(action);
    writeFileSync(join(action, 'action.yml'), 'runs: { using: node26, main: main.mjs }');
    await expect(
      runAction({ action, event: { name: 'push', payload: {} }, repository: 'a/b', sha: '', workspace: root }),
    ).rejects.toThrow(/'using: node26' is not supported/);
  });
});

describe('commands in the output', () => {
  test('are taken from both streams, at the start of a line or anywhere as ##[', async () => {
    const main = `
      console.log('  ::error file=a%2Cb.csv,line=3,endLine=3,title=x%3Ay::one%0Atwo 100%25');
      console.error('::warning::from stderr');
      console.log('text ##[notice]legacy');
      console.log('text ::error::not at the start');
      console.log('::unknown::not a command');
      console.log('::set-output name=old::way');
    `;
    const { annotations, log, outputs } = await run({ main });
    expect(annotations).toHaveLength(3);
    expect(annotations).toContainEqual({
      type: 'error',
      message: 'one\ntwo 100%',
      properties: { file: 'a,b.csv', line: '3', endLine: '3', title: 'x:y' },
    });
    expect(annotations).toContainEqual({ type: 'warning', message: 'from stderr', properties: {} });
    expect(annotations).toContainEqual({ type: 'notice', message: 'legacy', properties: {} });
    expect(log).toContain('text ::error::not at the start\n::unknown::not a command');
    expect(outputs).toEqual({ old: 'way' });
  });

  test('are ten of a type at most, each of 4 096 characters', async () => {
    const main = `for (let i = 0; i < 14; i += 1) console.log('::error::' + 'x'.repeat(5000)); console.log('::notice::n');`;
    const { annotations, dropped } = await run({ main });
    expect(annotations.map(({ type }) => type)).toEqual([...Array(10).fill('error'), 'notice']);
    expect([annotations[0].message.length, dropped]).toEqual([4096, 4]);
  });

  test('can be stopped and resumed, mask secrets, and fail when they are disabled', async () => {
    const main = `
      console.log('::stop-commands::t0ken');
      console.log('::error::ignored');
      console.log('::t0ken::');
      console.log('::add-mask::hunter2');
      console.log('password hunter2');
      console.log('::set-env name=PATH::/tmp');
    `;
    const { annotations, log, result } = await run({ main });
    expect(log).toBe('::error::ignored\npassword ***');
    expect(annotations).toMatchObject([{ message: 'The `set-env` command is disabled.' }]);
    expect(result).toBe('failure');
  });
});

describe('cancellation', () => {
  const READY = { cancelWhen: /^ready/ };

  test('is a SIGINT, and the post step follows', async () => {
    const main = `
      process.on('SIGINT', () => { console.log('interrupted'); process.exit(130); });
      setInterval(() => {}, 1000);
      console.log('ready');
    `;
    const result = await run({ main, post: `console.log('closed')` }, '', READY);
    expect(result).toMatchObject({ cancelled: true, result: 'cancelled', exitCode: 130, sent: ['SIGINT'] });
    expect(result).toMatchObject({ log: 'ready\ninterrupted', post: { result: 'success', log: 'closed' } });
  });

  test('insists with SIGTERM, then kills the whole tree', async () => {
    const stubborn = `process.on('SIGINT', () => {}); process.on('SIGTERM', () => {}); setInterval(() => {}, 1000);`;
    const main = `
      import { spawn } from 'node:child_process';
      ${stubborn}
      const child = spawn(process.execPath, ['-e', ${JSON.stringify(stubborn)}], { stdio: 'inherit' });
      child.on('spawn', () => console.log('ready', child.pid));
    `;
    const result = await run({ main }, '', READY);
    expect(result).toMatchObject({ cancelled: true, exitCode: null, signal: 'SIGKILL', orphans: 0 });
    expect(result.sent).toEqual(['SIGINT', 'SIGTERM', 'SIGKILL']);
    expect(result.milliseconds).toBeGreaterThan(0.05 * 10_000);
    const pid = Number(/ready (\d+)/.exec(result.log)![1]);
    expect(isAlive(pid)).toBe(false);
  });

  test('comes by the clock too: cancelAfterMs and timeoutMs', async () => {
    const main = 'setInterval(() => {}, 1000)';
    expect(await run({ main }, '', { cancelAfterMs: 300 })).toMatchObject({ cancelled: true, signal: 'SIGINT' });
    expect(await run({ main, post: main }, '', { timeoutMs: 300 })).toMatchObject({
      cancelled: true,
      post: { result: 'cancelled', signal: 'SIGINT' },
    });
  });

  test('a process left behind is found and killed', async () => {
    const main = `
      import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'inherit' }).unref();
    `;
    expect(await run({ main })).toMatchObject({ result: 'success', orphans: 1 });
  });
});

test('key-value files follow the runner: the last value holds, an unclosed block is an error', () => {
  expect(parseKeyValues('a=1\r\na=2\nb<<X\n\nx=y\nX\nc=d<<e\n')).toEqual({ a: '2', b: '\nx=y', c: 'd<<e' });
  expect(() => parseKeyValues('a<<END\n1\n')).toThrow("Matching delimiter not found 'END'");
});
