import { Fault } from '../../../model/fault.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import { didYouMean } from '../classes/nearest-name.ts';
import type { RowFile } from './row-file.ts';

export type Role = 'path' | 'label' | 'split';

/** Names that tables give these columns, most telling first; upper and lower case are equal. */
const common: Record<Role, string[]> = {
  path: [
    'file_name',
    'filename',
    'file',
    'path',
    'filepath',
    'file_path',
    'image',
    'image_path',
    'img',
    'img_path',
    'image_name',
    'image_id',
  ],
  label: ['label', 'class', 'category', 'target', 'label_name', 'class_name', 'species', 'y'],
  split: ['split', 'set', 'subset', 'partition', 'usage'],
};

/** The names that columns of this role commonly have, in lower case, most telling first. */
export function commonNames(role: Role): readonly string[] {
  return common[role];
}

/**
 * Names of the table's columns for the image's path, its label and its split; `null` where there is none.
 * A declared name is taken; else the first common one.
 * @throws Fault `broken` when a declared column, or any for the path, is missing.
 */
export function findColumns(
  table: RowFile,
  declared: DatasetPolicy['columns'] = {},
): { path: string; label: string | null; split: string | null } {
  const path = findColumn(table, 'path', declared.path);
  if (path === null) {
    throw new Fault(
      'broken',
      `Expected a column with the image's path in ${table.path} but received ${quoted(table)}. ` +
        'Name it `file_name`, or say which it is in the policy: `columns: { path: … }`.',
      { path: table.path, line: 1 },
    );
  }
  return {
    path,
    label: findColumn(table, 'label', declared.label),
    split: findColumn(table, 'split', declared.split),
  };
}

function findColumn(table: RowFile, role: Role, declared: string | undefined): string | null {
  if (declared !== undefined) {
    if (table.columns.has(declared)) return declared;
    throw new Fault(
      'broken',
      `Expected a column \`${declared}\` in ${table.path} for \`columns.${role}\` but received ${quoted(table)}.` +
        `${didYouMean(declared, table.columns.keys())} Add the column, or change the policy.`,
      { path: table.path, line: 1 },
    );
  }
  const written = new Map([...table.columns.keys()].map((name) => [name.toLowerCase(), name]));
  const found = common[role].find((name) => written.has(name));
  if (found !== undefined) return written.get(found)!;
  const suffixed = role === 'path' ? [...written.keys()].filter((name) => name.endsWith('_file_name')) : [];
  return suffixed.length === 1 ? written.get(suffixed[0])! : null;
}

function quoted(table: RowFile): string {
  const names = [...table.columns.keys()];
  return names.length === 0 ? 'none' : names.map((name) => `\`${name}\``).join(', ');
}
