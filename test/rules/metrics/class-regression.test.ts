import { expect } from 'vitest';
import classRegression from '../../../rules/metrics/class-regression.ts';
import { compareAccuracy } from '../../../src/statistics/paired-proportions.ts';
import { comparisons, counts, models, pairedSubject, scores, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }), scores: scores({ classifier: {} }) };
const dog = counts(60, 25, 3, 12);

testRule(classRegression, {
  passes: [
    {
      name: 'as many images were lost as won',
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { classes: [pairedSubject('dog', counts(80, 5, 5, 10))] } }) },
      tests: [{ message: 'regressed', effect: 0, tolerance: 0, n: 100, family: 'classes and groups' }],
    },
    {
      name: 'no answer changed, and a class has no images',
      head: classifier,
      pair: {
        comparisons: comparisons({
          classifier: {
            classes: [pairedSubject('cat', counts(80, 0, 0, 20)), pairedSubject('fox', counts(0, 0, 0, 0))],
          },
        }),
      },
      tests: [{ message: 'regressed', effect: 0, interval: [0, 0], p: 1 }],
    },
    {
      name: 'the loss is within a tolerance of 20 points',
      options: { tolerance: 0.2 },
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { classes: [pairedSubject('dog', dog)] } }) },
      tests: [{ message: 'regressed', ...compareAccuracy({ worse: 25, better: 3, n: 100 }, 0.2), tolerance: 0.2 }],
    },
    {
      name: 'four images are too few to say, and the test says how many would do',
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { classes: [pairedSubject('dog', counts(2, 1, 0, 1))] } }) },
      tests: [{ message: 'regressed', effect: 0.25, p: expect.closeTo(0.25, 12), n: 4, requiredN: 37 }],
    },
  ],
  fails: [
    {
      name: 'a class lost 22 points',
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { classes: [pairedSubject('dog', dog)] } }) },
      tests: [
        {
          message: 'regressed',
          subject: 'classifier: dog',
          identity: 'classifier/dog',
          effect: 0.22,
          tolerance: 0,
          // Mid-p of 3 or fewer heads in 28 tosses: (1 + 28 + 378 + 3276 / 2) / 2^28.
          p: expect.closeTo(2045 / 2 ** 28, 15),
        },
      ],
      texts: ['classifier reaches 63 % in recall of dog, on 100 images; it was 85 %.'],
    },
    {
      name: 'a class lost on the data of both sides',
      head: classifier,
      pair: {
        comparisons: comparisons({
          classifier: { classes: [pairedSubject('dog', dog, 'base'), pairedSubject('dog', dog, 'head')] },
        }),
      },
      tests: [{ message: 'regressedOnBaseData' }, { message: 'regressedOnHeadData' }],
    },
  ],
});
