import { expect } from 'vitest';
import inflatedScore from '../../../rules/fitting/inflated-score.ts';
import type { Scores } from '../../../src/model/facts.ts';
import { models, scores, testRule } from '../../harness/rule/index.ts';

const scored = (leaked: Scores['leaked']) => ({
  models: models({ classifier: {} }),
  scores: scores({ classifier: { leaked } }),
});
const found = {
  n: 60,
  clean: 940,
  score: 0.98,
  cleanScore: 0.84,
  value: 0.14,
  interval: [0.09, 0.18] as [number, number],
};

testRule(inflatedScore, {
  passes: [
    { name: 'nothing leaked, or too little to tell', head: scored(null) },
    { name: 'the difference may be chance', head: scored({ ...found, interval: [-0.01, 0.2] }) },
    { name: 'such a difference is accepted', options: { difference: 0.1 }, head: scored(found) },
  ],
  fails: [
    {
      name: 'the leaked images of base seemed to score as others do',
      base: scored({ ...found, value: 0.1, interval: [-0.01, 0.19] }),
      head: scored(found),
      problems: [
        {
          message: 'inflated',
          change: expect.objectContaining({ effect: expect.closeTo(0.04, 12), n: 60, family: 'advisory' }),
        },
      ],
    },
    {
      name: 'leaked images score better',
      head: scored(found),
      problems: [{ message: 'inflated', measured: 0.14, limit: 0, at: { path: 'models/classifier.onnx' } }],
      texts: [
        'classifier reaches 0.840 in macro_f1 on the 940 images of test that it was not trained on, and 0.980 on the 60 that are in train too: 0.14 better, at least 0.090 with 95 % confidence.',
      ],
    },
  ],
});
