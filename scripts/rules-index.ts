/** Writes rules/index.ts: the list of rules is the folder. Run it before type checking, testing or building. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { causes } from '../src/model/rule.ts';

const root = join(import.meta.dirname, '..');

/** Ids of the rules in a folder that holds one folder for each cause, sorted. */
export function ruleIds(directory: string): string[] {
  return causes
    .flatMap((cause) => filesOf(join(directory, cause)).map((file) => `${cause}/${file.slice(0, -'.ts'.length)}`))
    .sort();
}

/** A module that imports each rule by its id. */
export function indexModule(ids: readonly string[]): string {
  const imports = ids.map((id) => `import ${nameOf(id)} from './${id}.ts';\n`);
  const entries = ids.map((id) => `  ${nameOf(id)},\n`);
  return `// Generated file, do not edit: \`node scripts/rules-index.ts\` writes it from the files beside it.
import type { AnyRule } from '../src/model/rule.ts';
${imports.join('')}
/** Every rule, sorted by id. */
export const rules: AnyRule[] = [
${entries.join('')}];
`;
}

/** Writes the index, unless it is there as it should be. */
export function writeRulesIndex(directory: string): void {
  const path = join(directory, 'index.ts');
  const text = indexModule(ruleIds(directory));
  if (current(path) !== text) writeFileSync(path, text);
}

function nameOf(id: string): string {
  return id.replace(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function filesOf(directory: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith('.ts'));
  } catch {
    return [];
  }
}

function current(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

if (import.meta.main) writeRulesIndex(join(root, 'rules'));
