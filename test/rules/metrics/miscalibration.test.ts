import miscalibration from '../../../rules/metrics/miscalibration.ts';
import { models, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const scored = (ece: number | null, adaptive: number | null, n = 1000) => ({
  models: models({ classifier: {} }),
  scores: scores({
    classifier: {
      splits: { test: splitScores('test', { n, values: { macro_f1: 0.9, ece, adaptive_ece: adaptive } }) },
    },
  }),
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
      name: 'the error is large in both ways of binning',
      head: scored(0.182, 0.176),
      problems: [{ message: 'miscalibrated', measured: 0.182, limit: 0.1, at: { path: 'models/classifier.onnx' } }],
      texts: [
        'classifier is off by 0.182 between confidence and right answers on test (expected calibration error, 15 bins; 0.176 with bins of equal size), 0.1 is accepted.',
      ],
    },
  ],
});
