import { expect } from 'vitest';
import underfitting from '../../../rules/fitting/underfitting.ts';
import type { SplitScores, Task } from '../../../src/model/facts.ts';
import { comparisons, models, scores, splitScores, testRule } from '../../harness/rule/index.ts';

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

const taught = (task: Task, train: Partial<SplitScores>) => ({
  models: models({ classifier: { task } }),
  scores: scores({ classifier: { task, splits: { train: splitScores('train', train) } } }),
});
const maps = (value: number) =>
  taught('segmentation', {
    declared: { name: 'mean_iou', value, interval: [value - 0.01, value + 0.01] },
    classes: ['ground', 'road'].map((name) => ({ name, n: 1, values: {} })),
    confusion: [
      [9000, 0],
      [1000, 0],
    ],
  });
const boxes = (value: number) =>
  taught('detection', { declared: { name: 'map', value, interval: [value, value] }, confusion: null });

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
    { name: 'a detector finds what it was trained on', head: boxes(0.4) },
    { name: 'a map is better than one class everywhere', head: maps(0.6) },
    {
      name: 'nothing is trivial of pictures',
      head: taught('restoration', { declared: { name: 'psnr', value: 20, interval: [19, 21] }, confusion: null }),
    },
  ],
  fails: [
    {
      name: 'a detector finds nothing',
      head: boxes(0),
      problems: [{ message: 'underfitted', measured: 0, limit: 0.1 }],
      texts: [
        'classifier scores 0.000 in map on its training images, at most 0.000 with 95 % confidence; finding nothing scores 0.000, and 0.100 is required.',
      ],
    },
    {
      name: 'a map is of one class everywhere',
      head: maps(0.45),
      problems: [{ message: 'underfitted', limit: expect.closeTo(0.505, 12) }],
      texts: [
        'classifier scores 0.450 in mean_iou on its training images, at most 0.460 with 95 % confidence; answering ground everywhere scores 0.450, and 0.505 is required.',
      ],
    },
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
      problems: [
        {
          message: 'underfitted',
          measured: 0.51,
          change: expect.objectContaining({ effect: 0, n: 1000, family: 'score' }),
        },
      ],
    },
    {
      name: 'a model that had learnt has unlearnt',
      base: trained('accuracy', 0.9, [0.88, 0.92]),
      head: trained('accuracy', 0.5, [0.47, 0.53]),
      problems: [
        {
          message: 'underfitted',
          change: expect.objectContaining({ effect: expect.closeTo(0.4, 12), p: expect.closeTo(0, 9) }),
        },
      ],
    },
    {
      name: 'only the training images changed',
      base: trained('accuracy', 0.9, [0.88, 0.92]),
      head: trained('accuracy', 0.5, [0.47, 0.53]),
      pair: { comparisons: comparisons({ classifier: { sameModel: true } }) },
      problems: [{ message: 'underfitted', noise: Number.MAX_VALUE }],
    },
  ],
});
