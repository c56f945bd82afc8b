import { expect } from 'vitest';
import noBetterThanBaseline from '../../../rules/model-choice/no-better-than-baseline.ts';
import { baselines, models, testRule } from '../../harness/rule/index.ts';

const classifier = models({ classifier: {} });

testRule(noBetterThanBaseline, {
  passes: [
    { name: 'the model is much better', head: { models: classifier, baselines: baselines({ classifier: [{}] }) } },
    {
      name: 'the model looks worse, and may be better',
      head: {
        models: classifier,
        baselines: baselines({
          classifier: [
            { margin: -0.01, interval: [-0.03, 0.01] },
            { margin: -0.01, interval: [-0.02, 0] },
          ],
        }),
      },
    },
    {
      name: 'the model may be as bad as the margin allows',
      options: { margin: -0.1 },
      head: { baselines: baselines({ classifier: [{ margin: -0.05, interval: [-0.09, -0.01] }] }) },
    },
  ],
  fails: [
    {
      name: 'the neighbours among thumbnails are better',
      head: {
        models: classifier,
        baselines: baselines({
          classifier: [
            {},
            {
              method: 'k-nearest-neighbours',
              score: 0.71,
              model: 0.66,
              margin: -0.05,
              interval: [-0.09, -0.01],
              n: 400,
            },
          ],
        }),
      },
      problems: [
        {
          message: 'beaten',
          subject: 'classifier',
          identity: 'classifier/k-nearest-neighbours',
          at: { path: 'models/classifier.onnx' },
          measured: -0.05,
          limit: 0,
          change: expect.objectContaining({ effect: 0, n: 400, family: 'score' }),
        },
      ],
      texts: [
        'classifier scores 0.660 in macro_f1 on 400 images, and a vote of the nearest neighbours by colours and gradients of small pictures scores 0.710: the model is worse by at least 0.010 with 95 % confidence, and more than 0 is required.',
      ],
    },
    {
      name: 'the model was better before, beyond chance',
      base: { models: classifier, baselines: baselines({ classifier: [{ margin: 0.1, interval: [0.06, 0.14] }] }) },
      head: { models: classifier, baselines: baselines({ classifier: [{ margin: -0.05, interval: [-0.09, -0.01] }] }) },
      problems: [
        {
          message: 'beaten',
          change: expect.objectContaining({ effect: expect.closeTo(0.15, 12), p: expect.closeTo(0, 6) }),
        },
      ],
    },
    {
      name: 'the model always answers the most frequent class',
      head: {
        models: classifier,
        baselines: baselines({ classifier: [{ score: 0.5, model: 0.5, margin: 0, interval: [0, 0] }] }),
      },
      problems: [{ message: 'beaten', identity: 'classifier/majority', measured: 0, limit: 0 }],
    },
  ],
});
