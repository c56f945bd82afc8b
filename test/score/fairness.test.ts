import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { computeScore } from '../../src/score/classification/scores.ts';
import { demographicParity, equalizedOdds, equalOpportunity, groupGap, groupRates } from '../../src/score/fairness.ts';

interface Case {
  name: string;
  truth: number[];
  predicted: number[];
  groups: number[];
  classes: number;
  positive: number;
  expected: {
    accuracy: { byGroup: number[]; difference: number; ratio: number | null };
    macro_f1: { byGroup: number[]; difference: number; ratio: number | null };
    rates: { selection: number[]; truePositive: number[]; falsePositive: number[] };
    demographicParityDifference: number;
    demographicParityRatio: number | null;
    equalizedOddsDifference: number;
    equalizedOddsRatio: number | null;
    equalOpportunityDifference: number;
    equalOpportunityRatio: number | null;
  };
}

const { cases }: { cases: Case[] } = JSON.parse(
  readFileSync(new URL('../reference/fairness.json', import.meta.url), 'utf8'),
);

function expectClose(actual: number, expected: number | null): void {
  if (expected === null) expect(actual).toBeNaN();
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9);
}

describe.each(cases)('$name: equal to Fairlearn', ({ truth, predicted, groups, classes, positive, expected }) => {
  const columns = { truth: Int32Array.from(truth), predicted: Int32Array.from(predicted), classes };
  const grouping = { groups: Int32Array.from(groups), groupCount: Math.max(...groups) + 1 };

  test.each(['accuracy', 'macro_f1'] as const)('%s by group', (name) => {
    const values = Array.from({ length: grouping.groupCount }, (_, group) => {
      const own = (column: Int32Array) => column.filter((_, i) => groups[i] === group);
      return computeScore(name, { truth: own(columns.truth), predicted: own(columns.predicted), classes });
    });
    values.forEach((value, g) => {
      expectClose(value, expected[name].byGroup[g]);
    });
    expectClose(groupGap(values).difference, expected[name].difference);
    expectClose(groupGap(values).ratio, expected[name].ratio);
  });

  test('rates and their gaps', () => {
    const rates = groupRates(columns, positive, grouping);
    for (const key of ['selection', 'truePositive', 'falsePositive'] as const) {
      rates[key].forEach((value, g) => {
        expectClose(value, expected.rates[key][g]);
      });
    }
    expectClose(demographicParity(rates).difference, expected.demographicParityDifference);
    expectClose(demographicParity(rates).ratio, expected.demographicParityRatio);
    expectClose(equalizedOdds(rates).difference, expected.equalizedOddsDifference);
    expectClose(equalizedOdds(rates).ratio, expected.equalizedOddsRatio);
    expectClose(equalOpportunity(rates).difference, expected.equalOpportunityDifference);
    expectClose(equalOpportunity(rates).ratio, expected.equalOpportunityRatio);
  });
});

describe('groups', () => {
  const columns = { truth: Int32Array.of(0, 0, 1, 1), predicted: Int32Array.of(0, 1, 1, 1) };

  test('images of unknown group do not count', () => {
    const rates = groupRates(columns, 1, { groups: Int32Array.of(0, -1, 0, 1), groupCount: 2 });
    expect([...rates.selection]).toEqual([0.5, 1]);
    expect([...rates.negatives]).toEqual([1, 0]);
  });

  test('a group without images does not count', () => {
    const rates = groupRates(columns, 1, { groups: Int32Array.of(0, 0, 2, 2), groupCount: 3 });
    expect(equalizedOdds(rates)).toEqual({ difference: 1, ratio: 0 });
    expect(equalOpportunity(rates)).toEqual({ difference: 1, ratio: 0, worst: 0 });
    expect(demographicParity(rates)).toEqual({ difference: 0.5, ratio: 0.5, worst: 0 });
  });

  test('the worst group depends on the direction, and is none without groups', () => {
    expect(groupGap([0.2, 0.5, 0.2]).worst).toBe(0);
    expect(groupGap([0.2, 0.5, 0.2], 'lower').worst).toBe(1);
    expect(groupGap([])).toEqual({ difference: Number.NaN, ratio: Number.NaN, worst: -1 });
  });
});
