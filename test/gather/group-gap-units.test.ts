import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupGapUnits } from '../../src/gather/group-gap-units.ts';
import { pairedBootstrap } from '../../src/statistics/bootstrap.ts';

const images = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })),
  { minLength: 1, maxLength: 60 },
);
const columns = (rows: [number, number, number][]) => ({
  group: Int32Array.from(rows, ([group]) => group),
  base: Uint8Array.from(rows, ([, base]) => base),
  head: Uint8Array.from(rows, ([, , head]) => head),
});

function gapByHand(group: Int32Array, right: Uint8Array): number {
  const accuracies = [...new Set(group)].map((own) => {
    const members = [...right].filter((_, index) => group[index] === own);
    return members.reduce((sum, value) => sum + value, 0) / members.length;
  });
  return Math.max(...accuracies) - Math.min(...accuracies);
}

test('gaps are the largest minus the smallest group accuracy', () => {
  fc.assert(
    fc.property(images, (rows) => {
      const { group, base, head } = columns(rows);
      const { units, gaps } = groupGapUnits(group, base, head, 3);
      expect(gaps.base).toBeCloseTo(gapByHand(group, base), 12);
      expect(gaps.head).toBeCloseTo(gapByHand(group, head), 12);
      expect(units.effect(units.counts)).toBeCloseTo(gaps.head - gaps.base, 12);
    }),
  );
});

test('exchanging base and head everywhere turns the sign of the effect', () => {
  fc.assert(
    fc.property(images, (rows) => {
      const { group, base, head } = columns(rows);
      const { units } = groupGapUnits(group, base, head, 3);
      expect(units.effect(units.counts, units.counts)).toBeCloseTo(-units.effect(units.counts), 12);
    }),
  );
});

test('images without a group do not count', () => {
  const { gaps } = groupGapUnits(Int32Array.of(0, 1, -1), Uint8Array.of(1, 1, 0), Uint8Array.of(1, 0, 0), 2);
  expect(gaps).toEqual({ base: 0, head: 1 });
});

test('a group that lost a third of its right answers is a gap with confidence, equal models are none', () => {
  const group = Int32Array.from({ length: 600 }, (_, index) => index % 2);
  const base = new Uint8Array(600).fill(1);
  const head = base.map((_, index) => Number(index % 6 !== 0));
  const worse = pairedBootstrap(groupGapUnits(group, base, head, 2).units, { key: ['gap'] });
  expect(worse.effect).toBeCloseTo(1 / 3, 12);
  expect(worse.p).toBeLessThan(1e-6);
  expect(pairedBootstrap(groupGapUnits(group, base, base, 2).units, { key: ['gap'] })).toMatchObject({
    effect: 0,
    p: 1,
  });
});
