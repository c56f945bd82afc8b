import classImbalance from '../../../rules/training-data/class-imbalance.ts';
import { annotations, many, samples, testRule } from '../../harness/rule/index.ts';

testRule(classImbalance, {
  passes: [
    {
      name: 'the ratio is at its limit',
      head: { samples: samples('pets', [...many(40, 'train', 'cat'), ...many(2, 'train', 'dog')]) },
    },
    { name: 'there is one class', head: { samples: samples('pets', many(90, 'train', 'cat')) } },
    {
      name: 'the imbalance is in the test set, as it is in the world',
      head: { samples: samples('pets', [...many(90, 'test', 'cat'), ...many(2, 'test', 'dog')]) },
    },
    {
      name: 'a higher ratio is accepted',
      options: { ratio: 50 },
      head: { samples: samples('pets', [...many(41, 'train', 'cat'), ...many(2, 'train', 'dog')]) },
    },
  ],
  fails: [
    {
      name: 'the largest class is more than 20 times the smallest',
      head: {
        samples: samples(
          'pets',
          [...many(2, 'train', 'dog'), ...many(10, 'train', 'fox'), ...many(41, 'train', 'cat')],
          { classesAt: { path: 'labels.txt' } },
        ),
      },
      problems: [
        {
          message: 'imbalance',
          subject: 'pets',
          identity: 'pets',
          at: { path: 'labels.txt' },
          measured: 20.5,
          limit: 20,
        },
      ],
      texts: ['pets has 41 training images of cat and 2 of dog, a ratio of 20.5 to 1.'],
    },
    {
      name: 'objects of one class are many times those of another',
      options: { ratio: 2 },
      head: {
        samples: samples('pets', [['a.png', 'aa', 'train', null]], {
          classes: ['cat', 'dog'],
          annotations: annotations([0, 0, 0, 1].map((category, row) => [0, category, [row, 0, 9, 9]])),
        }),
      },
      problems: [{ message: 'imbalance', measured: 3 }],
      texts: ['pets has 3 training annotations of cat and 1 of dog, a ratio of 3 to 1.'],
    },
  ],
});
