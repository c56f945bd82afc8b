import type { DatasetChanges, SampleChange, Samples } from '../model/facts.ts';

/** Rows of base and head that are the same sample. */
type RowPair = [base: number, head: number];

/**
 * What became of each sample. Rows are paired by what they share, most first: all of it; path and content; content alone;
 * path alone. A pair of equal content is renamed, moved to another split, relabelled, or both of the last two; one of
 * other content is modified. Copies of one image are paired one to one.
 */
export function sampleChanges(base: Samples | undefined, head: Samples | undefined): SampleChange[] {
  const { pairs, removed, added } = pairRows(base, head);
  return [
    ...pairs.flatMap(([before, after]) => changesOf(base!, before, head!, after)),
    ...added.map((row): SampleChange => ({ kind: 'added', ...rowOf(head!, row) })),
    ...removed.map((row): SampleChange => ({ kind: 'removed', ...rowOf(base!, row) })),
  ];
}

/** Labelled samples by split and class on both sides. */
export function sampleCounts(base: Samples | undefined, head: Samples | undefined): DatasetChanges['counts'] {
  const counts = new Map<string, DatasetChanges['counts'][number]>();
  for (const [side, samples] of [['head', head] as const, ['base', base] as const]) {
    for (const [row, label] of (samples?.label ?? []).entries()) {
      if (label === null) continue;
      const split = samples!.split[row];
      const key = `${split}\0${label}`;
      const count = counts.get(key) ?? { split, label, base: 0, head: 0 };
      count[side]++;
      counts.set(key, count);
    }
  }
  return [...counts.values()].sort(
    (a, b) => placeOf(a.split) - placeOf(b.split) || compare(a.split, b.split) || compare(a.label, b.label),
  );
}

function placeOf(split: string): number {
  const place = ['train', 'validation', 'test'].indexOf(split);
  return place < 0 ? 3 : place;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Key = (samples: Samples, row: number) => string;

const text = (value: string | null) => (value === null ? '' : `=${value}`);

const byPath: Key[] = [
  ({ path, hash, split, label }, row) => `${path[row]}\0${hash[row]}\0${split[row]}\0${text(label[row])}`,
  ({ path, hash, split }, row) => `${path[row]}\0${hash[row]}\0${split[row]}`,
  ({ path, hash }, row) => `${path[row]}\0${hash[row]}`,
];
const byContent: Key[] = [
  ({ hash, split, label }, row) => `${hash[row]}\0${split[row]}\0${text(label[row])}`,
  ({ hash, split }, row) => `${hash[row]}\0${split[row]}`,
  ({ hash, label }, row) => `${hash[row]}\0${text(label[row])}`,
  ({ hash }, row) => hash[row],
];

interface Pairing {
  base: Samples;
  head: Samples;
  pairs: RowPair[];
  removed: number[];
  added: number[];
}

function pairRows(base: Samples | undefined, head: Samples | undefined): Omit<Pairing, 'base' | 'head'> {
  const removed = Array.from(base?.path.keys() ?? []);
  const added = Array.from(head?.path.keys() ?? []);
  if (base === undefined || head === undefined) return { pairs: [], removed, added };

  const pairing: Pairing = { base, head, pairs: [], removed, added };
  pairUnchanged(pairing);
  pairWithin(pairing, base.path, head.path, byPath);
  pairWithin(pairing, base.hash, head.hash, byContent);
  pairWithin(pairing, base.path, head.path, [({ path }, row) => path[row]]);
  pairing.pairs.sort(([, a], [, b]) => a - b);
  return pairing;
}

/** Nearly all rows of a large dataset are as they were, and need no key of their own. */
function pairUnchanged({ base, head, pairs, removed, added }: Pairing): void {
  const rows = new Map(base.path.map((path, row) => [path, row]));
  const paired = new Set<number>();
  keep(added, (row) => {
    const was = rows.get(head.path[row]);
    if (was === undefined || paired.has(was)) return true;
    const isSame =
      base.hash[was] === head.hash[row] && base.split[was] === head.split[row] && base.label[was] === head.label[row];
    if (isSame) {
      paired.add(was);
      pairs.push([was, row]);
    }
    return !isSame;
  });
  keep(removed, (row) => !paired.has(row));
}

/** Pairs rows by the keys in turn, in the order of their rows; only those whose value in the column is on both sides and not empty. */
function pairWithin(pairing: Pairing, baseColumn: string[], headColumn: string[], keys: Key[]): void {
  const { base, head, pairs, removed, added } = pairing;
  const values = new Set(added.map((row) => headColumn[row]));
  values.delete('');
  let candidates = removed.filter((row) => values.has(baseColumn[row]));
  const paired = new Set<number>();
  for (const key of keys) {
    if (candidates.length === 0) break;
    const waiting = new Map<string, number[]>();
    for (const row of candidates.toReversed()) {
      const name = key(base, row);
      const rows = waiting.get(name);
      if (rows === undefined) waiting.set(name, [row]);
      else rows.push(row);
    }
    keep(added, (row) => {
      const partner = waiting.get(key(head, row))?.pop();
      if (partner === undefined) return true;
      paired.add(partner);
      pairs.push([partner, row]);
      return false;
    });
    candidates = candidates.filter((row) => !paired.has(row));
  }
  keep(removed, (row) => !paired.has(row));
}

/** Drops the other rows in place. */
function keep(rows: number[], isKept: (row: number) => boolean): void {
  let count = 0;
  for (const row of rows) if (isKept(row)) rows[count++] = row;
  rows.length = count;
}

function changesOf(base: Samples, before: number, head: Samples, after: number): SampleChange[] {
  const was = rowOf(base, before);
  const is = rowOf(head, after);
  const from: NonNullable<SampleChange['from']> = {
    ...(was.path !== is.path && { path: was.path }),
    ...(was.split !== is.split && { split: was.split }),
    ...(was.label !== is.label && { label: was.label }),
    ...(was.hash !== is.hash && { hash: was.hash }),
  };
  const kinds: SampleChange['kind'][] = [];
  if ('hash' in from) kinds.push('modified');
  else {
    if ('split' in from) kinds.push('moved');
    if ('label' in from) kinds.push('relabelled');
    if ('path' in from && kinds.length === 0) kinds.push('renamed');
  }
  return kinds.map((kind) => ({ kind, ...is, from }));
}

function rowOf({ path, hash, split, label }: Samples, row: number): Omit<SampleChange, 'kind' | 'from'> {
  return { path: path[row], hash: hash[row], split: split[row], label: label[row] };
}
