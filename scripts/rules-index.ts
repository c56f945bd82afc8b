/** Writes rules/index.ts and rules/presets/index.ts: the list of each is the folder. Run it before type checking, testing or building. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { causes } from '../src/model/rule.ts';

const root = join(import.meta.dirname, '..');

/** Ids of the rules in a folder that holds one folder for each cause, sorted. */
export function ruleIds(directory: string): string[] {
  return causes
    .flatMap((cause) =>
      filesOf(join(directory, cause), '.ts').map((file) => `${cause}/${file.slice(0, -'.ts'.length)}`),
    )
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

/** A module that holds the text of each preset by its name. */
export function presetsModule(directory: string): string {
  const entries = filesOf(directory, '.yml')
    .sort()
    .map((file) => [file.slice(0, -'.yml'.length), readFileSync(join(directory, file), 'utf8')])
    .map(([name, text]) => `  ${JSON.stringify(name)}: ${JSON.stringify(text)},\n`);
  return `// Generated file, do not edit: \`node scripts/rules-index.ts\` writes it from the files beside it.

/** The text of every preset that a policy may extend, by name. */
export const presets: Readonly<Record<string, string>> = {
${entries.join('')}};
`;
}

/** Writes the indices that are not there as they should be. */
export function writeRulesIndex(directory: string): void {
  write(join(directory, 'index.ts'), indexModule(ruleIds(directory)));
  const presets = join(directory, 'presets');
  if (existsSync(presets)) write(join(presets, 'index.ts'), presetsModule(presets));
}

function write(path: string, text: string): void {
  if (current(path) !== text) writeFileSync(path, text);
}

function nameOf(id: string): string {
  return id.replace(/[-/](\w)/g, (_, letter: string) => letter.toUpperCase());
}

function filesOf(directory: string, extension: string): string[] {
  try {
    return readdirSync(directory).filter((file) => file.endsWith(extension));
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
