import splitLeakage from '../../../rules/training-data/split-leakage.ts';
import { nearDuplicates, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

const inTrain: SampleRow = ['train/a.png', 'aa', 'train', 'cat'];
const inTest: SampleRow = ['test/b.png', 'bb', 'test', 'cat'];
const pets = (rows: SampleRow[], ...pairs: Parameters<typeof nearDuplicates>[1]) => ({
  samples: samples('pets', rows),
  nearDuplicates: nearDuplicates('pets', pairs),
});

testRule(splitLeakage, {
  passes: [
    { name: 'fewer bits are allowed', options: { distance: 0 }, head: pets([inTrain, inTest], [0, 1, 1]) },
    {
      name: 'look-alikes are in one split, or in one that nobody scores',
      head: pets(
        [inTrain, ['train/b.png', 'bb', 'train', 'cat'], ['more/c.png', 'cc', 'more', 'cat']],
        [0, 1, 0, 'confirmed'],
        [0, 2, 0, 'confirmed'],
      ),
    },
    {
      name: 'the splits are disjoint',
      head: {
        samples: samples('pets', [
          ['train/a.png', 'aa', 'train', 'cat'],
          ['test/b.png', 'bb', 'test', 'cat'],
        ]),
      },
    },
    {
      name: 'copies stay in one split, and units too',
      head: {
        samples: samples('pets', [
          ['train/a.png', 'aa', 'train', 'cat', { unit: 'p1' }],
          ['train/b.png', 'aa', 'train', 'cat', { unit: 'p1' }],
          ['test/c.png', 'cc', 'test', 'cat', { unit: 'p2' }],
        ]),
      },
    },
    {
      name: 'images of no unit, and listed images that are missing, are in two splits',
      head: {
        samples: samples('pets', [
          ['train/a.png', '', 'train', 'cat', { unit: null }],
          ['test/b.png', '', 'test', 'cat', { unit: null }],
          ['test/c.png', 'cc', 'test', 'cat', { unit: '' }],
        ]),
      },
    },
  ],
  fails: [
    {
      name: 'a test image is also in train',
      head: {
        samples: samples('pets', [
          ['test/b.png', 'aa', 'test', 'cat'],
          ['train/a.png', 'aa', 'train', 'cat'],
        ]),
      },
      problems: [{ message: 'image', subject: 'test/b.png', identity: 'aa', at: { path: 'test/b.png' } }],
      texts: ['test/b.png in test is the same image as train/a.png in train.'],
    },
    {
      name: 'the copy in train is the new one',
      base: { samples: samples('pets', [['test/b.png', 'aa', 'test', 'cat']]) },
      head: {
        samples: samples('pets', [
          ['test/b.png', 'aa', 'test', 'cat'],
          ['train/a.png', 'aa', 'train', 'cat'],
        ]),
      },
      problems: [{ message: 'image', subject: 'train/a.png', identity: 'aa', data: { twin: 'test/b.png' } }],
    },
    {
      name: 'a second test image copies a leaked one',
      base: {
        samples: samples('pets', [
          ['test/b.png', 'aa', 'test', 'cat'],
          ['train/a.png', 'aa', 'train', 'cat'],
        ]),
      },
      head: {
        samples: samples('pets', [
          ['test/a.png', 'aa', 'test', 'cat'],
          ['test/b.png', 'aa', 'test', 'cat'],
          ['train/a.png', 'aa', 'train', 'cat'],
        ]),
      },
      problems: [
        { message: 'image', subject: 'test/a.png', identity: 'aa#2' },
        { message: 'image', subject: 'test/b.png', identity: 'aa' },
      ],
    },
    {
      name: 'a validation image is also in test',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'validation', 'cat', { line: 2 }],
          ['b.png', 'aa', 'test', 'cat', { line: 3 }],
        ]),
      },
      problems: [{ message: 'image', subject: 'b.png', at: { path: 'data/samples.csv', line: 3 } }],
    },
    {
      name: 'a patient is in two splits',
      base: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat', { unit: 'p1' }],
          ['b.png', 'bb', 'test', 'cat', { unit: 'p1' }],
        ]),
      },
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat', { unit: 'p1' }],
          ['b.png', 'bb', 'test', 'cat', { unit: 'p1' }],
          ['c.png', 'cc', 'test', 'cat', { unit: 'p1' }],
        ]),
      },
      problems: [{ message: 'unit', subject: 'p1', identity: 'pets/p1', at: { path: 'c.png' }, measured: 2, limit: 0 }],
      texts: ['p1 has images in train and test: c.png is in test.'],
    },
    {
      name: 'a test image is a resized training image',
      head: pets([inTrain, inTest], [0, 1, 5, 'confirmed']),
      problems: [{ message: 'same', subject: 'test/b.png', identity: 'aa bb', at: { path: 'test/b.png' } }],
      texts: ['test/b.png in test is the same picture as train/a.png in train, in other bytes.'],
    },
    {
      name: 'a test image looks like a training image',
      head: pets([inTrain, inTest], [0, 1, 1]),
      problems: [{ message: 'similar', severity: 'warning', subject: 'test/b.png' }],
      texts: [
        'test/b.png in test looks like train/a.png in train: 1 of the 64 bits of their perceptual hashes differ. Their pixels do not agree: look at both.',
      ],
    },
    {
      name: 'the training image is the new one',
      base: pets([inTest]),
      head: pets([inTest, inTrain], [0, 1, 5, 'confirmed']),
      problems: [{ message: 'same', subject: 'train/a.png', identity: 'aa bb', data: { twin: 'test/b.png' } }],
    },
    {
      name: 'an image leaks as it is, and another looks like it',
      head: pets([inTrain, ['test/a.png', 'aa', 'test', 'cat'], inTest], [0, 2, 5, 'confirmed']),
      problems: [
        { message: 'image', subject: 'test/a.png' },
        { message: 'same', subject: 'test/b.png', identity: 'aa bb' },
      ],
    },
  ],
});
