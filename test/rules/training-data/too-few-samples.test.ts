import tooFewSamples from '../../../rules/training-data/too-few-samples.ts';
import { annotations, many, samples, testRule } from '../../harness/rule/index.ts';

testRule(tooFewSamples, {
  passes: [
    {
      name: 'each class has 20 images in each split',
      head: { samples: samples('pets', [...many(20, 'train', 'cat'), ...many(20, 'test', 'cat')]) },
    },
    {
      name: 'the test images have no labels',
      head: { samples: samples('pets', [...many(20, 'train', 'cat'), ['test/a.png', 'aa', 'test', null]]) },
    },
    {
      name: 'fewer are wanted',
      options: { train: 2, evaluation: 1 },
      head: { samples: samples('pets', [...many(2, 'train', 'cat'), ...many(1, 'test', 'cat')]) },
    },
  ],
  fails: [
    {
      name: 'a class has few images in train, and none in test',
      head: {
        samples: samples('pets', [...many(20, 'train', 'cat'), ...many(3, 'train', 'dog'), ...many(30, 'test', 'cat')]),
      },
      problems: [
        {
          message: 'few',
          subject: 'dog',
          identity: 'pets/train/dog',
          at: { path: 'data/train/dog/0.png' },
          measured: 3,
        },
        { message: 'few', subject: 'dog', identity: 'pets/test/dog', measured: 0, limit: 20 },
      ],
      texts: ['dog has 3 images in train of pets; 20 are wanted.', 'dog has 0 images in test of pets; 20 are wanted.'],
    },
    {
      name: 'a declared class has no image at all',
      head: {
        samples: samples('pets', many(20, 'train', 'cat'), {
          classes: ['cat', 'fox'],
          classesAt: { path: 'labels.txt', line: 2 },
        }),
      },
      problems: [{ message: 'few', subject: 'fox', at: { path: 'labels.txt', line: 2 }, measured: 0 }],
    },
    {
      name: 'objects of a class are few',
      options: { train: 3 },
      head: {
        samples: samples('pets', [['a.png', 'aa', 'train', null]], {
          classes: ['cat', 'dog'],
          annotations: annotations([
            [0, 0, [0, 0, 9, 9]],
            [0, 0, [9, 0, 9, 9]],
            [0, 0, [0, 9, 9, 9]],
            [0, 1, [9, 9, 9, 9]],
            [0, -1, [9, 9, 8, 8]],
            [-1, 1, [9, 9, 8, 8]],
          ]),
        }),
      },
      problems: [{ message: 'few', subject: 'dog', measured: 1, unit: 'annotations' }],
      texts: ['dog has 1 annotation in train of pets; 3 are wanted.'],
    },
  ],
});
