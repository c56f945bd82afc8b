import miscalibration from '../../../rules/metrics/miscalibration.ts';
import type { CalibrationComparison } from '../../../src/model/facts.ts';
import { comparisons, models, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const scored = (ece: number | null, adaptive: number | null, n = 1000) => ({
  models: models({ classifier: {} }),
  scores: scores({
    classifier: {
      splits: { test: splitScores('test', { n, values: { macro_f1: 0.9, ece, adaptive_ece: adaptive } }) },
    },
  }),
});

const grown = (overrides: Partial<CalibrationComparison>): CalibrationComparison => ({
  data: 'both',
  base: 0.12,
  head: 0.18,
  effect: 0.06,
  interval: [0.01, 0.1],
  p: 0.01,
  n: 1000,
  ...overrides,
});

testRule(miscalibration, {
  passes: [
    { name: 'the error is small', head: scored(0.04, 0.05) },
    { name: 'one way of binning alone finds it', head: scored(0.14, 0.06) },
    { name: 'there are too few images', head: scored(0.3, 0.3, 60) },
    { name: 'the error is accepted', options: { error: 0.2 }, head: scored(0.182, 0.176) },
    { name: 'more images are asked for', options: { samples: 2000 }, head: scored(0.182, 0.176) },
    { name: 'only labels were answered', head: scored(null, null) },
  ],
  fails: [
    {
      name: 'the error grew, as the paired test on the data of the base says',
      head: scored(0.182, 0.176),
      pair: {
        comparisons: comparisons({
          classifier: {
            calibration: [grown({ data: 'head', p: 0.4 }), grown({ data: 'base', effect: 0.06, p: 0.001 })],
          },
        }),
      },
      problems: [
        {
          message: 'miscalibrated',
          change: {
            subject: 'classifier',
            identity: 'classifier',
            effect: 0.06,
            interval: [0.01, 0.1],
            p: 0.001,
            n: 1000,
            tolerance: 0,
            family: 'advisory',
          },
        },
      ],
    },
    {
      name: 'only the evaluation data changed',
      head: scored(0.182, 0.176),
      pair: { comparisons: comparisons({ classifier: { sameModel: true } }) },
      problems: [{ message: 'miscalibrated', noise: Number.MAX_VALUE }],
    },
    {
      name: 'the error is large in both ways of binning',
      head: scored(0.182, 0.176),
      problems: [
        {
          message: 'miscalibrated',
          measured: 0.182,
          limit: 0.1,
          noise: 1 / Math.sqrt(1000),
          at: { path: 'models/classifier.onnx' },
        },
      ],
      texts: [
        'classifier is off by 0.182 between confidence and right answers on test (expected calibration error, 15 bins; 0.176 with bins of equal size), 0.1 is accepted.',
      ],
    },
  ],
});
