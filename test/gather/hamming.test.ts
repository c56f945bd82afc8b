import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashesOf, pairsWithin } from '../../src/gather/hamming.ts';

const hex = (value: bigint) => value.toString(16).padStart(16, '0');

function bitsBetween(a: bigint, b: bigint): number {
  return (a ^ b).toString(2).replaceAll('0', '').length;
}

/** Hashes in families that differ in few bits, so that there are pairs of every distance. */
const families = fc
  .array(
    fc.tuple(
      fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      fc.array(fc.array(fc.nat(63), { maxLength: 14 }), { maxLength: 4 }),
    ),
    { maxLength: 6 },
  )
  .map((all) =>
    all.flatMap(([hash, flips]) => [
      hash,
      ...flips.map((bits) => bits.reduce((value, bit) => value ^ (1n << BigInt(bit)), hash)),
    ]),
  );

test('finds exactly the pairs that comparing all with all finds', () => {
  fc.assert(
    fc.property(families, fc.integer({ min: 0, max: 15 }), fc.nat(10), (hashes, limit, from) => {
      const wanted: number[][] = [];
      for (let j = Math.max(1, from); j < hashes.length; j++) {
        for (let i = 0; i < j; i++) {
          const distance = bitsBetween(hashes[i], hashes[j]);
          if (distance <= limit) wanted.push([i, j, distance]);
        }
      }
      const { first, second, distance } = pairsWithin(hashesOf(hashes.map(hex)), limit, from);
      expect(first.map((i, k) => [i, second[k], distance[k]])).toEqual(wanted);
    }),
    { seed: 5, numRuns: 60 },
  );
});

test('of many copies each is paired with at most 32 before it', () => {
  const { second } = pairsWithin(hashesOf(new Array<string>(200).fill('0123456789abcdef')), 3);
  const counts = Map.groupBy(second, (j) => j);
  expect(counts.get(20)).toHaveLength(20);
  expect(counts.get(150)).toHaveLength(32);
});

test('no hashes make no pairs', () => {
  expect(pairsWithin(hashesOf([]), 10).first).toEqual([]);
  expect(pairsWithin(hashesOf(['0000000000000000']), 10).first).toEqual([]);
});
