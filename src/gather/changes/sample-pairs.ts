import type { Images, Samples } from '../../model/facts.ts';
import { type Described, isSamePicture } from './same-picture.ts';

/** One side of a dataset; `images` where its pixels were looked at. */
export interface DatasetSide {
  samples: Samples;
  images: Images | undefined;
}

/** Which rows of base and head are the same sample. */
export interface SamplePairs {
  /** For each row of head that of base, −1 where it has none. */
  partner: Int32Array;
  /** Rows of base without a partner. */
  removed: number[];
}

/** Bits by which the hashes of one picture under one name, and anywhere, may differ. */
const nearby = 4;
const anywhere = 2;
/** Rows among which a path is sought before all are: samples are mostly listed in the same order. */
const near = 32;
/** Rows that agree in part of the hash and are looked at for each: ten thousand black frames must not cost a hundred million looks. */
const looks = 64;

/**
 * Pairs rows by what they share, most first: all of it; path and content; content alone; path alone; the picture and the
 * path but for its extension; the picture and the label. Copies of one image are paired one to one.
 */
export function pairSamples(base: DatasetSide | undefined, head: DatasetSide | undefined): SamplePairs {
  const partner = new Int32Array(head?.samples.count ?? 0).fill(-1);
  if (base === undefined || head === undefined) return { partner, removed: rowsOf(base?.samples) };
  const pairing: Pairing = { base, head, partner, removed: [], added: [] };
  pairUnchanged(pairing);
  pairEqual(pairing, ({ path }) => path, byPath);
  pairEqual(pairing, ({ hash }) => hash, byContent);
  pairEqual(pairing, ({ path }) => path, [({ path }, row) => path[row]]);
  pairPictures(pairing, ({ samples }, row) => [samples.path[row].replace(/\.[^./]*$/, '')], nearby);
  pairPictures(pairing, partsOfHash, anywhere);
  return { partner, removed: pairing.removed };
}

interface Pairing extends SamplePairs {
  base: DatasetSide;
  head: DatasetSide;
  /** Rows of head without a partner. */
  added: number[];
}

function rowsOf(samples: Samples | undefined): number[] {
  return Array.from({ length: samples?.count ?? 0 }, (_, row) => row);
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

/** Nearly all rows of a large dataset are as they were, mostly in the same order, and need no key of their own. */
function pairUnchanged({ base, head, partner, removed, added }: Pairing): void {
  const [before, after] = [base.samples, head.samples];
  const isSame = (was: number, row: number) =>
    before.path[was] === after.path[row] &&
    before.hash[was] === after.hash[row] &&
    before.split[was] === after.split[row] &&
    before.label[was] === after.label[row];
  const isPaired = new Uint8Array(before.count);
  const rowOf = rowFinder(before.path, after.path);
  for (let row = 0; row < after.count; row++) {
    const was = rowOf(row);
    if (was === undefined || isPaired[was] === 1 || !isSame(was, row)) {
      added.push(row);
      continue;
    }
    partner[row] = was;
    isPaired[was] = 1;
  }
  for (let was = 0; was < before.count; was++) if (isPaired[was] === 0) removed.push(was);
}

/**
 * Finds the row of base with the path of a row of head, when asked in head's order: where the last one was found, a few
 * rows further, and only then by name. One that lies elsewhere may be missed.
 */
function rowFinder(before: readonly string[], after: readonly string[]): (row: number) => number | undefined {
  let names: Map<string, number> | undefined;
  let next = 0;
  const indexNear = (paths: readonly string[], path: string, start: number) => {
    for (let i = start; i < start + near && i < paths.length; i++) if (paths[i] === path) return i;
    return undefined;
  };
  /** Whether a row that follows lies near where base stands: then this one is new, or lies elsewhere. */
  const isBetween = (row: number) => {
    for (let i = row + 1; i <= row + near && i < after.length; i++) {
      if (indexNear(before, after[i], next) !== undefined) return true;
    }
    return false;
  };
  const find = (row: number) => {
    const found = indexNear(before, after[row], next);
    if (found !== undefined || next === before.length || isBetween(row)) return found;
    names ??= new Map(before.map((path, index) => [path, index]));
    return names.get(after[row]);
  };
  return (row) => {
    const found = find(row);
    if (found !== undefined) next = found + 1;
    return found;
  };
}

/** Pairs rows by the keys in turn, in the order of their rows; only those whose value in the column is on both sides and not empty. */
function pairEqual(pairing: Pairing, columnOf: (samples: Samples) => string[], keys: Key[]): void {
  const { base, head, removed, added } = pairing;
  const column = columnOf(head.samples);
  const values = new Set(added.map((row) => column[row]));
  values.delete('');
  const former = columnOf(base.samples);
  let candidates = removed.filter((row) => values.has(former[row]));
  const found = new Map<number, number>();
  for (const key of keys) {
    if (candidates.length === 0) break;
    const waiting = Map.groupBy(candidates.toReversed(), (row) => key(base.samples, row));
    for (const row of added) {
      if (found.has(row)) continue;
      const was = waiting.get(key(head.samples, row))?.pop();
      if (was !== undefined) found.set(row, was);
    }
    const paired = new Set(found.values());
    candidates = candidates.filter((row) => !paired.has(row));
  }
  settle(pairing, found);
}

type Keys = (side: { samples: Samples; images: Images }, row: number) => string[];

/** Pairs rows that share one of their keys and show the same picture, each with the first of them. */
function pairPictures(pairing: Pairing, keysOf: Keys, distance: number): void {
  const { removed, added } = pairing;
  const [base, head] = [described(pairing.base), described(pairing.head)];
  if (base === null || head === null || added.length === 0) return;
  const waiting = new Map<string, number[]>();
  for (const row of removed.toReversed()) {
    for (const key of keysOf(base, row)) {
      const rows = waiting.get(key);
      if (rows === undefined) waiting.set(key, [row]);
      else rows.push(row);
    }
  }
  const found = new Map<number, number>();
  const paired = new Set<number>();
  for (const row of added) {
    const shown: Described = { images: head.images, row };
    const was = keysOf(head, row)
      .flatMap((key) => lastFew(waiting.get(key) ?? [], paired))
      .find((one) => isSamePicture({ images: base.images, row: one }, shown, distance));
    if (was === undefined) continue;
    found.set(row, was);
    paired.add(was);
  }
  settle(pairing, found);
}

function described({ samples, images }: DatasetSide): { samples: Samples; images: Images } | null {
  return images === undefined ? null : { samples, images };
}

/** Three parts of the hash with the label: of two hashes at most two bits apart, one part is equal. */
function partsOfHash({ samples, images }: { samples: Samples; images: Images }, row: number): string[] {
  const hash = images.phash[row];
  const label = text(samples.label[row]);
  return hash === ''
    ? []
    : [`0${hash.slice(0, 5)}${label}`, `1${hash.slice(5, 10)}${label}`, `2${hash.slice(10)}${label}`];
}

/** The last rows that wait, in reverse; paired ones at the end are dropped for good. */
function lastFew(waiting: number[], paired: ReadonlySet<number>): number[] {
  while (waiting.length > 0 && paired.has(waiting[waiting.length - 1])) waiting.pop();
  return waiting
    .slice(-looks)
    .reverse()
    .filter((row) => !paired.has(row));
}

/** Takes what was found into the pairs, and off the rows without a partner. */
function settle(pairing: Pairing, found: ReadonlyMap<number, number>): void {
  if (found.size === 0) return;
  for (const [row, was] of found) pairing.partner[row] = was;
  const paired = new Set(found.values());
  pairing.removed = pairing.removed.filter((row) => !paired.has(row));
  pairing.added = pairing.added.filter((row) => !found.has(row));
}
