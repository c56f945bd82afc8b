import labelConflict from '../../../rules/training-data/label-conflict.ts';
import { samples, testRule } from '../../harness/rule/index.ts';

testRule(labelConflict, {
  passes: [
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
  ],
});
