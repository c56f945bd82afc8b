import { folderOf, resolvePath, withImageExtensions } from '../../gather/formats/files/paths.ts';
import { splitOfFolder } from '../../gather/formats/files/split-names.ts';
import { commonNames } from '../../gather/formats/tables/column-names.ts';
import { type RowFile, readRowFile } from '../../gather/formats/tables/row-file.ts';
import { Fault } from '../../model/fault.ts';
import { type FoundDataset, nameOf } from '../found.ts';
import { byFolder, type Look } from '../look.ts';
import { homeOf, inOrder, splitOfPath } from './splits.ts';

/** A table of which a column names images of the commit. */
export interface ImageTable {
  path: string;
  rows: RowFile;
  /** The column of images. */
  column: string;
  /** The folder that its paths are relative to. */
  folder: string;
  /** The images that it names. */
  images: string[];
}

const tried = 200;
const enough = 0.5;
/** Folders that a table's names are looked for in. */
const mostFolders = 200;

/** Every table of the commit that names images; Hugging Face's metadata files, which folders of images are read with, are not among them. */
export async function imageTables(look: Look): Promise<ImageTable[]> {
  const paths = new Set(look.snapshot.files.keys());
  const folders = [...byFolder(look.images()).keys()].slice(0, mostFolders);
  const found: ImageTable[] = [];
  for (const { path } of look.named(/\.(csv|tsv|tab|jsonl|ndjson)$/i)) {
    if (/(^|\/)metadata\.(csv|jsonl)$/.test(path)) continue;
    const rows = rowsOf(await look.read(path), path);
    if (!rows || rows.line.length === 0) continue;
    const table = tableOf(path, rows, paths, folders);
    if (table) found.push(table);
  }
  return found;
}

/** Tables with one row an image become datasets; several of one folder, a table for each split. */
export function findTables(tables: readonly ImageTable[], look: Look): FoundDataset[] {
  const free = new Set(look.images().map(({ path }) => path));
  const labelled = tables.filter(
    (table) => table.images.every((path) => free.has(path)) && !(sortedIntoFolders(table) && saysNeither(table)),
  );
  const found: FoundDataset[] = [];
  for (const [home, of] of Map.groupBy(labelled, ({ path }) => homeOf(path))) {
    for (const alike of Map.groupBy(of, columnsOf).values()) {
      const dataset = datasetOf(home, alike);
      if (dataset === null) continue;
      look.take(alike.flatMap(({ images }) => images));
      found.push(dataset);
    }
  }
  return found;
}

function datasetOf(home: string, tables: readonly ImageTable[]): FoundDataset | null {
  const [first] = tables;
  const label = labelOf(first);
  const doubts: string[] = [];
  if (label === null && tables.every(({ rows }) => rows.columns.size > 1)) {
    const others = [...first.rows.columns.keys()].filter((name) => name !== first.column);
    doubts.push(
      `Which column of ${first.path} is the label was not clear (${others.join(', ')}): name it in \`columns: { label: … }\`.`,
    );
  }
  const bySplit: Record<string, ImageTable> = {};
  for (const table of tables) {
    const split = splitOfPath(table.path.slice(table.path.lastIndexOf('/') + 1));
    if (split !== null && !Object.hasOwn(bySplit, split)) bySplit[split] = table;
  }
  const isSplit = Object.keys(bySplit).length === tables.length && tables.length > 1;
  if (!isSplit && tables.length > 1) {
    doubts.push(
      `Further tables of the same columns were left out: ${tables
        .slice(1)
        .map(({ path }) => path)
        .join(', ')}.`,
    );
  }
  const used = isSplit ? Object.values(bySplit) : [first];
  const columns = {
    ...(isCommon(first, 'path', first.column) ? {} : { path: first.column }),
    ...(label === null || isCommon(first, 'label', label) ? {} : { label }),
  };
  const ownFolder = used.every(({ path, folder }) => folder === folderOf(path));
  const images = new Set(used.map(({ folder }) => folder));
  const each = (value: (table: ImageTable) => string) =>
    inOrder(Object.fromEntries(Object.entries(bySplit).map(([split, table]) => [split, value(table)])));
  if (!isSplit && !splitColumn(first)) {
    doubts.push(
      `${first.path} has no column of splits, so all of its images count as train: add a column \`split\`, or name a table for each split.`,
    );
  }
  return {
    name: nameOf(isSplit ? home : first.path.replace(/\.[^.]*$/, ''), 'table'),
    format: 'table',
    keys: {
      table: isSplit ? each(({ path }) => path) : first.path,
      ...(ownFolder
        ? {}
        : { images: images.size === 1 || !isSplit ? first.folder || '.' : each(({ folder }) => folder || '.') }),
      ...(Object.keys(columns).length > 0 ? { columns } : {}),
    },
    doubts,
  };
}

function tableOf(
  path: string,
  rows: RowFile,
  paths: ReadonlySet<string>,
  folders: readonly string[],
): ImageTable | null {
  const candidates = [folderOf(path), '', ...folders];
  let best: { column: string; folder: string; share: number } | null = null;
  for (const [column, values] of rows.columns) {
    const sample = values.filter((value) => value !== null).slice(0, tried);
    if (sample.length === 0 || new Set(sample).size < Math.min(sample.length, 4)) continue;
    // Epochs and labels are numbers that a file may be called after.
    const isNumbers = sample.every((value) => /^-?\d+(\.\d+)?$/.test(value));
    if (isNumbers && !/id$|image|file|path/i.test(column)) continue;
    for (const folder of new Set(candidates)) {
      const there = sample.filter((value) => imageOf(folder, value, paths) !== null).length;
      const share = there / sample.length;
      if (share >= enough && (best === null || share > best.share)) best = { column, folder, share };
    }
  }
  if (best === null) return null;
  const { column, folder } = best;
  const images = rows.columns.get(column)!.flatMap((value) => {
    const image = value === null ? null : imageOf(folder, value, paths);
    return image === null ? [] : [image];
  });
  return { path, rows, column, folder, images };
}

function imageOf(folder: string, written: string, paths: ReadonlySet<string>): string | null {
  const resolved = resolvePath(folder, written);
  if ('fault' in resolved) return null;
  if (paths.has(resolved.path) && /\.[a-z0-9]{2,5}$/i.test(resolved.path)) return resolved.path;
  return withImageExtensions(resolved.path).find((name) => paths.has(name)) ?? null;
}

/** A common name, else the one column whose values repeat, as classes do. */
function labelOf({ rows, column }: ImageTable): string | null {
  const names = [...rows.columns.keys()].filter((name) => name !== column);
  const lower = new Map(names.map((name) => [name.toLowerCase(), name]));
  const common = commonNames('label').find((name) => lower.has(name));
  if (common !== undefined) return lower.get(common)!;
  const repeating = names.filter((name) => {
    if (commonNames('split').includes(name.toLowerCase())) return false;
    const values = rows.columns.get(name)!.filter((value) => value !== null);
    const distinct = new Set(values).size;
    return distinct >= 2 && distinct <= values.length / 3;
  });
  return repeating.length === 1 ? repeating[0] : null;
}

/** Whether folders already say split and class of every image: such a table adds attributes to them. */
function sortedIntoFolders({ images }: ImageTable): boolean {
  const folders = [...new Set(images.map(folderOf))];
  return (
    folders.length > 1 &&
    folders.every((folder) => splitOfFolder(folderOf(folder).split('/').at(-1)!.toLowerCase()) !== null)
  );
}

function saysNeither(table: ImageTable): boolean {
  const lower = [...table.rows.columns.keys()].map((name) => name.toLowerCase());
  return !splitColumn(table) && !lower.some((name) => commonNames('label').includes(name));
}

function splitColumn({ rows }: ImageTable): boolean {
  return [...rows.columns.keys()].some((name) => commonNames('split').includes(name.toLowerCase()));
}

function isCommon({ rows }: ImageTable, role: 'path' | 'label', name: string): boolean {
  const lower = new Set([...rows.columns.keys()].map((each) => each.toLowerCase()));
  return commonNames(role).find((each) => lower.has(each)) === name.toLowerCase();
}

function columnsOf({ rows, column }: ImageTable): string {
  return JSON.stringify([column, ...rows.columns.keys()].sort());
}

function rowsOf(bytes: Buffer | null, path: string): RowFile | null {
  if (bytes === null) return null;
  try {
    return readRowFile(bytes, path);
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}
