import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  demographicParityDifference,
  demographicParityRatio,
  equalizedOddsDifference,
  groupGap,
  groupRates,
  scoreByGroup,
} from '../../src/score/fairness.ts';

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
  };
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../reference/fairness.json', import.meta.url), 'utf8'));

function expectClose(actual: number, expected: number | null): void {
  if (expected === null) expect(actual).toBeNaN();
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9);
}

describe.each(cases)('$name: equal to Fairlearn', ({ truth, predicted, groups, classes, positive, expected }) => {
  const columns = { truth: Int32Array.from(truth), predicted: Int32Array.from(predicted), classes };
  const grouping = { groups: Int32Array.from(groups), groupCount: Math.max(...groups) + 1 };

  test.each(['accuracy', 'macro_f1'] as const)('%s by group', (name) => {
    const values = scoreByGroup(name, columns, grouping);
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
    expectClose(demographicParityDifference(rates), expected.demographicParityDifference);
    expectClose(demographicParityRatio(rates), expected.demographicParityRatio);
    expectClose(equalizedOddsDifference(rates), expected.equalizedOddsDifference);
  });
});

describe('what Fairlearn does not have', () => {
  const columns = { truth: Int32Array.of(0, 1, 1, 0), predicted: Int32Array.of(0, 1, 0, 1), classes: 2 };
  const withStranger = { groups: Int32Array.of(0, 0, 2, -1), groupCount: 3 };

  test('images of unknown group and empty groups do not count', () => {
    const values = scoreByGroup('accuracy', columns, withStranger);
    expect([...values]).toEqual([1, Number.NaN, 0]);
    expect(groupGap(values)).toEqual({ difference: 1, ratio: 0, worst: 2 });
    const rates = groupRates(columns, 1, withStranger);
    expect([...rates.selection]).toEqual([0.5, Number.NaN, 0]);
    expect(equalizedOddsDifference(rates)).toBe(1);
  });

  test('probabilities follow their image into its group', () => {
    const scores = Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1);
    const values = scoreByGroup('brier', { ...columns, scores }, { groups: Int32Array.of(0, 0, 1, 1), groupCount: 2 });
    expect([...values]).toEqual([0, 1]);
  });

  test('the worst group depends on the direction, and is none without groups', () => {
    expect(groupGap([0.2, 0.5, 0.2]).worst).toBe(0);
    expect(groupGap([0.2, 0.5, 0.2], 'lower').worst).toBe(1);
    expect(groupGap([])).toEqual({ difference: Number.NaN, ratio: Number.NaN, worst: -1 });
  });
});
