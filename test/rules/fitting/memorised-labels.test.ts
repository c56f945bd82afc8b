import { expect } from 'vitest';
import memorisedLabels from '../../../rules/fitting/memorised-labels.ts';
import type { Baselines } from '../../../src/model/facts.ts';
import { baselines, models, testRule } from '../../harness/rule/index.ts';

const seen = (contradicted: Baselines['contradicted']) => ({
  models: models({ classifier: {} }),
  baselines: baselines({ classifier: [] }, 'macro_f1', contradicted),
});
const of = (given: number, n: number) => ({ n, given });

testRule(memorisedLabels, {
  passes: [
    { name: 'train was not predicted', head: seen(null) },
    {
      name: 'the model answers such labels as often on images it has not seen',
      head: seen({ train: of(80, 100), evaluation: of(70, 100) }),
    },
    { name: 'there are too few such images', head: seen({ train: of(19, 19), evaluation: of(0, 300) }) },
    {
      name: 'a handful is asked for',
      options: { samples: 200 },
      head: seen({ train: of(95, 100), evaluation: of(40, 100) }),
    },
    {
      name: 'such a difference is accepted',
      options: { difference: 0.6 },
      head: seen({ train: of(95, 100), evaluation: of(40, 100) }),
    },
  ],
  fails: [
    {
      name: 'as many were answered before, as far as can be told',
      base: seen({ train: of(90, 100), evaluation: of(60, 100) }),
      head: seen({ train: of(95, 100), evaluation: of(40, 100) }),
      problems: [
        {
          message: 'memorised',
          change: expect.objectContaining({ effect: expect.closeTo(0.25, 12), n: 200, family: 'advisory' }),
        },
      ],
    },
    {
      name: 'it answers them on nearly all images it has seen',
      head: seen({ train: of(95, 100), evaluation: of(40, 100) }),
      problems: [{ message: 'memorised', limit: 0.2, at: { path: 'models/classifier.onnx' } }],
      texts: [
        'classifier answers the given label on 95 % of 100 training images that look like another class, and on 40 % of 100 such evaluation images: 55 points more, at least 43.4 points with 95 % confidence.',
      ],
    },
  ],
});
