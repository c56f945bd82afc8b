import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { allFindings, isNew } from '../../src/report/wording.ts';
import { type Class, colourPolicy, colours, picture } from '../harness/colours.ts';
import { gate } from '../harness/pull-request.ts';
import { cloneShallow, type Repository, repository } from '../harness/repository.ts';

let workspace: Repository;
let base: string;
let outputs: string;

beforeAll(async () => {
  outputs = mkdtempSync(join(tmpdir(), 'outputs-'));
  workspace = await repository(await colours());
  base = await workspace.commitId();
});
afterAll(async () => {
  await workspace.cleanup();
  rmSync(outputs, { recursive: true, force: true });
});

async function change(
  name: string,
  files: Parameters<Repository['commit']>[0],
  options?: Parameters<Repository['commit']>[1],
): Promise<string> {
  await workspace.branch(name, base);
  return workspace.commit(files, options);
}

const readReport = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Report;
const newOnes = (report: Report) =>
  allFindings(report)
    .filter(isNew)
    .map(({ rule, subject }) => `${rule} ${subject}`);

describe('a pull request', () => {
  test('with a leaked test image fails: job, check run, annotation, summary and outputs agree', async () => {
    const head = await change('leak', { 'data/train/red/copied.png': await picture('red', 12) });
    const json = join(outputs, 'leak.json');
    const { result, checkRuns, violations } = await gate({ workspace, base, head }, { inputs: { json } });
    expect(result.exitCode).toBe(1);
    expect(violations).toEqual([]);
    expect(newOnes(readReport(json)).filter((line) => line.includes('leakage'))).toHaveLength(1);
    expect(checkRuns).toHaveLength(1);
    expect(checkRuns[0]).toMatchObject({ status: 'completed', conclusion: 'failure', head_sha: head });
    expect(checkRuns[0].annotations[0]).toMatchObject({
      path: 'data/train/red/copied.png',
      annotation_level: 'failure',
    });
    expect(result.summary).toContain('training-data/split-leakage');
    expect(result.outputs).toMatchObject({ conclusion: 'failure', report: json });
    expect(result.orphans).toBe(0);
  });

  test('that touches nothing relevant passes without looking at a pixel', async () => {
    const head = await change('words', { 'README.md': 'Other words.\n', 'src/train.py': 'print()\n' });
    const { result, checkRuns } = await gate({ workspace, base, head });
    expect(result.exitCode).toBe(0);
    expect(checkRuns[0]).toMatchObject({
      conclusion: 'success',
      output: expect.objectContaining({ summary: expect.stringContaining('Nothing that the policy names') }),
    });
  });

  test('that adds good images passes', async () => {
    const files = Object.fromEntries(
      await Promise.all(
        (['red', 'green', 'blue'] as Class[]).map(
          async (label) => [`data/train/${label}/new.png`, await picture(label, 900)] as const,
        ),
      ),
    );
    const { result, checkRuns } = await gate({ workspace, base, head: await change('good', files) });
    expect(result.log).not.toMatch(/✖/);
    expect(checkRuns[0].conclusion).not.toBe('failure');
    expect(result.exitCode).toBe(0);
  });

  test('that deletes its test set fails: what vanished is no pass', async () => {
    const gone = Object.keys(await colours()).filter((path) => path.startsWith('data/test/'));
    const { result, checkRuns } = await gate({ workspace, base, head: await change('gone', {}, { delete: gone }) });
    expect(result.exitCode).toBe(1);
    expect(checkRuns[0].conclusion).toBe('failure');
  });

  test('that loosens the policy is judged by the base’s, and the change is said', async () => {
    const loose = `${colourPolicy}  training-data/split-leakage: off\n`;
    const head = await change('loose', {
      '.github/vision-gate.yml': loose,
      'data/train/red/copied.png': await picture('red', 12),
    });
    const { result, checkRuns } = await gate({ workspace, base, head });
    expect(result.exitCode).toBe(1);
    expect(checkRuns[0].annotations.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['data/train/red/copied.png', '.github/vision-gate.yml']),
    );
  });

  test('with a model that is no ONNX fails with a sentence, not with a stack', async () => {
    const { result } = await gate({
      workspace,
      base,
      head: await change('html', { 'models/classifier.onnx': '<!doctype html><html></html>' }),
    });
    expect(result.exitCode).toBe(1);
    expect(result.log).toMatch(/classifier\.onnx/);
    expect(result.log).not.toMatch(/^\s+at .*\.js:\d+/m);
  });

  test('with a truncated image names it', async () => {
    const whole = await picture('red', 901);
    const { result, checkRuns } = await gate({
      workspace,
      base,
      head: await change('cut', { 'data/train/red/cut.png': whole.subarray(0, 3000) }),
    });
    expect(result.exitCode).toBe(1);
    expect(checkRuns[0].annotations.map(({ path, title }) => `${path} ${title}`)).toEqual([
      expect.stringMatching(/cut\.png training-data\/unreadable-image/),
    ]);
  });

  test('from a shallow clone is compared with its merge base all the same', async () => {
    const head = await change('shallow', { 'data/train/red/copied.png': await picture('red', 12) });
    await using clone = await cloneShallow(workspace, { branch: 'shallow' });
    const { result, checkRuns } = await gate(
      { workspace: clone, base, head },
      { github: { repositories: { 'acme/colours': workspace.directory } } },
    );
    expect(result.log).toContain('training-data/split-leakage');
    expect(checkRuns[0].conclusion).toBe('failure');
  });
});

describe('mistakes', () => {
  test('of the policy are all said at once, on their lines, and fail with exit status 2', async () => {
    await workspace.branch('wrong-base', base);
    const wrong = `${colourPolicy.replace('accuracy', 'acuracy').replace('tolerance: 0.02', 'tolerance: much').replace('models/classifier.onnx', 'models/clasifier.onnx')}  training-data/split-leek: off\n`;
    const wrongBase = await workspace.commit({ '.github/vision-gate.yml': wrong });
    const head = await workspace.commit({ 'README.md': 'More.\n' });
    const { result, checkRuns } = await gate({ workspace, base: wrongBase, head, baseRef: 'wrong-base' });
    expect(result.exitCode).toBe(2);
    const [run] = checkRuns;
    expect(run.conclusion).toBe('failure');
    expect(run.annotations.length).toBeGreaterThanOrEqual(3);
    expect(new Set(run.annotations.map(({ path }) => path))).toEqual(new Set(['.github/vision-gate.yml']));
    expect(run.annotations.map(({ message }) => message).join('\n')).toMatch(/accuracy[\s\S]*split-leakage/);
  });

  test('a policy inside the workspace is refused in a pull request', async () => {
    const head = await change('own-policy', { 'README.md': 'x\n' });
    const { result } = await gate({ workspace, base, head }, { inputs: { policy: 'own.yml' } });
    expect(result.exitCode).toBe(2);
    expect(result.annotations[0]?.message).toContain('outside the workspace');
  });
});

describe('GitHub', () => {
  test('without the permission, commands, summary and exit status speak, and a sentence names it', async () => {
    const head = await change('fork', { 'data/train/red/copied.png': await picture('red', 12) });
    const { result, checkRuns } = await gate(
      { workspace, base, head, fork: true },
      { github: { permissions: { contents: 'read' }, repositories: { 'acme/colours': workspace.directory } } },
    );
    expect(checkRuns).toEqual([]);
    expect(result.exitCode).toBe(1);
    expect(result.annotations.some(({ message }) => message.includes('copied.png'))).toBe(true);
    expect(result.summary).toContain('checks: write');
  });

  test('a cancelled run leaves a check run that is completed, and no process', async () => {
    const head = await change('cancel', { 'data/train/red/copied.png': await picture('red', 12) });
    const { result, checkRuns } = await gate({ workspace, base, head }, { cancelAfterMs: 2500 });
    expect(result.cancelled).toBe(true);
    expect(checkRuns).toEqual([expect.objectContaining({ status: 'completed', conclusion: 'cancelled' })]);
    expect(result.orphans).toBe(0);
  });
});
