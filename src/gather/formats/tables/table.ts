import { Fault } from '../../../model/fault.ts';
import type { DatasetPolicy } from '../../../model/policy.ts';
import type { Snapshot } from '../../../model/snapshot.ts';
import { didYouMean } from '../classes/nearest-name.ts';
import { folderOf, normaliseFolder, resolvePath, withImageExtensions } from '../files/paths.ts';
import { canonicalSplit, knownSplits } from '../files/split-names.ts';
import { addProblems, addSample, emptyListing, type Listing, setAttribute } from '../listing/listing.ts';
import { addProblem, counted } from '../listing/problems.ts';
import { findColumns } from './column-names.ts';
import { type RowFile, readRowFile } from './row-file.ts';

/**
 * Lists the images that a table names, one row each, in the table's order; `null` when the commit has none of the tables.
 *
 * Paths are relative to `images`, else to the table's folder; one that is not there is looked for from the repository's
 * root, and a name without an extension stands for the image of that name. A row's split is its split column's value, else the split that the policy gives the table, else `train`.
 * All other columns are attributes. A row that repeats another's path, split and label is left out and named.
 * @throws Fault `broken` when one of several tables is missing, or a table cannot be read on.
 */
export async function readTable(snapshot: Snapshot, dataset: DatasetPolicy): Promise<Listing | null> {
  const declared = dataset.table ?? {};
  const tables =
    typeof declared === 'string'
      ? [{ split: null, path: normaliseFolder(declared) }]
      : Object.entries(declared).map(([split, path]) => ({
          split: canonicalSplit(split),
          path: normaliseFolder(path),
        }));
  const missing = tables.find(({ path }) => !snapshot.files.has(path));
  if (missing !== undefined) {
    if (!tables.some(({ path }) => snapshot.files.has(path))) return null;
    throw new Fault(
      'broken',
      `Expected the table ${missing.path} of dataset \`${dataset.name}\` but the commit has no such file. ` +
        'Add it, or take it out of the policy.',
      { path: missing.path },
    );
  }

  const listing = emptyListing();
  listing.numericLabels = true;
  const seen: Seen = { last: new Map(), before: new Map() };
  for (const { split, path } of tables) {
    const table = readRowFile(await snapshot.read(path), path);
    addProblems(listing, table.problems);
    listRows(snapshot, dataset, table, split, seen, listing);
  }
  reportMissingImages(dataset, listing);
  return listing;
}

/** The last row of each path, and the row with the same path before a row: few paths have more than one. */
interface Seen {
  last: Map<string, number>;
  before: Map<number, number>;
}

function listRows(
  snapshot: Snapshot,
  dataset: DatasetPolicy,
  table: RowFile,
  tableSplit: string | null,
  seen: Seen,
  listing: Listing,
): void {
  const columns = findColumns(table, dataset.columns);
  const paths = table.columns.get(columns.path)!;
  const labels = columns.label === null ? null : table.columns.get(columns.label)!;
  const splits = columns.split === null ? null : table.columns.get(columns.split)!;
  const taken = new Set([columns.path, columns.label, columns.split]);
  const attributes = [...table.columns].filter(([name]) => !taken.has(name));
  const images = typeof dataset.images === 'object' ? dataset.images[tableSplit ?? 'train'] : dataset.images;
  const folder = images === undefined ? folderOf(table.path) : normaliseFolder(images);
  const unknownSplits = new Map<string, { count: number; line: number }>();
  if (!listing.folders.includes(folder)) listing.folders.push(folder);

  for (const [i, line] of table.line.entries()) {
    const at = { path: table.path, line };
    const path = findImage(snapshot, folder, paths[i]);
    if ('fault' in path) {
      addProblem(
        listing.problems,
        `Expected an image's path for \`${columns.path}\` in line ${line} of ${table.path} but received ${path.fault}. ` +
          `The row is left out: write the path relative to ${folder || "the repository's root"}.`,
        at,
      );
      continue;
    }
    const written = splits === null ? null : splits[i];
    const split = written === null ? (tableSplit ?? 'train') : canonicalSplit(written);
    if (written !== null && !knownSplits.has(split)) count(unknownSplits, split, line);
    const label = labels === null ? null : labels[i];

    const twin = findTwin(listing, seen, path.path, split, label);
    if (twin !== undefined) {
      addProblem(
        listing.problems,
        `Expected each image once in ${table.path} but line ${line} repeats line ${listing.line[twin]} of ` +
          `${listing.manifest[twin]} (${path.path}). The row is left out: remove it.`,
        at,
      );
      continue;
    }
    const row = addSample(listing, {
      path: path.path,
      entry: snapshot.files.get(path.path),
      split,
      label,
      manifest: table.path,
      line,
    });
    remember(seen, path.path, row);
    for (const [name, values] of attributes) setAttribute(listing, name, row, values[i]);
  }

  for (const [split, { count, line }] of unknownSplits) {
    addProblem(
      listing.problems,
      `Expected train, validation or test for \`${columns.split}\` in ${table.path} but received \`${split}\` in ` +
        `${counted(count, 'row')}.` +
        `${didYouMean(split, ['train', 'training', 'validation', 'test', 'testing'])} They are kept as a split of their own.`,
      { path: table.path, line },
    );
  }
}

function findImage(snapshot: Snapshot, folder: string, written: string | null): { path: string } | { fault: string } {
  if (written === null) return { fault: 'nothing' };
  const path = resolvePath(folder, written);
  const isThere = (candidate: string) => snapshot.files.has(candidate);
  if ('path' in path && isThere(path.path)) return path;
  const fromRoot = folder === '' ? path : resolvePath('', written);
  if ('path' in fromRoot && isThere(fromRoot.path)) return fromRoot;
  const extended = 'path' in path ? withImageExtensions(path.path).find(isThere) : undefined;
  return extended === undefined ? path : { path: extended };
}

/** An earlier row with the same path, split and label. Rows that differ in one of these stay: they contradict each other, and rules say so. */
function findTwin(listing: Listing, seen: Seen, path: string, split: string, label: string | null): number | undefined {
  let row = seen.last.get(path);
  while (row !== undefined && (listing.split[row] !== split || listing.label[row] !== label))
    row = seen.before.get(row);
  return row;
}

function remember(seen: Seen, path: string, row: number): void {
  const before = seen.last.get(path);
  if (before !== undefined) seen.before.set(row, before);
  seen.last.set(path, row);
}

function count(counts: Map<string, { count: number; line: number }>, name: string, line: number): void {
  const entry = counts.get(name);
  if (entry === undefined) counts.set(name, { count: 1, line });
  else entry.count++;
}

/** All images missing is one mistake, not thousands. */
function reportMissingImages(dataset: DatasetPolicy, listing: Listing): void {
  if (listing.path.length === 0 || listing.hash.some((hash) => hash !== '')) return;
  addProblem(
    listing.problems,
    `None of the ${listing.path.length} images that ${listing.manifest[0]} lists is in the commit (${listing.path[0]}). ` +
      `Set \`images\` of dataset \`${dataset.name}\` to the folder that the paths are relative to, or commit the images.`,
    { path: listing.manifest[0], line: listing.line[0] },
  );
}
