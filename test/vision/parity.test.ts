import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { addParity, type Parity, parityOf, paritySums } from '../../src/vision/parity.ts';

type Case = Omit<Parity, 'values'> & { reference: number[]; other: number[] };
const cases: Case[] = JSON.parse(readFileSync(new URL('../reference/parity.json', import.meta.url), 'utf8'));

test.each(cases)('SQNR of $sqnr dB', ({ reference, other, cosine, sqnr, maxError, maxReference }) => {
  const parity = parityOf(paritySums(reference, other));
  expect(parity.values).toBe(reference.length);
  expect(parity.cosine).toBeCloseTo(cosine, 12);
  expect(parity.sqnr).toBeCloseTo(sqnr, 9);
  expect(parity.maxError).toBeCloseTo(maxError, 12);
  expect(parity.maxReference).toBeCloseTo(maxReference, 12);
});

test('sums of parts are those of the whole', () => {
  const { reference, other } = cases[0];
  const total = paritySums(reference.slice(0, 15), other.slice(0, 15));
  addParity(total, paritySums(reference.slice(15), other.slice(15)));
  const [added, whole] = [parityOf(total), parityOf(paritySums(reference, other))];
  expect(added.sqnr).toBeCloseTo(whole.sqnr, 9);
  expect(added).toMatchObject({ values: whole.values, maxError: whole.maxError, maxReference: whole.maxReference });
});

test('equal tensors have no noise, and values that are not finite are an error without end', () => {
  expect(parityOf(paritySums([1, -2], [1, -2]))).toMatchObject({
    cosine: 1,
    sqnr: Number.POSITIVE_INFINITY,
    maxError: 0,
  });
  expect(parityOf(paritySums([0, 0], [0, 0]))).toMatchObject({ cosine: 1, maxError: 0 });
  expect(parityOf(paritySums([1, 2], [1, Number.NaN])).maxError).toBeNaN();
});
