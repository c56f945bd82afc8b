import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openCache } from '../../../src/cache/store.ts';
import { fairnessOf } from '../../../src/gather/evaluation/fairness.ts';
import { groupsOf } from '../../../src/gather/evaluation/groups.ts';
import type { Samples } from '../../../src/model/facts.ts';

const people = {
  attributes: {
    sex: ['f', 'f', 'm', 'm', null, 'f'],
    age: ['old', 'young', 'old', 'old', 'old', null],
    site: [null, null, null, null, null, null],
  },
  groups: ['sex', 'age', 'site'],
};
const rows = Int32Array.of(0, 1, 2, 3, 4, 5);

describe('groups', () => {
  test('are the images of each value, and by themselves those without one', () => {
    expect(groupsOf({ ...people, groups: ['sex'] }, rows)).toEqual([
      { attribute: 'sex', value: 'f', images: [0, 1, 5] },
      { attribute: 'sex', value: 'm', images: [2, 3] },
      { attribute: 'sex', value: 'unknown', images: [4] },
    ]);
  });

  test('are positions in the rows that were asked for', () => {
    expect(groupsOf({ ...people, groups: ['sex'] }, Int32Array.of(3, 5))).toEqual([
      { attribute: 'sex', value: 'f', images: [1] },
      { attribute: 'sex', value: 'm', images: [0] },
    ]);
  });

  test('are none of an attribute that no image has', () => {
    expect(groupsOf({ ...people, groups: ['site'] }, rows)).toEqual([]);
  });

  test('cross where every value is known and there are enough images', () => {
    const crossed = (atLeast: number) =>
      groupsOf({ ...people, intersections: { order: 3, atLeast } }, rows).filter(({ attribute }) =>
        attribute.includes('×'),
      );
    expect(crossed(1)).toEqual([
      { attribute: 'sex × age', value: 'f × old', images: [0] },
      { attribute: 'sex × age', value: 'f × young', images: [1] },
      { attribute: 'sex × age', value: 'm × old', images: [2, 3] },
    ]);
    expect(crossed(2)).toEqual([{ attribute: 'sex × age', value: 'm × old', images: [2, 3] }]);
  });

  test('cross by three where the order says so', () => {
    const attributes = { a: ['1', '1'], b: ['x', 'y'], c: ['p', 'p'] };
    const of = (order: number) =>
      groupsOf({ attributes, groups: ['a', 'b', 'c'], intersections: { order, atLeast: 1 } }, [0, 1]).map(
        ({ attribute, value }) => `${attribute}=${value}`,
      );
    expect(of(2)).not.toContain('a × b × c=1 × x × p');
    expect(of(3).slice(-2)).toEqual(['a × b × c=1 × x × p', 'a × b × c=1 × y × p']);
  });
});

interface Crossing {
  name: string;
  truth: number[];
  predicted: number[];
  first: string[];
  second: string[];
  classes: number;
  expected: { byGroup: Record<string, number>; difference: number; ratio: number };
}
const { crossings }: { crossings: Crossing[] } = JSON.parse(
  readFileSync(new URL('../../reference/fairness.json', import.meta.url), 'utf8'),
);

describe.each(crossings)('$name', ({ truth, predicted, first, second, classes, expected }) => {
  const samples = {
    attributes: { first, second },
    groups: ['first', 'second'],
    intersections: { order: 2, atLeast: 1 },
  } as unknown as Samples;
  const results = {
    task: 'classification' as const,
    truth: Int32Array.from(truth),
    predicted: Int32Array.from(predicted),
    scores: new Float32Array(truth.length * classes),
    classes,
    hard: true as const,
  };
  const names = Array.from({ length: classes }, (_, c) => `class ${c}`);
  const split = { split: 'test', rows: Int32Array.from(truth.keys()), results, leftOut: 0, unreadable: 0 };
  const cache = openCache({ directories: [] });
  const { fairness = [] } = fairnessOf(
    { model: 'm', score: 'macro_f1', classes: names },
    split,
    samples,
    undefined,
    cache,
  );
  const crossed = fairness.find(({ attribute }) => attribute === 'first × second');

  test('crossings score as Fairlearn says', () => {
    const values = Object.fromEntries((crossed?.groups ?? []).map(({ value, values }) => [value, values.accuracy]));
    expect(Object.keys(values).sort()).toEqual(Object.keys(expected.byGroup).sort());
    for (const [value, score] of Object.entries(expected.byGroup)) expect(values[value]).toBeCloseTo(score, 9);
  });

  test('the spread is Fairlearn’s where every group counts', () => {
    const counts = (crossed?.groups ?? []).every(({ n }) => n >= (crossed?.smallest ?? 0));
    if (!counts) return expect(crossed?.groups.some(({ n }) => n < 10)).toBe(true);
    expect(crossed?.spreads.accuracy.difference).toBeCloseTo(expected.difference, 9);
    expect(crossed?.spreads.accuracy.ratio).toBeCloseTo(expected.ratio, 9);
    const worst = Object.entries(expected.byGroup).reduce((a, b) => (b[1] < a[1] ? b : a));
    expect(crossed?.spreads.accuracy.worst).toBe(worst[0]);
  });

  test('every score has a value by group, and the declared one and accuracy an interval that holds it', () => {
    for (const { values, intervals } of crossed?.groups ?? []) {
      expect(Object.keys(values)).toContain('kappa');
      for (const name of ['accuracy', 'macro_f1']) {
        const [low, high] = intervals[name];
        expect(low).toBeLessThanOrEqual(values[name] as number);
        expect(high).toBeGreaterThanOrEqual(values[name] as number);
      }
    }
  });
});

test('a group without images of a class has no true positive rate, and the widest classes come first', () => {
  const samples = { attributes: { tone: [...'aaaaaaaaaabbbbbbbbbbc'] }, groups: ['tone'] } as unknown as Samples;
  const truth = [...'111110000011111000001'].map(Number);
  const predicted = [...'111110000000000000001'].map(Number);
  const results = {
    task: 'classification' as const,
    truth: Int32Array.from(truth),
    predicted: Int32Array.from(predicted),
    scores: new Float32Array(42),
    classes: 2,
    hard: true as const,
  };
  const split = { split: 'test', rows: Int32Array.from(truth.keys()), results, leftOut: 0, unreadable: 0 };
  const { fairness } = fairnessOf(
    { model: 'm', score: 'accuracy', classes: ['cat', 'dog'] },
    split,
    samples,
    undefined,
    openCache({ directories: [] }),
  );
  const [{ groups, spreads, parity }] = fairness ?? [];
  expect(groups.map(({ value, n }) => [value, n])).toEqual([
    ['a', 10],
    ['b', 10],
    ['c', 1],
  ]);
  expect(spreads.accuracy).toEqual({ difference: 0.5, ratio: 0.5, worst: 'b' });
  const dog = parity.find((one) => one.class === 'dog');
  expect(dog).toMatchObject({
    truePositive: [1, 0, 1],
    falsePositive: [0, 0, null],
    equalOpportunity: { difference: 1, ratio: 0 },
    demographicParity: { difference: 0.5, ratio: 0 },
    equalizedOdds: { difference: 1, ratio: 0 },
  });
});
