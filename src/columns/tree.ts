import { type PackedTexts, packTexts, unpackTexts } from './texts.ts';

/** Columns that are shorter are copied as they are. */
const LEAST = 256;

/** Plain data whose long columns of texts are packed. */
export interface PackedTree {
  /** The data, with an empty array in place of each packed column. */
  tree: unknown;
  /** Where each column belongs, by the keys that lead to it. */
  columns: { path: string[]; texts: PackedTexts }[];
}

/** Packs plain data for another thread: a structured clone copies its texts one by one. The data stays as it is. */
export function packTree(data: unknown): PackedTree {
  const columns: PackedTree['columns'] = [];
  const visit = (value: unknown, path: string[]): unknown => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (Array.isArray(value)) {
      if (isColumn(value)) {
        columns.push({ path, texts: packTexts(value) });
        return [];
      }
      return value.length >= LEAST ? value : value.map((entry, index) => visit(entry, [...path, String(index)]));
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return value;
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, visit(entry, [...path, key])]));
  };
  return { tree: visit(data, []), columns };
}

export function unpackTree({ tree, columns }: PackedTree): unknown {
  const root = { tree };
  for (const { path, texts } of columns) {
    const keys = ['tree', ...path];
    let holder = root as unknown as Record<string, unknown>;
    for (const key of keys.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
    holder[keys.at(-1)!] = unpackTexts(texts);
  }
  return root.tree;
}

function isColumn(value: readonly unknown[]): value is (string | null)[] {
  return value.length >= LEAST && value.every((entry) => typeof entry === 'string' || entry === null);
}
