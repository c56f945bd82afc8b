import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  f1,
  f1OfClass,
  perClass,
  precision,
  precisionOfClass,
  recall,
  recallOfClass,
} from '../../../src/score/classification/agreement.ts';
import { adaptiveCalibrationError, calibrationError } from '../../../src/score/classification/calibration.ts';
import type { ProbabilityColumns } from '../../../src/score/classification/columns.ts';
import { mean, topKHits } from '../../../src/score/classification/probability.ts';
import { prAucPerClass, rocAuc, rocAucPerClass } from '../../../src/score/classification/ranking.ts';
import {
  classificationScore,
  computeScore,
  isScoreName,
  type ScoreName,
  scoreNames,
} from '../../../src/score/classification/scores.ts';
import { argmax, softmax } from '../../../src/score/classification/softmax.ts';
import { confusionMatrix, tallyClasses } from '../../../src/score/classification/tallies.ts';

interface Case {
  name: string;
  classes: number;
  truth: number[];
  predicted: number[];
  parts: number[];
  unit: number;
  float32: boolean;
  expected: Record<string, number | null | (number | null)[]>;
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../../reference/classification.json', import.meta.url), 'utf8'));

function columnsOf({ truth, predicted, parts, unit, classes, float32 }: Case): ProbabilityColumns {
  const scores = parts.map((part) => part / unit);
  return {
    truth: Int32Array.from(truth),
    predicted: Int32Array.from(predicted),
    scores: float32 ? Float32Array.from(scores) : Float64Array.from(scores),
    classes,
  };
}

/** scikit-learn itself computes in single precision where the scores are. */
function expectClose(actual: number, expected: number | null, tolerance: number): void {
  if (expected === null) expect(actual).toBeNaN();
  else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
}

describe.each(cases)('$name: equal to scikit-learn', (reference) => {
  const columns = columnsOf(reference);
  const tallies = tallyClasses(columns);
  const { expected } = reference;
  const tolerance = reference.float32 ? 1e-6 : 1e-9;

  test.each(scoreNames.filter((name) => name in expected))('%s', (name) => {
    expectClose(computeScore(name, columns), expected[name] as number | null, tolerance);
  });

  test('confusion matrix', () => {
    expect([...confusionMatrix(columns)]).toEqual(expected.confusion);
  });

  test.each([
    ['precision', precisionOfClass, precision],
    ['recall', recallOfClass, recall],
    ['f1', f1OfClass, f1],
  ] as const)('%s of each class and averaged', (name, ofClass, averaged) => {
    perClass(ofClass, tallies).forEach((value, c) => {
      expectClose(value, (expected[`${name}_per_class`] as number[])[c], 1e-9);
    });
    for (const average of ['macro', 'weighted', 'micro'] as const) {
      expectClose(averaged(tallies, average), expected[`${average}_${name}`] as number, 1e-9);
    }
  });

  test('top-k accuracy', () => {
    for (const k of [1, 2, 3, 5].filter((top) => `top_${top}` in expected)) {
      expectClose(mean(topKHits(columns, k)), expected[`top_${k}`] as number, 1e-9);
    }
  });

  test('areas under ROC and precision–recall curves of each class', () => {
    rocAucPerClass(columns).forEach((value, c) => {
      expectClose(value, (expected.roc_auc_per_class as number[])[c], 1e-9);
    });
    prAucPerClass(columns).forEach((value, c) => {
      expectClose(value, (expected.pr_auc_per_class as number[])[c], 1e-9);
    });
  });

  test('adaptive calibration error', () => {
    expectClose(adaptiveCalibrationError(columns)(), expected.adaptive_ece as number, 1e-9);
  });
});

test('every score is compared with a reference', () => {
  const compared = new Set(cases.flatMap(({ expected }) => Object.keys(expected)));
  const byTopK = scoreNames.filter((name) => name.startsWith('top_'));
  expect(scoreNames.filter((name) => !compared.has(name))).toEqual(byTopK);
});

describe('properties', () => {
  const problems = fc.integer({ min: 2, max: 5 }).chain((classes) =>
    fc.record({
      classes: fc.constant(classes),
      rows: fc.array(
        fc.record({
          truth: fc.integer({ min: 0, max: classes - 1 }),
          logits: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: classes, maxLength: classes }),
        }),
        { minLength: 1, maxLength: 40 },
      ),
    }),
  );

  const columnsOfRows = (rows: { truth: number; logits: number[] }[], classes: number): ProbabilityColumns => {
    const scores = softmax(Float64Array.from(rows.flatMap(({ logits }) => logits)), classes);
    return { truth: Int32Array.from(rows, ({ truth }) => truth), predicted: argmax(scores, classes), scores, classes };
  };

  test('no score depends on the order of the images', () => {
    fc.assert(
      fc.property(problems, ({ rows, classes }) => {
        const forwards = columnsOfRows(rows, classes);
        const backwards = columnsOfRows(rows.toReversed(), classes);
        for (const name of scoreNames) {
          const [one, other] = [computeScore(name, forwards), computeScore(name, backwards)];
          expect(Number.isNaN(one) ? Number.isNaN(other) : Math.abs(one - other) < 1e-9).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a weight of 2 counts as the image twice', () => {
    fc.assert(
      fc.property(problems, ({ rows, classes }) => {
        const once = columnsOfRows(rows, classes);
        const weights = Float64Array.from(rows, (_, i) => 1 + (i % 2));
        const repeated = columnsOfRows(
          rows.flatMap((row, i) => (i % 2 ? [row, row] : [row])),
          classes,
        );
        for (const name of ['roc_auc', 'pr_auc', 'ece', 'adaptive_ece', 'mce'] as const) {
          const score = classificationScore(name);
          if (score.kind !== 'corpus') throw new Error(`${name} is expected to be a corpus score`);
          const [weighted, counted] = [score.prepare(once)(weights), computeScore(name, repeated)];
          expect(Number.isNaN(weighted) ? Number.isNaN(counted) : Math.abs(weighted - counted) < 1e-9).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('softmax rows sum to 1 and do not change when a constant is added', () => {
    const far = softmax(Float64Array.of(1000, 1001, 1002, -1e9, 0, 1e9), 3);
    const near = softmax(Float64Array.of(0, 1, 2), 3);
    expect([...far.subarray(0, 3)]).toEqual([...near]);
    expect([...far.subarray(3)]).toEqual([0, 0, 1]);
    expect(near.reduce((sum, p) => sum + p)).toBeCloseTo(1, 15);
  });
});

describe('edges', () => {
  const nothing: ProbabilityColumns = {
    truth: new Int32Array(0),
    predicted: new Int32Array(0),
    scores: new Float64Array(0),
    classes: 3,
  };

  test.each(scoreNames)('%s of no images is undefined', (name) => {
    expect(computeScore(name, nothing)).toBeNaN();
  });

  test('the calibration bins are open below and closed above', () => {
    const confidences = [1 / 15, 2 / 15, 1, 0.2];
    const columns = {
      truth: Int32Array.of(0, 0, 0, 0),
      scores: Float64Array.from(confidences),
      classes: 1,
    };
    const gaps = [14 / 15, 13 / 15, 0, 0.8];
    expect(calibrationError(columns)()).toBeCloseTo(gaps.reduce((sum, gap) => sum + gap) / 4, 12);
    const crossing = { truth: Int32Array.of(0, 1), scores: Float64Array.of(0.6, 0.4, 0.6, 0.4), classes: 2 };
    expect(calibrationError(crossing)()).toBeCloseTo(0.1, 12);
  });

  test('two bins give the published example of torchmetrics', () => {
    const positive = [0.25, 0.25, 0.55, 0.75, 0.75];
    const columns = { truth: Int32Array.of(1, 1, 0, 0, 0), scores: Float64Array.from(positive), classes: 1 };
    expect(calibrationError(columns, 2)()).toBeCloseTo(0.29, 12);
  });

  test('an area under the curve is undefined while a class has no weight', () => {
    const columns = { truth: Int32Array.of(0, 1), scores: Float64Array.of(0.9, 0.1, 0.2, 0.8), classes: 2 };
    expect(rocAuc(columns)()).toBe(1);
    expect(rocAuc(columns)([1, 0])).toBeNaN();
  });

  test('mistakes are said with the way out', () => {
    const columns = { truth: Int32Array.of(0, 3), predicted: Int32Array.of(0, 1), classes: 3 };
    expect(() => computeScore('accuracy', columns)).toThrow(
      "Expected a class index in [0, 3) for `truth[1]` but received 3. Map labels to the model's label list first.",
    );
    expect(() => computeScore('accuracy', { ...columns, predicted: Int32Array.of(0) })).toThrow(
      'Expected 2 values for `predicted` but received 1.',
    );
    expect(() => computeScore('log_loss', { ...columns, truth: Int32Array.of(0, 1) })).toThrow(
      'Expected class probabilities in `scores` for log_loss but received none.',
    );
    expect(() => computeScore('brier', { ...nothing, scores: new Float64Array(2) })).toThrow(
      'Expected 0 × 3 values for `scores` but received 2.',
    );
    expect(() => computeScore('accuracy', { ...nothing, classes: 0 })).toThrow('Expected a positive integer');
  });

  test('names are known exactly', () => {
    expect(isScoreName('macro_f1')).toBe(true);
    expect(isScoreName('toString')).toBe(false);
    expect(scoreNames.filter((name: ScoreName) => classificationScore(name).direction === 'lower')).toEqual([
      'log_loss',
      'brier',
      'ece',
      'adaptive_ece',
      'mce',
    ]);
  });
});
