import type { DatasetPolicy } from '../../../model/policy.ts';
import type { FileEntry, Snapshot } from '../../../model/snapshot.ts';
import { folderOf, resolvePath } from '../files/paths.ts';
import { addProblems, addSample, type Listing, setAttribute } from '../listing/listing.ts';
import { addProblem, counted } from '../listing/problems.ts';
import { findColumns } from './column-names.ts';
import { type RowFile, readRowFile } from './row-file.ts';

/** An image with what its place says of it. */
export interface PlacedImage {
  path: string;
  entry: FileEntry;
  split: string;
  /** Label by the folder's name; `null` where folders say nothing. */
  label: string | null;
}

export interface MetadataFile {
  path: string;
  /** Split of the images that it lists. */
  split: string;
}

interface Row {
  table: RowFile;
  split: string;
  index: number;
  labels: (string | null)[] | undefined;
}

/**
 * Lists `images` with the labels and attributes that Hugging Face's metadata files give them by `file_name` (relative to
 * the metadata file), then the images that are listed but not in the commit. Labels by folder are used only under
 * `splits`, and only if no metadata file has a label column.
 */
export async function readMetadata(
  snapshot: Snapshot,
  files: MetadataFile[],
  dataset: DatasetPolicy,
  images: PlacedImage[],
  listing: Listing,
): Promise<void> {
  const rows = new Map<string, Row>();
  const attributes = new Map<RowFile, string[]>();
  let labelled = dataset.splits === undefined;
  for (const { path, split } of files) {
    const table = readRowFile(await snapshot.read(path), path);
    addProblems(listing, table.problems);
    const columns = findColumns(table, dataset.columns);
    labelled ||= columns.label !== null;
    attributes.set(
      table,
      [...table.columns.keys()].filter((name) => name !== columns.path && name !== columns.label),
    );
    const labels = columns.label === null ? undefined : table.columns.get(columns.label);
    indexRows(table, table.columns.get(columns.path)!, { split, labels }, rows, listing);
  }

  let unlisted = 0;
  let firstUnlisted = '';
  for (const { path, entry, split, label } of images) {
    const row = rows.get(path);
    if (row === undefined) {
      if (unlisted++ === 0) firstUnlisted = path;
      addSample(listing, { path, entry, split, label: labelled ? null : label, manifest: '', line: 0 });
    } else {
      rows.delete(path);
      addRow(listing, path, entry, row, split, labelled ? null : label, attributes.get(row.table)!);
    }
  }
  for (const [path, row] of rows) {
    addRow(listing, path, snapshot.files.get(path), row, row.split, null, attributes.get(row.table)!);
  }
  if (unlisted > 0) {
    addProblem(
      listing.problems,
      `Expected a row for each image of ${dataset.name} in its metadata but ${counted(unlisted, 'image')} had none ` +
        `(${firstUnlisted}). Add a row for each, or remove it.`,
      { path: firstUnlisted },
    );
  }
}

function indexRows(
  table: RowFile,
  paths: (string | null)[],
  { split, labels }: Pick<Row, 'split' | 'labels'>,
  rows: Map<string, Row>,
  listing: Listing,
): void {
  const folder = folderOf(table.path);
  for (const [index, line] of table.line.entries()) {
    const written = paths[index];
    const at = { path: table.path, line };
    const resolved = written === null ? { fault: 'nothing' } : resolvePath(folder, written);
    if ('fault' in resolved) {
      addProblem(
        listing.problems,
        `Expected an image's path in line ${line} of ${table.path} but received ${resolved.fault}. ` +
          "The row is left out: write the path relative to the metadata file's folder.",
        at,
      );
    } else if (rows.has(resolved.path)) {
      addProblem(
        listing.problems,
        `Expected each image once in ${table.path} but line ${line} lists ${resolved.path} again. The row is left out: remove one.`,
        at,
      );
    } else {
      rows.set(resolved.path, { table, split, index, labels });
    }
  }
}

function addRow(
  listing: Listing,
  path: string,
  entry: FileEntry | undefined,
  { table, index, labels }: Row,
  split: string,
  folderLabel: string | null,
  attributes: string[],
): void {
  const label = labels === undefined ? folderLabel : labels[index];
  const sample = addSample(listing, { path, entry, split, label, manifest: table.path, line: table.line[index] });
  for (const name of attributes) setAttribute(listing, name, sample, table.columns.get(name)![index]);
}
