import { Fault, type Position } from '../../../model/fault.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { folderOf, normaliseFolder, resolvePath, sharedFolder } from '../files/paths.ts';
import { addProblems, type Listing, setAttribute } from '../listing/listing.ts';
import { addProblem } from '../listing/problems.ts';
import { findColumns } from './column-names.ts';
import { type RowFile, readRowFile } from './row-file.ts';

/**
 * Joins a file of attributes to the samples by the image's path, which may be relative to the file's own folder, to a folder
 * of the dataset, to the folder above all of them, or to the repository's root: the first at which a sample lies is taken.
 * Rows for other images, and second rows for one image, are left out and named.
 * @param declaredAt where the policy names the file
 * @throws Fault `broken` when the file is missing or cannot be read on.
 */
export async function joinAttributes(
  snapshot: Snapshot,
  file: string,
  declaredAt: Position,
  listing: Listing,
): Promise<void> {
  const path = normaliseFolder(file);
  if (!snapshot.files.has(path)) {
    throw new Fault(
      'broken',
      `Expected the attributes ${path} but the commit has no such file. Add it, or change \`attributes\` in the policy.`,
      declaredAt,
    );
  }
  const table = readRowFile(await snapshot.read(path), path);
  addProblems(listing, table.problems);
  const column = findColumns(table).path;
  const rows = rowsBySample(table, table.columns.get(column)!, listing);

  for (const [name, values] of table.columns) {
    if (name === column) continue;
    for (let i = 0; i < listing.path.length; i++) {
      const row = rows.get(listing.path[i]);
      const value = row === undefined ? null : values[row];
      if (value !== null || !listing.attributes.has(name)) setAttribute(listing, name, i, value);
    }
  }
}

function rowsBySample(table: RowFile, written: (string | null)[], listing: Listing): Map<string, number> {
  const samples = new Set(listing.path);
  const folders = [...new Set([folderOf(table.path), ...listing.folders, sharedFolder(listing.folders), ''])];
  const rows = new Map<string, number>();
  for (const [i, line] of table.line.entries()) {
    const image = written[i];
    const sample = image === null ? undefined : findSample(samples, folders, image);
    if (sample === undefined) {
      addProblem(
        listing.problems,
        `Expected an image of the dataset in line ${line} of ${table.path} but received ${image === null ? 'nothing' : `\`${image}\``}. ` +
          "The row is left out: write the path relative to the repository's root, or remove the row.",
        { path: table.path, line },
      );
    } else if (rows.has(sample)) {
      addProblem(
        listing.problems,
        `Expected each image once in ${table.path} but line ${line} lists ${sample} again, after line ` +
          `${table.line[rows.get(sample)!]}. The row is left out: remove one.`,
        { path: table.path, line },
      );
    } else {
      rows.set(sample, i);
    }
  }
  return rows;
}

function findSample(samples: ReadonlySet<string>, folders: string[], image: string): string | undefined {
  for (const folder of folders) {
    const resolved = resolvePath(folder, image);
    if ('path' in resolved && samples.has(resolved.path)) return resolved.path;
  }
  return undefined;
}
