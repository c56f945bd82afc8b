import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { colours, picture } from '../harness/colours.ts';
import { gate, pullRequestPayload } from '../harness/pull-request.ts';
import { type Repository, repository } from '../harness/repository.ts';

const cli = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
let workspace: Repository;
let base: string;
let head: string;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-'));
  workspace = await repository(await colours());
  base = await workspace.commitId();
  await workspace.branch('change');
  head = await workspace.commit({ 'data/train/red/copied.png': await picture('red', 12) });
});
afterAll(async () => {
  await workspace.cleanup();
  rmSync(folder, { recursive: true, force: true });
});

function gateCommand(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...args],
      { env: { ...process.env, XDG_CACHE_HOME: folder, NO_COLOR: '1' } },
      (error, stdout, stderr) => {
        resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
      },
    );
  });
}

describe('check', () => {
  test('finds what the action finds', async () => {
    const json = join(folder, 'check.json');
    const { status, stdout } = await gateCommand('check', '--repo', workspace.directory, '--json', json);
    expect(status).toBe(1);
    expect(stdout).toContain('training-data/split-leakage');
    const { result } = await gate(
      { workspace, base, head },
      {
        event: { name: 'pull_request', payload: pullRequestPayload({ workspace, base, head }) },
        inputs: { json: join(folder, 'action.json') },
      },
    );
    expect(result.exitCode).toBe(1);
    const [mine, theirs] = ['check.json', 'action.json'].map(
      (name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Report,
    );
    expect(theirs.causes).toEqual(mine.causes);
    expect(theirs.verdict).toEqual(mine.verdict);
  });

  test('a second run says the same, byte for byte but for its timings', async () => {
    const [first, second] = [join(folder, 'first.json'), join(folder, 'second.json')];
    await gateCommand('check', '--repo', workspace.directory, '--json', first);
    await gateCommand('check', '--repo', workspace.directory, '--json', second);
    const read = (path: string) => ({ ...(JSON.parse(readFileSync(path, 'utf8')) as Report), timings: [] });
    expect(JSON.stringify(read(second))).toBe(JSON.stringify(read(first)));
  });

  test('writes every form of the report', async () => {
    const at = (name: string) => join(folder, 'forms', name);
    await gateCommand(
      'check',
      '--repo',
      workspace.directory,
      '--html',
      at('r.html'),
      '--sarif',
      at('r.sarif'),
      '--junit',
      at('r.xml'),
      '--quiet',
    );
    expect(readFileSync(at('r.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]*split-leakage/);
    expect(JSON.parse(readFileSync(at('r.sarif'), 'utf8')).runs[0].results.length).toBeGreaterThan(0);
    expect(readFileSync(at('r.xml'), 'utf8')).toMatch(/<testsuites/);
  });

  test('--quiet prints the verdict alone', async () => {
    const { stdout } = await gateCommand('check', '--repo', workspace.directory, '--quiet');
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stdout).toMatch(/^Failed: /);
  });
});

describe('audit', () => {
  test('judges one commit by itself', async () => {
    const { status, stdout } = await gateCommand('audit', '--repo', workspace.directory, '--ref', base);
    expect(stdout).not.toContain('split-leakage');
    expect(status).toBe(0);
    expect((await gateCommand('audit', '--repo', workspace.directory, '--ref', head)).status).toBe(1);
  });
});

describe('other commands', () => {
  test('rules lists all eight causes', async () => {
    const { stdout } = await gateCommand('rules', '--json');
    const rules = JSON.parse(stdout) as {
      id: string;
      cause: string;
      severity: string;
      recommended: boolean;
      title: string;
    }[];
    expect(new Set(rules.map(({ cause }) => cause)).size).toBe(8);
    expect(rules[0]).toEqual({
      id: expect.any(String),
      cause: expect.any(String),
      severity: expect.any(String),
      recommended: expect.any(Boolean),
      title: expect.any(String),
    });
  });

  test('explain says why and what to do', async () => {
    const { stdout } = await gateCommand('explain', 'training-data/split-leakage');
    expect(stdout).toMatch(/Why it matters:[\s\S]*What to do:/);
  });

  test('report shows a report again', async () => {
    const json = join(folder, 'again.json');
    const { stdout: first } = await gateCommand('check', '--repo', workspace.directory, '--json', json);
    const { stdout, status } = await gateCommand('report', json);
    expect(status).toBe(0);
    expect(stdout).toBe(first);
  });
});

describe('what cannot be done is a sentence and a status', () => {
  test.each([
    ['an unknown flag', 2, ['check', '--nonsense'], /--nonsense.*--help/],
    ['an unknown command', 2, ['chekc'], /chekc/],
    ['an unknown rule', 2, ['check', '--only', 'training-data/nothing'], /vision-gate rules/],
    ['a folder that is no repository', 2, ['check', '--repo', '/'], /repository/],
    ['a report that is none', 2, ['report', fileURLToPath(import.meta.url)], /version 1/],
  ])('%s', async (_name, status, args, words) => {
    const result = await gateCommand(...args);
    expect(result.stderr).toMatch(words);
    expect(result.stderr).not.toMatch(/^\s+at /m);
    expect(result.status).toBe(status);
  });

  test('a revision that does not exist', async () => {
    const { status, stderr } = await gateCommand('check', '--repo', workspace.directory, '--base', 'mian');
    expect(stderr).toMatch(/mian[\s\S]*main/);
    expect(status).toBe(2);
  });

  test('a repository without commits', async () => {
    await using empty = await repository();
    const { status, stderr } = await gateCommand('check', '--repo', empty.directory);
    expect(stderr).toMatch(/no commit/);
    expect(status).toBe(3);
  });

  test('a repository without a policy', async () => {
    await using bare = await repository({ 'README.md': 'Nothing here.\n' });
    const { status, stderr } = await gateCommand('check', '--repo', bare.directory, '--base', 'HEAD');
    expect(stderr).toMatch(/vision-gate\.yml/);
    expect(status).toBe(2);
  });
});

describe('init', () => {
  test('writes a policy that validates and a workflow, once', async () => {
    await using repo = await repository(await colours());
    await repo.commit({}, { delete: ['.github/vision-gate.yml'] });
    const first = await gateCommand('init', '--repo', repo.directory);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toContain('36 images in train and 36 in test; 3 classes: blue, green, red');
    expect(readFileSync(join(repo.directory, '.github/workflows/vision-gate.yml'), 'utf8')).toContain(
      'name: vision-gate',
    );

    const second = await gateCommand('init', '--repo', repo.directory);
    expect(second).toMatchObject({ status: 2, stdout: '' });
    expect(second.stderr).toContain('There is a policy already: .github/vision-gate.yml.');

    await repo.commit({});
    const audit = await gateCommand('audit', '--repo', repo.directory, '--only', 'training-data');
    expect(audit.stdout).not.toContain('the policy has mistakes');
    expect(audit.status).toBeLessThan(2);
  });
});
