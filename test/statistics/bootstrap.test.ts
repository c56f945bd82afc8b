import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { f1 } from '../../src/score/classification/agreement.ts';
import { pairedUnits } from '../../src/score/classification/paired.ts';
import { type ScoreName, scoreNames } from '../../src/score/classification/scores.ts';
import { scoredUnits } from '../../src/score/classification/single.ts';
import { groupGapUnits } from '../../src/score/group-gap-units.ts';
import { meanUnits, type PairedUnits, tallyUnits } from '../../src/score/paired-units.ts';
import { pairedBootstrap } from '../../src/statistics/bootstrap.ts';
import { bootstrapInterval } from '../../src/statistics/bootstrap-interval.ts';
import { normalCdf } from '../../src/statistics/distributions.ts';
import { mcnemarMidP } from '../../src/statistics/paired-proportions.ts';
import { randomStream } from '../../src/statistics/random.ts';

interface Bounds {
  interval: [number, number];
  standardError: number;
}
interface MacroF1Case {
  classes: number;
  truth: number[];
  base: number[];
  head: number[];
  effect: number;
  expected: Record<string, Bounds>;
}
interface MeanCase {
  base: number[];
  head: number[];
  effect: number;
  expected: Record<string, Bounds>;
}

const reference: { macroF1: MacroF1Case[]; mean: MeanCase[] } = JSON.parse(
  readFileSync(new URL('../reference/bootstrap.json', import.meta.url), 'utf8'),
);

/** Both sides are Monte-Carlo estimates: bounds agree within a tenth of the standard error. */
function expectBounds(units: PairedUnits, effect: number, expected: Record<string, Bounds>): void {
  for (const [confidence, bounds] of Object.entries(expected)) {
    const ours = pairedBootstrap(units, { key: ['reference'], confidence: Number(confidence), resamples: 40_000 });
    expect(ours.effect).toBeCloseTo(effect, 12);
    expect(ours.standardError / bounds.standardError).toBeCloseTo(1, 1);
    ours.interval.forEach((bound, i) => {
      expect(Math.abs(bound - bounds.interval[i])).toBeLessThan(0.1 * bounds.standardError);
    });
  }
}

describe('agreement with scipy.stats.bootstrap (BCa, paired)', () => {
  test.each(reference.macroF1)(
    'macro-F1 of $truth.length images',
    ({ classes, truth, base, head, effect, expected }) => {
      const columns = {
        truth: Int32Array.from(truth),
        base: Int32Array.from(base),
        head: Int32Array.from(head),
        classes,
      };
      expectBounds(
        tallyUnits(columns, (tallies) => f1(tallies, 'macro'), 'higher'),
        effect,
        expected,
      );
    },
  );

  test.each(reference.mean)('mean of $base.length skewed losses', ({ base, head, effect, expected }) => {
    expectBounds(meanUnits(Float64Array.from(base), Float64Array.from(head), 'lower'), effect, expected);
  });
});

/** A seeded problem: `churn` of head's answers are drawn anew, with the accuracy of base. */
function simulate(
  key: string,
  { n, classes, right, churn }: { n: number; classes: number; right: number; churn: number },
) {
  const random = randomStream([key]);
  const truth = Int32Array.from({ length: n }, () => random.nextInteger(classes));
  const answer = (c: number) => (random.nextFloat() < right ? c : random.nextInteger(classes));
  const base = truth.map(answer);
  const head = base.map((c, i) => (random.nextFloat() < churn ? answer(truth[i]) : c));
  const probabilities = (predicted: Int32Array) => {
    const scores = new Float64Array(n * classes);
    predicted.forEach((c, i) => {
      const sure = 0.4 + 0.5 * random.nextFloat();
      scores.fill((1 - sure) / (classes - 1), i * classes, (i + 1) * classes);
      scores[i * classes + c] = sure;
    });
    return scores;
  };
  return {
    base: { truth, predicted: base, scores: probabilities(base), classes },
    head: { truth, predicted: head, scores: probabilities(head), classes },
  };
}

describe('every score', () => {
  const { base, head } = simulate('scores', { n: 120, classes: 8, right: 0.8, churn: 0.2 });

  test.each(scoreNames)('%s: swapping base and head turns the effect and mirrors p', (name: ScoreName) => {
    const options = { key: [name], resamples: 1500, maximum: 1500 };
    const there = pairedBootstrap(pairedUnits(name, base, head), options);
    const back = pairedBootstrap(pairedUnits(name, head, base), options);
    expect(there.effect).toBeCloseTo(-back.effect, 12);
    expect(there.interval[0] <= there.effect && there.effect <= there.interval[1]).toBe(true);
    if (Math.min(there.p, back.p) > 0.05) expect(Math.abs(there.p + back.p - 1)).toBeLessThan(0.15);
    else expect(Math.min(there.p, back.p)).toBeLessThan(0.08);
  });

  test.each(scoreNames)('%s: a sample swapped entirely has the opposite effect', (name) => {
    const units = pairedUnits(name, base, head);
    expect(units.effect(units.counts, units.counts)).toBeCloseTo(-units.effect(units.counts), 12);
  });

  test.each(scoreNames)('%s: the same model is no worse than itself', (name) => {
    const same = pairedBootstrap(pairedUnits(name, base, base), { key: [name] });
    expect(same).toMatchObject({ effect: 0, interval: [0, 0], p: 1, standardError: 0 });
  });

  test.each(scoreNames)('%s: effects on whole clusters equal effects on their images', (name) => {
    const pairs = Int32Array.from(base.truth, (_, i) => i >> 1);
    const [loose, clustered] = [pairedUnits(name, base, head), pairedUnits(name, base, head, pairs)];
    expect(clustered.effect(clustered.counts)).toBeCloseTo(loose.effect(loose.counts), 12);
    expect(clustered.counts.reduce((sum, count) => sum + count)).toBe(60);
  });

  test.each(scoreNames)('%s: a single model has an interval about its score', (name) => {
    const units = scoredUnits(name, base);
    const { value, interval, standardError } = bootstrapInterval(
      { samples: [units.counts], statistic: ([drawn]) => units.score(drawn) },
      { key: [name], resamples: 400 },
    );
    expect(interval[0]).toBeLessThan(value);
    expect(interval[1]).toBeGreaterThan(value);
    expect(standardError).toBeGreaterThan(0);
  });
});

describe('properties', () => {
  const answers = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 30 });

  test('identical predictions give effect 0, interval [0, 0] and p 1 at any tolerance ≥ 0', () => {
    fc.assert(
      fc.property(answers, fc.double({ min: 0, max: 0.2, noNaN: true }), (rows, tolerance) => {
        const truth = Int32Array.from(rows, ([c]) => c);
        const predicted = Int32Array.from(rows, ([, c]) => c);
        const model = { truth, predicted, classes: 3 };
        const result = pairedBootstrap(pairedUnits('macro_f1', model, model), { key: ['same'], tolerance });
        expect(result).toMatchObject({ effect: 0, interval: [0, 0], p: 1 });
      }),
      { numRuns: 50 },
    );
  });

  test('the result depends on neither the order of images nor that of other comparisons', () => {
    const { base, head } = simulate('order', { n: 80, classes: 3, right: 0.7, churn: 0.3 });
    const [losses, reversed] = [base, head].map(({ scores }) => scores.subarray(0, 80));
    const units = () => meanUnits(losses, reversed, 'lower');
    const first = pairedBootstrap(units(), { key: [1, 'a'] });
    pairedBootstrap(units(), { key: [1, 'b'] });
    expect(pairedBootstrap(units(), { key: [1, 'a'] })).toEqual(first);
    const discrete = pairedUnits('accuracy', base, head);
    expect(pairedBootstrap(discrete, { key: ['x'] })).toEqual(pairedBootstrap(discrete, { key: ['x'] }));
  });

  test('p and interval agree: p ≤ 2.5 % exactly where the 95 % interval lies beyond the tolerance', () => {
    const { base, head } = simulate('coherence', { n: 400, classes: 3, right: 0.5, churn: 0.4 });
    const units = pairedUnits('balanced_accuracy', head, base);
    const { interval } = pairedBootstrap(units, { key: ['c'] });
    const p = (tolerance: number) => pairedBootstrap(units, { key: ['c'], tolerance }).p;
    expect(interval[0]).toBeLessThan(0);
    expect(p(interval[0] - 0.002)).toBeLessThan(0.025);
    expect(p(interval[0] + 0.002)).toBeGreaterThan(0.025);
    expect(p(interval[1] - 0.002)).toBeLessThan(0.975);
    expect(p(interval[1] + 0.002)).toBeGreaterThan(0.975);
  });
});

describe('few disagreements', () => {
  const outcome = (worse: number, better: number, n: number) => {
    const base = Float64Array.from({ length: n }, (_, i) => Number(i >= better));
    const head = Float64Array.from({ length: n }, (_, i) => Number(i < better || i >= better + worse));
    return meanUnits(base, head, 'higher');
  };

  test.each([
    [3, 0],
    [8, 0],
    [12, 1],
    [16, 0],
    [25, 4],
  ])('%i worse, %i better: p is not below the exact test', (worse, better) => {
    const { p } = pairedBootstrap(outcome(worse, better, 300), { key: ['few', worse, better] });
    const exact = mcnemarMidP({ worse, better }).oneSided;
    expect(p).toBeGreaterThan(0.6 * exact);
  });

  test('resamples grow while few reach the tolerance', () => {
    const { resamples } = pairedBootstrap(outcome(42, 20, 1000), { key: ['grow'], resamples: 1000, maximum: 8000 });
    expect(resamples).toBeGreaterThan(1000);
  });

  test('where even the most resamples would not reach it, the tail is smoothed at once', () => {
    const { p, resamples } = pairedBootstrap(outcome(50, 18, 1000), { key: ['tail'], resamples: 1000, maximum: 8000 });
    expect(resamples).toBe(1000);
    expect(Math.abs(Math.log(p / mcnemarMidP({ worse: 50, better: 18 }).oneSided))).toBeLessThan(Math.log(4));
  });

  test('a level nearby keeps resampling going', () => {
    const options = { key: ['level'], resamples: 500, maximum: 4000 };
    const { p } = pairedBootstrap(outcome(20, 10, 500), options);
    expect(pairedBootstrap(outcome(20, 10, 500), options).resamples).toBe(500);
    expect(pairedBootstrap(outcome(20, 10, 500), { ...options, level: p }).resamples).toBe(4000);
  });
});

describe('negative tolerance', () => {
  test('no disagreement among n images bounds p by (1 − |tolerance|)ⁿ', () => {
    const same = meanUnits(new Float64Array(50).fill(1), new Float64Array(50).fill(1), 'higher');
    expect(pairedBootstrap(same, { key: [], tolerance: -0.1 }).p).toBeCloseTo(0.9 ** 50, 12);
  });
});

describe('undefined scores', () => {
  test('an undefined score is said, not judged', () => {
    const columns = { truth: Int32Array.of(0, 0), scores: Float64Array.of(0.9, 0.1, 0.8, 0.2), classes: 2 };
    const base = { ...columns, predicted: Int32Array.of(0, 0) };
    const head = { ...base, scores: Float64Array.of(0.7, 0.3, 0.8, 0.2) };
    const { effect, interval, p } = pairedBootstrap(pairedUnits('roc_auc', base, head), { key: [] });
    expect([effect, ...interval, p]).toEqual([Number.NaN, Number.NaN, Number.NaN, 1]);
  });

  test('resamples in which it is undefined do not count', () => {
    const truth = Int32Array.of(0, 0, 0, 0, 0, 1);
    const base = { truth, predicted: truth, scores: new Float64Array(12).fill(0.5), classes: 2 };
    const head = { ...base, scores: Float64Array.from({ length: 12 }, (_, i) => ((i >> 1) + (i % 2)) / 12) };
    const { resamples } = pairedBootstrap(pairedUnits('roc_auc', base, head), {
      key: ['rare'],
      resamples: 2000,
      maximum: 2000,
    });
    expect(resamples / 2000).toBeCloseTo(1 - (5 / 6) ** 6 - (1 / 6) ** 6, 1);
  });
});

describe('independent samples', () => {
  test('the interval of a difference of two means is the normal one', () => {
    const random = randomStream(['two samples']);
    const normal = () => Array.from({ length: 12 }, () => random.nextFloat()).reduce((sum, u) => sum + u, -6);
    const [train, test_] = [400, 100].map((n) => Float64Array.from({ length: n }, normal));
    const mean = (values: Float64Array, drawn: Int32Array) =>
      values.reduce((sum, value, i) => sum + value * drawn[i], 0) / values.length;
    const { value, interval, standardError } = bootstrapInterval(
      {
        samples: [new Int32Array(400).fill(1), new Int32Array(100).fill(1)],
        statistic: ([ofTrain, ofTest]) => mean(train, ofTrain) - mean(test_, ofTest),
      },
      { key: ['gap'], resamples: 8000 },
    );
    const variance = (values: Float64Array) => {
      const centre = values.reduce((sum, x) => sum + x) / values.length;
      return values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / values.length;
    };
    const expected = Math.sqrt(variance(train) / 400 + variance(test_) / 100);
    expect(standardError / expected).toBeCloseTo(1, 1);
    expect((interval[1] - value) / expected).toBeCloseTo(1.96, 0);
    expect((value - interval[0]) / expected).toBeCloseTo(1.96, 0);
    expect(normalCdf((interval[1] - value) / expected)).toBeCloseTo(0.975, 1);
  });
});

describe('gap between groups', () => {
  test('is worse where one group loses', () => {
    const groups = Int32Array.from({ length: 600 }, (_, i) => (i % 4) - 1);
    const whole = new Float64Array(600).fill(1);
    const base = { part: Float64Array.from(groups, (_, i) => Number(i % 10 > 0)), whole };
    const lost = Float64Array.from(groups, (group, i) => Number(i % 10 > 0 && !(group === 1 && i % 5 === 1)));
    const head = { part: lost, whole };
    const units = groupGapUnits(base, head, { groups, groupCount: 3 });
    expect(units.counts.reduce((sum, count) => sum + count)).toBe(450);
    const result = pairedBootstrap(units, { key: ['gap'] });
    expect(result.effect).toBeGreaterThan(0.15);
    expect(result.p).toBeLessThan(1e-4);
    expect(pairedBootstrap(groupGapUnits(head, base, { groups, groupCount: 3 }), { key: ['gap'] }).p).toBeGreaterThan(
      0.99,
    );
  });

  test('counts objects where images hold several', () => {
    // Group 0 has 3 of 4 objects found and then 1, group 1 has 1 of 2.
    const groups = Int32Array.of(0, 0, 1);
    const whole = Float64Array.of(3, 1, 2);
    const base = { part: Float64Array.of(2, 1, 1), whole };
    const units = groupGapUnits(base, { part: Float64Array.of(0, 1, 1) }, { groups, groupCount: 2 });
    expect(units.effect(units.counts)).toBe(0);
    expect(units.effect(Int32Array.of(2, 0, 1))).toBeCloseTo(1 / 2 - (2 / 3 - 1 / 2), 12);
  });
});

describe('mistakes', () => {
  const model = { truth: Int32Array.of(0, 1), predicted: Int32Array.of(0, 1), classes: 2 };

  test.each([
    [{ ...model, classes: 3 }, 'Expected 2 for `head.classes` but received 3.'],
    [{ ...model, truth: Int32Array.of(1, 1) }, 'received other labels from image 0 on'],
    [{ truth: Int32Array.of(0), predicted: Int32Array.of(0), classes: 2 }, 'Expected `head.truth` to equal'],
  ])('models that do not match are refused: %#', (head, message) => {
    expect(() => pairedUnits('accuracy', model, head)).toThrow(message);
  });

  test('a score of probabilities needs those of both models', () => {
    const scored = { ...model, scores: Float64Array.of(1, 0, 0, 1) };
    expect(() => pairedUnits('log_loss', scored, model)).toThrow(
      'Expected class probabilities in `scores` for log_loss',
    );
  });
});
