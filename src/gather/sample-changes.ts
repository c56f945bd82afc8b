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

type Key = (samples: Samples, row: number) => string | null;

const text = (value: string | null) => (value === null ? '' : `=${value}`);
/** A listed image that the commit does not have has no content to be known by. */
const byContent =
  (key: Key): Key =>
  (samples, row) =>
    samples.hash[row] === '' ? null : key(samples, row);

const keys: Key[] = [
  ({ path, hash, split, label }, row) => `${path[row]}\0${hash[row]}\0${split[row]}\0${text(label[row])}`,
  ({ path, hash, split }, row) => `${path[row]}\0${hash[row]}\0${split[row]}`,
  ({ path, hash }, row) => `${path[row]}\0${hash[row]}`,
  byContent(({ hash, split, label }, row) => `${hash[row]}\0${split[row]}\0${text(label[row])}`),
  byContent(({ hash, split }, row) => `${hash[row]}\0${split[row]}`),
  byContent(({ hash, label }, row) => `${hash[row]}\0${text(label[row])}`),
  byContent(({ hash }, row) => hash[row]),
  ({ path }, row) => path[row],
];

function pairRows(base: Samples | undefined, head: Samples | undefined) {
  const pairs: RowPair[] = [];
  let removed = Array.from(base?.path.keys() ?? []);
  let added = Array.from(head?.path.keys() ?? []);
  for (const key of keys) {
    if (removed.length === 0 || added.length === 0) break;
    const waiting = new Map<string, number[]>();
    const unkeyed: number[] = [];
    for (const row of removed) {
      const name = key(base!, row);
      if (name === null) unkeyed.push(row);
      else if (waiting.has(name)) waiting.get(name)!.push(row);
      else waiting.set(name, [row]);
    }
    for (const rows of waiting.values()) rows.reverse();
    added = added.filter((row) => {
      const name = key(head!, row);
      const partner = name === null ? undefined : waiting.get(name)?.pop();
      if (partner !== undefined) pairs.push([partner, row]);
      return partner === undefined;
    });
    removed = [...unkeyed, ...[...waiting.values()].flat()].sort((a, b) => a - b);
  }
  pairs.sort(([, a], [, b]) => a - b);
  return { pairs, removed, added };
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
