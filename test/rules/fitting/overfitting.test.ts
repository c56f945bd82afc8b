import { expect } from 'vitest';
import overfitting from '../../../rules/fitting/overfitting.ts';
import { comparisons, models, scores, testRule } from '../../harness/rule/index.ts';

const gap = (value: number, interval: [number, number]) => ({
  models: models({ classifier: {} }),
  scores: scores({ classifier: { gap: { train: 0.8 + value, evaluation: 0.8, value, interval } } }),
});

testRule(overfitting, {
  passes: [
    { name: 'the model was not scored on train', head: { scores: scores({ classifier: {} }) } },
    { name: 'the gap is small', head: gap(0.04, [0.02, 0.06]) },
    { name: 'the gap may be within the limit', head: gap(0.12, [0.09, 0.15]) },
    { name: 'a larger gap is accepted', options: { gap: 0.2 }, head: gap(0.19, [0.15, 0.23]) },
    {
      name: 'half a decibel is nothing',
      head: {
        models: models({ classifier: {} }),
        scores: scores({ classifier: { gap: { train: 31, evaluation: 30.5, value: 0.5, interval: [0.4, 0.6] } } }),
      },
    },
  ],
  fails: [
    {
      name: 'only the evaluation data changed, which is no fault of the model',
      head: gap(0.19, [0.15, 0.23]),
      pair: { comparisons: comparisons({ classifier: { sameModel: true } }) },
      problems: [{ message: 'gap', noise: Number.MAX_VALUE }],
    },
    {
      name: 'the gap lay within the limit by chance before',
      base: gap(0.17, [0.09, 0.25]),
      head: gap(0.19, [0.15, 0.23]),
      problems: [
        {
          message: 'gap',
          change: expect.objectContaining({
            effect: expect.closeTo(0.02, 12),
            // Two independent normal values: 1 − Φ(0.02 · 1.96 / √(0.08² + 0.04²)).
            p: expect.closeTo(0.3306, 4),
            n: 1000,
            tolerance: 0,
            family: 'score',
          }),
        },
      ],
    },
    {
      name: 'the gap grew beyond the limit',
      base: gap(0.04, [0.02, 0.06]),
      head: gap(0.19, [0.15, 0.23]),
      problems: [{ message: 'gap', change: expect.objectContaining({ p: expect.closeTo(0, 9) }) }],
    },
    {
      name: 'the gap of a new model is beyond the limit with confidence',
      base: {},
      head: gap(0.19, [0.15, 0.23]),
      problems: [
        {
          message: 'gap',
          subject: 'classifier',
          identity: 'classifier',
          at: { path: 'models/classifier.onnx' },
          measured: 0.19,
          limit: 0.1,
        },
      ],
      texts: [
        'classifier scores 0.990 in macro_f1 on train and 0.800 on test: a gap of 0.19, at least 0.150 with 95 % confidence, limit 0.1.',
      ],
    },
  ],
});
