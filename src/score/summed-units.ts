/**
 * What a bootstrap resamples where a score is a function of sums over images: counts of label by label, of pixels by
 * class, of a value and how often it is defined. A resample is one pass over sparse rows.
 */
import type { Direction, PairedUnits } from './paired-units.ts';
import { groupRows, groupTypes } from './sampling-units.ts';
import type { ScoredUnits } from './single-units.ts';

/** What each image adds to the sums: entries `start[i]` to below `start[i + 1]` are image i's, each index at most once. */
export interface Addends {
  /** Number of sums. */
  width: number;
  /** Length n + 1. */
  start: Int32Array;
  /** Which sum, in [0, width). */
  at: Int32Array;
  /** What is added to it. */
  value: Float64Array;
}

/** A score from the sums; NaN where they leave it undefined. */
export type OfSums = (sums: Float64Array) => number;

/** Lists what images add, image by image. `visit` calls `add` for one image, each sum at most once; zeros are left out. */
export function listAddends(
  images: number,
  width: number,
  visit: (image: number, add: (at: number, value: number) => void) => void,
): Addends {
  const start = new Int32Array(images + 1);
  const at: number[] = [];
  const value: number[] = [];
  const add = (index: number, amount: number): void => {
    if (amount === 0) return;
    at.push(index);
    value.push(amount);
  };
  for (let i = 0; i < images; i++) {
    visit(i, add);
    start[i + 1] = at.length;
  }
  return { width, start, at: Int32Array.from(at), value: Float64Array.from(value) };
}

/** What all images add up to. */
export function sumAddends({ width, start, at, value }: Addends): Float64Array {
  const sums = new Float64Array(width);
  for (let e = 0; e < start[start.length - 1]; e++) sums[at[e]] += value[e];
  return sums;
}

/** Units of a score of one model's sums; NaN of no images. */
export function summedOfUnits(addends: Addends, score: OfSums, cluster?: Int32Array): ScoredUnits {
  const units = groupRows(addends.start.length - 1, cluster).map((rows) => collect(addends, rows));
  const { counts, representatives } = groupTypes(units, keyOf);
  const types = layOut(representatives, addends.width);
  const sums = new Float64Array(addends.width);
  return {
    counts,
    score(drawn) {
      sums.fill(0);
      accumulate(sums, types, drawn);
      return counts.length === 0 ? Number.NaN : score(sums);
    },
  };
}

/** Units of the difference of a score of two models' sums over the same images. */
export function summedUnits(
  base: Addends,
  head: Addends,
  score: OfSums,
  direction: Direction,
  cluster?: Int32Array,
): PairedUnits {
  const units = groupRows(base.start.length - 1, cluster).map((rows) => {
    const [own, theirs] = [collect(base, rows), collect(head, rows)];
    const [ownKey, theirKey] = [keyOf(own), keyOf(theirs)];
    return { base: own, head: theirs, key: `${ownKey}|${theirKey}`, differs: ownKey !== theirKey };
  });
  const { counts, representatives } = groupTypes(units, ({ key }) => key);
  const typesOfBase = layOut(
    representatives.map((unit) => unit.base),
    base.width,
  );
  const typesOfHead = layOut(
    representatives.map((unit) => unit.head),
    head.width,
  );
  const sign = direction === 'higher' ? 1 : -1;
  const ofBase = new Float64Array(base.width);
  const ofHead = new Float64Array(head.width);
  return {
    counts,
    discordant: Uint8Array.from(representatives, ({ differs }) => Number(differs)),
    effect(drawn, swapped) {
      if (counts.length === 0) return Number.NaN;
      ofBase.fill(0);
      ofHead.fill(0);
      const kept = swapped ? drawn.map((times, t) => times - swapped[t]) : drawn;
      accumulate(ofBase, typesOfBase, kept);
      accumulate(ofHead, typesOfHead, kept);
      if (swapped) {
        accumulate(ofBase, typesOfHead, swapped);
        accumulate(ofHead, typesOfBase, swapped);
      }
      return sign * (score(ofBase) - score(ofHead));
    },
  };
}

interface Entry {
  at: number;
  value: number;
}

/** What the images of one unit add together, by rising index. */
function collect({ start, at, value }: Addends, rows: readonly number[]): Entry[] {
  const entries: Entry[] = [];
  for (const i of rows) for (let e = start[i]; e < start[i + 1]; e++) entries.push({ at: at[e], value: value[e] });
  entries.sort((left, right) => left.at - right.at);
  if (rows.length === 1) return entries;
  const merged: Entry[] = [];
  for (const entry of entries) {
    const last = merged.at(-1);
    if (last?.at === entry.at) last.value += entry.value;
    else merged.push(entry);
  }
  return merged;
}

const keyOf = (entries: readonly Entry[]): string => entries.map(({ at, value }) => `${at}:${value}`).join();

function layOut(types: readonly Entry[][], width: number): Addends {
  return listAddends(types.length, width, (t, add) => {
    for (const { at, value } of types[t]) add(at, value);
  });
}

function accumulate(sums: Float64Array, { start, at, value }: Addends, times: Int32Array): void {
  for (let t = 0; t < times.length; t++) {
    const weight = times[t];
    if (weight === 0) continue;
    for (let e = start[t], end = start[t + 1]; e < end; e++) sums[at[e]] += weight * value[e];
  }
}
