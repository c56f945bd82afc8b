import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  adaptiveCalibrationError,
  calibrationError,
  maximumCalibrationError,
  reliabilityBins,
} from '../../../src/score/classification/calibration.ts';

interface Case {
  name: string;
  bins: number;
  classes: number;
  truth: number[];
  scores: number[];
  expected: {
    ece: number;
    mce: number;
    adaptive: number;
    /** Of every bin. */
    count: number[];
    /** Of the bins that hold an image. */
    accuracy: number[];
    confidence: number[];
  };
}

const cases: Case[] = JSON.parse(
  readFileSync(new URL('../../reference/calibration_errors.json', import.meta.url), 'utf8'),
);

const close = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-9);
};

describe.each(cases)('$name', ({ bins, classes, truth, scores, expected }) => {
  const columns = { classes, truth: Int32Array.from(truth), scores: Float64Array.from(scores) };

  test('expected and maximum error equal torchmetrics’', () => {
    close(calibrationError(columns, bins)(), expected.ece);
    close(maximumCalibrationError(columns, bins)(), expected.mce);
  });

  test('adaptive error equals uncertainty-calibration’s', () => {
    close(adaptiveCalibrationError(columns, bins)(), expected.adaptive);
  });

  test('the reliability diagram equals scikit-learn’s curve', () => {
    const bars = reliabilityBins(columns, bins);
    expect(bars.map(({ n }) => n)).toEqual(expected.count);
    expect(bars.map(({ low, high }) => [low, high])).toEqual(bars.map((_, b) => [b / bins, (b + 1) / bins]));
    const held = bars.filter(({ n }) => n > 0);
    expect(held).toHaveLength(expected.accuracy.length);
    held.forEach(({ accuracy, confidence }, at) => {
      close(accuracy, expected.accuracy[at]);
      close(confidence, expected.confidence[at]);
    });
    expect(bars.filter(({ n }) => n === 0).every(({ accuracy }) => Number.isNaN(accuracy))).toBe(true);
  });
});

describe('of no images', () => {
  const nothing = { classes: 2, truth: new Int32Array(0), scores: new Float64Array(0) };

  test('errors are undefined', () => {
    for (const error of [calibrationError, maximumCalibrationError, adaptiveCalibrationError]) {
      expect(error(nothing)()).toBeNaN();
    }
  });

  test('the reliability diagram has empty bars', () => {
    expect(reliabilityBins(nothing, 2)).toEqual([
      { low: 0, high: 0.5, n: 0, confidence: Number.NaN, accuracy: Number.NaN },
      { low: 0.5, high: 1, n: 0, confidence: Number.NaN, accuracy: Number.NaN },
    ]);
  });
});

test('two bins give the published example of torchmetrics', () => {
  const columns = {
    classes: 1,
    truth: Int32Array.of(1, 1, 0, 0, 0),
    scores: Float64Array.of(0.25, 0.25, 0.55, 0.75, 0.75),
  };
  expect(maximumCalibrationError(columns, 2)()).toBeCloseTo(0.95 / 3, 12);
});

test('images of no weight do not count', () => {
  const columns = {
    classes: 2,
    truth: Int32Array.of(0, 1, 0, 0),
    scores: Float64Array.of(0.9, 0.1, 0.7, 0.3, 0.6, 0.4, 0.8, 0.2),
  };
  const kept = {
    classes: 2,
    truth: Int32Array.of(0, 0),
    scores: Float64Array.of(0.9, 0.1, 0.6, 0.4),
  };
  for (const error of [calibrationError, maximumCalibrationError, adaptiveCalibrationError]) {
    expect(error(columns)([1, 0, 1, 0])).toBeCloseTo(error(kept)(), 12);
    expect(error(columns)([0, 0, 0, 0])).toBeNaN();
  }
});
