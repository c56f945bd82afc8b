import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newRule } from '../../scripts/new-rule.ts';

const root = join(import.meta.dirname, '../..');
let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'new-rule-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('writes a rule and its test, which fails until both are written', async () => {
  expect(newRule(directory, 'training-data/blank-image')).toEqual([
    'rules/training-data/blank-image.ts',
    'test/rules/training-data/blank-image.test.ts',
  ]);
  for (const shared of ['src', 'node_modules', 'test/harness'])
    symlinkSync(join(root, shared), join(directory, shared));
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');

  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const run = promisify(execFile)(process.execPath, [vitest, 'run', 'test/rules', '--root', directory], {
    env: { ...process.env, NO_COLOR: '1' },
  });
  const output = await run.then(
    () => 'passed',
    ({ stdout, stderr }: { stdout: string; stderr: string }) => stdout + stderr,
  );
  expect(output).toContain('There is a TODO left.');
  expect(output).toContain('passes when TODO: nothing is wrong');
});

test('writes nothing over a rule that is there', () => {
  newRule(directory, 'ethics/blurred-face');
  const path = join(directory, 'rules/ethics/blurred-face.ts');
  writeFileSync(path, 'mine');
  expect(() => newRule(directory, 'ethics/blurred-face')).toThrow('Expected no file at `rules/ethics/blurred-face.ts`');
  expect(readFileSync(path, 'utf8')).toBe('mine');
});

test.each([
  ['data/blank-image', 'Expected a cause before the slash but received `data`.'],
  ['training-data', 'Expected `<cause>/<fault>` in kebab case but received `training-data`.'],
  ['training-data/Blank', 'Expected `<cause>/<fault>` in kebab case but received `training-data/Blank`.'],
  ['training-data/a/b', 'Expected `<cause>/<fault>` in kebab case'],
])('refuses the id %s', (id, message) => {
  expect(() => newRule(directory, id)).toThrow(message);
});
