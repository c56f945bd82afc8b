import oversizedModel from '../../../rules/model-choice/oversized-model.ts';
import type { Baseline } from '../../../src/model/facts.ts';
import { baselines, many, models, samples, testRule } from '../../harness/rule/index.ts';

const judged = (overrides: Partial<Baseline>, macs: number | null = 50_000_000) => ({
  models: models({ classifier: { macs } }),
  samples: samples('pets', many(20, 'train', 'cat')),
  baselines: baselines({
    classifier: [{ method: 'nearest-centroid', margin: 0.01, interval: [-0.005, 0.02], ...overrides }],
  }),
});

testRule(oversizedModel, {
  passes: [
    { name: 'it is much better', head: judged({ margin: 0.2, interval: [0.15, 0.25] }) },
    { name: 'it is small', head: judged({}, 60_000) },
    { name: 'its cost is not known', head: judged({}, null) },
    { name: 'the baseline looks at nothing', head: judged({ method: 'majority' }) },
    { name: 'it is no better at all, which is another fault', head: judged({ margin: -0.1, interval: [-0.2, -0.01] }) },
    { name: 'such a cost is accepted', options: { times: 1e6 }, head: judged({}) },
    { name: 'so small a margin is enough', options: { margin: 0.01 }, head: judged({}) },
    {
      name: 'there are no training images to compare with',
      head: { ...judged({ method: 'k-nearest-neighbours' }), samples: {} },
    },
  ],
  fails: [
    {
      name: 'class means come within two points',
      head: judged({}),
      problems: [{ message: 'oversized', identity: 'classifier/nearest-centroid', measured: 0.01, limit: 0.03 }],
      texts: [
        'classifier takes 50 million multiply–accumulates an image and is better by at most 0.020 in macro_f1 than the nearest class mean of colours and gradients of small pictures, which takes 2184: 22894 times as much.',
      ],
    },
    {
      name: 'neighbours among twenty images come within two points',
      head: judged({ method: 'k-nearest-neighbours' }),
      problems: [{ message: 'oversized', identity: 'classifier/k-nearest-neighbours' }],
    },
  ],
});
