import { expect } from 'vitest';
import corruptionFragility from '../../../rules/deployment/corruption-fragility.ts';
import { fragility, models, pairedScore, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }) };
const alone = (head: number, more = {}) => ({
  ...classifier,
  newFragility: fragility({
    classifier: { clean: { base: null, head: 0.9 }, under: { contrast: { base: null, head } }, ...more },
  }),
});

testRule(corruptionFragility, {
  passes: [
    { name: 'the model is the same', head: classifier },
    {
      name: 'head does as well as base under blur',
      head: classifier,
      pair: { fragility: fragility({ classifier: { under: { 'gaussian blur': { compared: pairedScore() } } } }) },
      tests: [
        { message: 'more-fragile', subject: 'classifier under gaussian blur', family: 'advisory', tolerance: 0.01 },
      ],
    },
    {
      name: 'the score is undefined there',
      head: classifier,
      pair: { fragility: fragility({ classifier: { under: { contrast: { head: null } } } }) },
    },
    { name: 'a new model loses a tenth', head: alone(0.81) },
    { name: 'a new model loses half, which is accepted', head: alone(0.45), options: { share: 0.6 } },
    { name: 'of a new model’s loss no share is lost', head: alone(0.2, { higherIsBetter: false, score: 'log_loss' }) },
  ],
  fails: [
    {
      name: 'head gained on clean images and lost under noise',
      head: classifier,
      pair: {
        fragility: fragility({
          classifier: {
            under: {
              'gaussian noise': {
                base: 0.8,
                head: 0.65,
                compared: pairedScore({ effect: 0.15, interval: [0.1, 0.2], p: 1e-6, data: 'head' }),
              },
            },
          },
        }),
      },
      tests: [
        {
          message: 'more-fragile',
          identity: 'classifier/gaussian noise',
          at: { path: 'models/classifier.onnx' },
          effect: 0.15,
        },
      ],
      texts: [
        'classifier scores 0.650 in macro_f1 under gaussian noise (severity 3 of 5, 300 images), and its base 0.800. On the images as they are, 0.920 and 0.900.',
      ],
    },
    {
      name: 'a new model sees nothing when the light is flat',
      head: alone(0.3),
      problems: [{ message: 'fragile', measured: expect.closeTo(2 / 3, 9), limit: 0.3 }],
      texts: [
        'classifier scores 0.300 in macro_f1 under contrast (severity 3 of 5, 300 images), and 0.900 on the images as they are.',
      ],
    },
  ],
});
