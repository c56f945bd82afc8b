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
      name: 'the right answer is among the best three of two',
      head: scored('top_3_accuracy', balanced),
      problems: [{ message: 'vacuous', subject: 'classifier' }],
      texts: ['Any model scores 1 in top_3_accuracy: there are 2 classes.'],
    },
  ],
});
