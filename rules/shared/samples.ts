import { fileOf, placeOf } from '../../src/model/facts/places.ts';
import type { Samples } from '../../src/model/facts.ts';
import type { Evidence } from '../../src/model/finding.ts';

export { placeOf };

/** Whether a row of head is at base as it is: the same file, content, split and label. Only `rows` may be asked for. */
export function unchangedAmong(
  samples: Samples,
  base: Samples | undefined,
  rows: readonly number[],
): (row: number) => boolean {
  const hashes = new Set(rows.map((row) => samples.hash[row]));
  const atBase = new Set<string>();
  if (hashes.size === 0) return () => false;
  for (let row = 0; base && row < base.count; row++) {
    if (hashes.has(base.hash[row])) atBase.add(entry(base, row));
  }
  return (row) => atBase.has(entry(samples, row));
}

/**
 * Names one finding for each row by the content of its image: `hash`, then `hash#2`, `hash#3` … where several rows have
 * the same content. Rows that base has too come first, so that a new copy gets a new name and an old one keeps its own.
 *
 * @returns the names, in the order of `rows`
 */
export function namesByContent(samples: Samples, base: Samples | undefined, rows: readonly number[]): string[] {
  const unchanged = unchangedAmong(samples, base, rows);
  const order = rows
    .map((row, index) => ({ row, index, rank: unchanged(row) ? 0 : 1 }))
    .sort((a, b) => a.rank - b.rank || a.row - b.row);
  const names = new Array<string>(rows.length);
  const copies = new Map<string, number>();
  for (const { row, index } of order) {
    const content = samples.hash[row] || samples.path[row];
    const copy = (copies.get(content) ?? 0) + 1;
    copies.set(content, copy);
    names[index] = copy === 1 ? content : `${content}#${copy}`;
  }
  return names;
}

/** Rows whose key occurs more than once, by key; rows without a key are left out. */
export function repeated(count: number, keyOf: (row: number) => string | null): Map<string, number[]> {
  const first = new Map<string, number>();
  const groups = new Map<string, number[]>();
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    if (key === null) continue;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, row);
      continue;
    }
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [earlier, row]);
  }
  return groups;
}

const copies = new WeakMap<Samples, readonly (readonly number[])[]>();

/** Rows of the images that several samples hold, ascending, a group for each content. Found once for all rules. */
export function copiesOf(samples: Samples): readonly (readonly number[])[] {
  const { count, hash } = samples;
  const known = copies.get(samples) ?? [...repeated(count, (row) => hash[row] || null).values()];
  copies.set(samples, known);
  return known;
}

/** The picture of one sample. */
export function imageOf({ path, hash }: Samples, row: number): Evidence {
  return { kind: 'image', images: [{ path: path[row], hash: hash[row], side: 'head' }] };
}

/** The pictures of two samples, each with what is said of it. */
export function pairOf({ path, hash }: Samples, rows: readonly [number, string][]): Evidence {
  return {
    kind: 'pair',
    images: rows.map(([row, caption]) => ({ path: path[row], hash: hash[row], side: 'head', caption })),
  };
}

function entry(samples: Samples, row: number): string {
  const { hash, split, label } = samples;
  return [fileOf(samples, row), hash[row], split[row], label[row] ?? ''].join('\0');
}
