/**
 * Writes what is generated and committed: a page for each rule, their list, the policy's JSON Schema, and
 * the compiled kernels.
 * With `--check` it writes nothing, names the files that are not as they should be, and exits 1 when there are any.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AnyRule, Cause } from '../src/model/rule.ts';
import { jsonSchema } from '../src/policy/schema.ts';
import { scoreNames } from '../src/score/names.ts';
import { kernelsCode } from './kernels.ts';
import { presetPage } from './preset-page.ts';
import { rulePages } from './rule-pages.ts';
import { writeRulesIndex } from './rules-index.ts';

const root = join(import.meta.dirname, '..');

/** Every generated file that is committed, by its path in the repository. */
export async function generatedFiles(): Promise<Map<string, string>> {
  writeRulesIndex(join(root, 'rules'));
  const { rules }: { rules: AnyRule[] } = await import('../rules/index.ts');
  const { presets } = await import('../rules/presets/index.ts');
  const descriptions = rules.map(({ meta, defaults }) => ({ ...meta, cause: causeOf(meta.id), defaults }));
  const schema = jsonSchema({ rules: descriptions, scores: scoreNames, presets });
  const pages = [...rulePages(rules)].map(([path, text]) => [`docs/rules/${path}`, text] as const);
  return new Map([
    ...pages,
    ['docs/presets.md', presetPage(presets)],
    ['docs/vision-gate.schema.json', `${JSON.stringify(schema, null, 2)}\n`],
    ['src/vision/kernels/code.ts', kernelsCode(root)],
  ]);
}

/** Paths of files that are missing, differ, or have nothing to be generated from. */
export function staleFiles(directory: string, files: ReadonlyMap<string, string>): string[] {
  const pages = readdirSync(join(directory, 'docs/rules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/rules/${path}`);
  return [
    ...[...files].filter(([path, text]) => textOf(join(directory, path)) !== text).map(([path]) => path),
    ...pages.filter((path) => !files.has(path)),
  ].sort();
}

function causeOf(id: string): Cause {
  return id.slice(0, id.indexOf('/')) as Cause;
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

if (import.meta.main) {
  mkdirSync(join(root, 'docs/rules'), { recursive: true });
  const files = await generatedFiles();
  const stale = staleFiles(root, files);
  if (process.argv.includes('--check')) {
    for (const path of stale) console.error(`${path} is not up to date. Run \`npm run generate\`.`);
    process.exitCode = stale.length > 0 ? 1 : 0;
  } else {
    for (const path of stale) {
      const text = files.get(path);
      if (text === undefined) {
        rmSync(join(root, path));
        continue;
      }
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    console.log(`${stale.length === 0 ? 'Nothing' : `${stale.length} files`} to write.`);
  }
}
