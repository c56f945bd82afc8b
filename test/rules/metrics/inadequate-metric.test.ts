import { expect } from 'vitest';
import inadequateMetric from '../../../rules/metrics/inadequate-metric.ts';
import { models, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const balanced = [
  [450, 50],
  [40, 460],
];
const skewed = [
  [940, 10],
  [20, 30],
];
const scored = (name: string, confusion: number[][]) => ({
  models: models({ classifier: {} }),
  scores: scores({ classifier: { splits: { test: splitScores('test', { values: { [name]: 0.97 }, confusion }) } } }),
});

testRule(inadequateMetric, {
  passes: [
    { name: 'the classes are balanced', head: scored('accuracy', balanced) },
    { name: 'every class counts the same', head: scored('macro_f1', skewed) },
    { name: 'the score reads probabilities', head: scored('log_loss', skewed) },
    {
      name: 'a higher score of the trivial model is accepted',
      options: { trivial: 0.96 },
      head: scored('accuracy', skewed),
    },
    {
      name: 'nothing was evaluated',
      head: { models: models({ classifier: {} }), scores: scores({ classifier: { splits: {} } }) },
    },
  ],
  fails: [
    {
      name: 'accuracy is declared on a 95:5 set',
      head: scored('accuracy', skewed),
      problems: [
        {
          message: 'trivial',
          subject: 'classifier',
          identity: 'classifier',
          at: { path: '.github/vision-gate.yml', line: 9 },
          measured: 0.95,
          limit: 0.8,
        },
      ],
      texts: ['Always answering cat scores 0.950 in accuracy on test: 95 % of its images are cat.'],
    },
    {
      name: 'the weighted average lets the large class hide the small one',
      head: scored('weighted_f1', skewed),
      // 0.95 of the images have F1 = 2 · 0.95 / 1.95, the others 0.
      problems: [{ message: 'trivial', measured: expect.closeTo((0.95 * 1.9) / 1.95, 12) }],
    },
    {
      name: 'most pixels are of one class',
      head: {
        models: models({ classifier: { task: 'segmentation' } }),
        scores: scores({
          classifier: {
            task: 'segmentation',
            splits: {
              test: splitScores('test', {
                values: { pixel_accuracy: 0.97 },
                classes: ['ground', 'road'].map((name) => ({ name, n: 1, values: {} })),
                confusion: [
                  [9000, 300],
                  [400, 300],
                ],
              }),
            },
          },
        }),
      },
      problems: [{ message: 'trivialMap', measured: 0.93 }],
      texts: [
        'Always answering ground scores 0.930 in pixel_accuracy on test: 93 % of its pixels are ground. Declare mean_iou.',
      ],
    },
    {
      name: 'an image has few of many labels',
      head: {
        models: models({ classifier: { task: 'multilabel' } }),
        scores: scores({
          classifier: {
            task: 'multilabel',
            splits: {
              test: splitScores('test', {
                n: 100,
                values: { hamming_loss: 0.05 },
                classes: Array.from({ length: 20 }, (_, name) => ({ name: String(name), n: 10, values: {} })),
                confusion: null,
              }),
            },
          },
        }),
      },
      problems: [{ message: 'trivialLabels', measured: 0.9 }],
      texts: [
        'Never answering a label scores 0.100 in hamming_loss on test: an image has 2 of 20 labels. Declare macro_f1 or macro_pr_auc.',
      ],
    },
    {
      name: 'the right answer is among the best three of two',
      head: scored('top_3_accuracy', balanced),
      problems: [{ message: 'vacuous', subject: 'classifier' }],
      texts: ['Any model scores 1 in top_3_accuracy: there are 2 classes.'],
    },
  ],
});
