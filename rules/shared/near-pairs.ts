import type { NearDuplicates, Samples } from '../../src/model/facts.ts';
import { unchangedAmong } from './samples.ts';

/** Two contents that look alike, with the rows that hold each. */
export interface NearPair {
  first: readonly number[];
  second: readonly number[];
  /** Hamming distance of the perceptual hashes, 0–64. */
  distance: number;
  confirmed: boolean;
  /** The same for both orders, and across commits. */
  name: string;
}

/**
 * Pairs of look-alikes that are worth a word: confirmed ones, and others up to a distance. Of each content's rows the
 * first of each split and label.
 */
export function nearPairs(samples: Samples, near: NearDuplicates | undefined, distance: number): NearPair[] {
  if (!near || near.first.length === 0) return [];
  const { hash, split, label } = samples;
  const kept = Array.from(near.first.keys()).filter((pair) => near.confirmed[pair] || near.distance[pair] <= distance);
  const rows = new Map<string, number[]>();
  for (const pair of kept) {
    rows.set(hash[near.first[pair]], []);
    rows.set(hash[near.second[pair]], []);
  }
  for (let row = 0; row < samples.count; row++) {
    const own = rows.get(hash[row]);
    if (own && !own.some((other) => split[other] === split[row] && label[other] === label[row])) own.push(row);
  }
  return kept.map((pair) => {
    const hashes = [hash[near.first[pair]], hash[near.second[pair]]];
    return {
      first: rows.get(hashes[0])!,
      second: rows.get(hashes[1])!,
      distance: near.distance[pair],
      confirmed: near.confirmed[pair] === 1,
      name: hashes.sort().join(' '),
    };
  });
}

/** Whether a row of one of the pairs is at base as it is. */
export function unchangedInPairs(
  samples: Samples,
  base: Samples | undefined,
  pairs: readonly NearPair[],
): (row: number) => boolean {
  const rows = pairs.flatMap(({ first, second }) => [...first, ...second]);
  return unchangedAmong(samples, base, rows);
}

/** A row, the look-alike that it is held against, and their pair. */
export interface Match {
  row: number;
  twin: number;
  pair: NearPair;
}

/** One match for each row, in the order of the rows: a confirmed one before others, then the nearest. */
export function bestMatches(matches: readonly Match[]): Match[] {
  const best = new Map<number, Match>();
  for (const match of matches) {
    const other = best.get(match.row);
    if (!other || isBetter(match, other)) best.set(match.row, match);
  }
  return [...best.values()].sort((a, b) => a.row - b.row);
}

function isBetter({ pair: a, twin }: Match, { pair: b, twin: other }: Match): boolean {
  if (a.confirmed !== b.confirmed) return a.confirmed;
  return a.distance < b.distance || (a.distance === b.distance && twin < other);
}
