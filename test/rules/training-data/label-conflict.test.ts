import labelConflict from '../../../rules/training-data/label-conflict.ts';
import { nearDuplicates, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

const cat: SampleRow = ['cat/a.png', 'aa', 'train', 'cat'];
const dog: SampleRow = ['dog/b.png', 'bb', 'train', 'dog'];
const pets = (rows: SampleRow[], ...pairs: Parameters<typeof nearDuplicates>[1]) => ({
  samples: samples('pets', rows),
  nearDuplicates: nearDuplicates('pets', pairs),
});

testRule(labelConflict, {
  passes: [
    { name: 'fewer bits are allowed', options: { distance: 0 }, head: pets([cat, dog], [0, 1, 1]) },
    {
      name: 'look-alikes have one label, or one has none',
      head: pets(
        [cat, ['cat/b.png', 'bb', 'train', 'cat'], ['c.png', 'cc', 'train', null]],
        [0, 1, 0, 'confirmed'],
        [0, 2, 0, 'confirmed'],
      ),
    },
    {
      name: 'copies agree on their label',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['b.png', 'aa', 'test', 'cat'],
        ]),
      },
    },
    {
      name: 'one copy has no label',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['b.png', 'aa', 'train', null],
        ]),
      },
    },
  ],
  fails: [
    {
      name: 'an image is in two class folders',
      head: {
        samples: samples('pets', [
          ['cat/a.png', 'aa', 'train', 'cat'],
          ['dog/a.png', 'aa', 'train', 'dog'],
        ]),
      },
      problems: [{ message: 'conflict', subject: 'dog/a.png', identity: 'aa cat dog', at: { path: 'dog/a.png' } }],
      texts: ['dog/a.png is labelled dog, and the same image is labelled cat as cat/a.png.'],
    },
    {
      name: 'the new label sorts before the old one',
      base: { samples: samples('pets', [['dog/a.png', 'aa', 'train', 'dog']]) },
      head: {
        samples: samples('pets', [
          ['cat/a.png', 'aa', 'train', 'cat'],
          ['dog/a.png', 'aa', 'train', 'dog'],
        ]),
      },
      problems: [{ message: 'conflict', subject: 'cat/a.png', identity: 'aa cat dog' }],
    },
    {
      name: 'one of two copies in a table was relabelled',
      base: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat', { line: 2 }],
          ['b.png', 'aa', 'train', 'cat', { line: 3 }],
        ]),
      },
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'dog', { line: 2 }],
          ['b.png', 'aa', 'train', 'cat', { line: 3 }],
        ]),
      },
      problems: [{ message: 'conflict', subject: 'a.png', at: { path: 'data/samples.csv', line: 2 } }],
    },
    {
      name: 'an image has three labels',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['b.png', 'aa', 'test', 'dog'],
          ['c.png', 'aa', 'train', 'fox'],
          ['d.png', 'aa', 'train', 'fox'],
        ]),
      },
      problems: [
        { subject: 'b.png', message: 'conflict' },
        { subject: 'c.png', message: 'conflict' },
      ],
    },
    {
      name: 'the same picture in other bytes has another label',
      head: pets([cat, dog], [0, 1, 5, 'confirmed']),
      problems: [{ message: 'same', subject: 'dog/b.png', identity: 'aa bb cat dog', at: { path: 'dog/b.png' } }],
      texts: ['dog/b.png is labelled dog, and the same picture, in other bytes, is labelled cat as cat/a.png.'],
    },
    {
      name: 'the new look-alike sorts before the old picture',
      base: pets([dog]),
      head: pets([cat, dog], [0, 1, 1]),
      problems: [{ message: 'similar', severity: 'warning', subject: 'cat/a.png', identity: 'aa bb cat dog' }],
      texts: [
        'cat/a.png is labelled cat, and dog/b.png, which looks like it, is labelled dog: 1 of the 64 bits of their perceptual hashes differ. Their pixels do not agree: look at both.',
      ],
    },
  ],
});
