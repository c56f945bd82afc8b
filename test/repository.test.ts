import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { generatedFiles, staleFiles } from '../scripts/generate.ts';
import { ruleIds } from '../scripts/rules-index.ts';
import { type AnyRule, causes } from '../src/model/rule.ts';

const root = join(import.meta.dirname, '..');
const ids = ruleIds(join(root, 'rules'));

describe('rules', () => {
  test('lie in a folder for each cause, beside what they share', () => {
    const folders = readdirSync(join(root, 'rules'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual([...causes, 'presets', 'shared'].sort());
    for (const cause of causes) expect(ids.some((id) => id.startsWith(`${cause}/`))).toBe(true);
  });

  test.each(ids)('%s is named by its path, and has a test and a page', async (id) => {
    const rule: { default: AnyRule } = await import(join(root, `rules/${id}.ts`));
    expect(rule.default.meta.id).toBe(id);
    expect(existsSync(join(root, `test/rules/${id}.test.ts`))).toBe(true);
    expect(existsSync(join(root, `docs/rules/${id}.md`))).toBe(true);
  });

  test.each(sources('rules'))('%s is pure: it imports facts and mathematics, and touches nothing', (path) => {
    const text = readFileSync(join(root, path), 'utf8');
    const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(
      imports.filter(
        (from) => !/^\.\.\/(\.\.\/src\/(model|statistics|score|runtimes)|shared)\/|^\.\/[\w-]+\.ts$/.test(from),
      ),
    ).toEqual([]);
    expect(text).not.toMatch(/\bawait\b|\basync\b|\bconsole\.|\bprocess\.|\bDate\b|Math\.random|\bfetch\(/);
  });

  test('have no test and no page without a rule', () => {
    const tested = sources('test/rules').map((path) => path.slice('test/rules/'.length, -'.test.ts'.length));
    expect(tested.filter((id) => !id.startsWith('shared/') && !ids.includes(id))).toEqual([]);
  });
});

test('generated files are up to date', async () => {
  expect(staleFiles(root, await generatedFiles())).toEqual([]);
});

/** TypeScript files below a folder, but for the generated index. */
function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'index.ts')
    .map((path) => `${folder}/${path}`)
    .sort();
}
