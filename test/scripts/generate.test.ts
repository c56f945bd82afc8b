import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { staleFiles } from '../../scripts/generate.ts';
import { indexModule, presetsModule, ruleIds, writeRulesIndex } from '../../scripts/rules-index.ts';

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'generate-'));
  for (const folder of ['docs/rules/ethics', 'ethics', 'compute', 'shared']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('the list of rules is the folder of each cause, sorted', () => {
  for (const file of ['ethics/b.ts', 'ethics/a.ts', 'compute/z.ts', 'shared/helper.ts', 'compute/notes.md']) {
    writeFileSync(join(directory, file), '');
  }
  expect(ruleIds(directory)).toEqual(['compute/z', 'ethics/a', 'ethics/b']);
  writeRulesIndex(directory);
  expect(ruleIds(directory)).toEqual(['compute/z', 'ethics/a', 'ethics/b']);
});

test('the index imports each rule by a name made of its id', () => {
  const text = indexModule(['ethics/group-gap']);
  expect(text).toContain('// Generated file, do not edit');
  expect(text).toContain("import ethicsGroupGap from './ethics/group-gap.ts';");
  expect(text).toContain('rules: AnyRule[] = [\n  ethicsGroupGap,\n];');
});

test('the list of presets holds the text of each file, by its name', () => {
  writeFileSync(join(directory, 'shared/b.yml'), "strict: true # 'quoted'\n");
  writeFileSync(join(directory, 'shared/a.yml'), 'rules: {}\n');
  writeFileSync(join(directory, 'shared/notes.md'), '');
  const text = presetsModule(join(directory, 'shared'));
  expect(text).toContain(`= {\n  "a": "rules: {}\\n",\n  "b": "strict: true # 'quoted'\\n",\n};`);
});

test('files that are missing, edited or left over are stale', () => {
  writeFileSync(join(directory, 'docs/rules/ethics/same.md'), 'same');
  writeFileSync(join(directory, 'docs/rules/ethics/edited.md'), 'edited by hand');
  writeFileSync(join(directory, 'docs/rules/ethics/gone.md'), 'of a rule that is gone');
  const files = new Map([
    ['docs/rules/ethics/same.md', 'same'],
    ['docs/rules/ethics/edited.md', 'as generated'],
    ['docs/rules/ethics/missing.md', 'new'],
  ]);
  expect(staleFiles(directory, files)).toEqual([
    'docs/rules/ethics/edited.md',
    'docs/rules/ethics/gone.md',
    'docs/rules/ethics/missing.md',
  ]);
});
