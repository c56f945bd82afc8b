import { expect } from 'vitest';
import underfitting from '../../../rules/fitting/underfitting.ts';
import { models, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const half = [
  [300, 200],
  [230, 270],
];
const trained = (name: string, value: number | null, interval: [number, number] | null, confusion = half) => ({
  models: models({ classifier: {} }),
  scores: scores({
    classifier: { splits: { train: splitScores('train', { declared: { name, value, interval }, confusion }) } },
  }),
});

testRule(underfitting, {
  passes: [
    { name: 'the model was not scored on train', head: { scores: scores({ classifier: { splits: {} } }) } },
    { name: 'train has no labelled images', head: trained('accuracy', null, null, []) },
    { name: 'the training images are known', head: trained('accuracy', 0.99, [0.98, 1]) },
    { name: 'the score may be high enough', head: trained('accuracy', 0.53, [0.5, 0.56]) },
    {
      name: 'a rare class leaves little room above the trivial score',
      head: trained(
        'accuracy',
        0.96,
        [0.945, 0.97],
        [
          [940, 10],
          [30, 20],
        ],
      ),
    },
    { name: 'less is required', options: { gain: 0.01 }, head: trained('accuracy', 0.5, [0.47, 0.53]) },
    { name: 'accuracy stands in for a score of probabilities', head: trained('log_loss', 0.69, [0.68, 0.7]) },
  ],
  fails: [
    {
      name: 'half of the training images of two classes are right',
      head: trained('accuracy', 0.5, [0.47, 0.53]),
      problems: [
        {
          message: 'underfitted',
          subject: 'classifier',
          identity: 'classifier',
          at: { path: 'models/classifier.onnx' },
          measured: 0.5,
          limit: expect.closeTo(0.55, 12),
        },
      ],
      texts: [
        'classifier scores 0.500 in accuracy on its training images, at most 0.530 with 95 % confidence; always answering cat scores 0.500, and 0.550 is required.',
      ],
    },
    {
      name: 'a score of probabilities is declared, and the accuracy is chance',
      head: trained(
        'log_loss',
        0.69,
        [0.68, 0.7],
        [
          [260, 240],
          [250, 250],
        ],
      ),
      // Wilson's upper bound of 510 in 1000.
      problems: [{ message: 'underfitted', measured: 0.51, noise: expect.closeTo(0.0309, 3) }],
    },
  ],
});
