import shrunkenClass from '../../../rules/training-data/shrunken-class.ts';
import type { ClassCount } from '../../../src/model/facts.ts';
import { changes, samples, testRule } from '../../harness/rule/index.ts';

const count = (base: number, head: number, label = 'dog', split = 'train'): ClassCount => ({
  split,
  label,
  base,
  head,
});
const become = (counts: ClassCount[], annotated: ClassCount[] = []) => ({
  head: {
    samples: samples('pets', [['a.png', 'aa', 'train', 'cat']], { classesAt: { path: 'labels.txt', line: 1 } }),
  },
  pair: {
    changes: changes(
      { pets: [] },
      { counts, annotations: { counts: annotated, totals: [], relabellings: [], items: [] } },
    ),
  },
});

testRule(shrunkenClass, {
  passes: [
    { name: 'classes grew, or lost a fifth', ...become([count(100, 80), count(100, 200, 'cat')]) },
    { name: 'a small class lost half', ...become([count(9, 4)]) },
    { name: 'more may be lost', options: { share: 0.6 }, ...become([count(100, 50)]) },
    { name: 'larger classes are meant', options: { samples: 500 }, ...become([count(100, 50)]) },
    { name: 'the format marks nothing', pair: { changes: changes({ pets: [] }) } },
  ],
  fails: [
    {
      name: 'a class lost a quarter of its images',
      ...become([count(100, 75), count(100, 90, 'cat')]),
      problems: [
        {
          message: 'shrunken',
          subject: 'dog',
          identity: 'pets/train/dog/image',
          at: { path: 'labels.txt', line: 1 },
          measured: 0.25,
          limit: 0.2,
        },
      ],
      texts: ['dog has 75 images in train of pets; it had 100 images and lost 25 % of them.'],
    },
    {
      name: 'a class vanished from test',
      ...become([count(12, 0, 'cat', 'test')]),
      problems: [{ message: 'vanished', subject: 'cat', measured: 1 }],
      texts: ['cat has no image left in test of pets; it had 12 images.'],
    },
    {
      name: 'a class lost its annotations',
      ...become([], [count(1000, 100)]),
      problems: [{ message: 'shrunken', identity: 'pets/train/dog/annotation' }],
      texts: ['dog has 100 annotations in train of pets; it had 1000 annotations and lost 90 % of them.'],
    },
  ],
});
