import exactDuplicate from '../../../rules/training-data/exact-duplicate.ts';
import { samples, testRule } from '../../harness/rule/index.ts';

testRule(exactDuplicate, {
  passes: [
    {
      name: 'all images differ',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['b.png', 'bb', 'train', 'cat'],
        ]),
      },
    },
    {
      name: 'the copy is in another split, or has another label',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['b.png', 'aa', 'test', 'cat'],
          ['c.png', 'aa', 'train', 'dog'],
        ]),
      },
    },
    {
      name: 'two listed images are missing',
      head: {
        samples: samples('pets', [
          ['a.png', '', 'train', 'cat'],
          ['b.png', '', 'train', 'cat'],
        ]),
      },
    },
  ],
  fails: [
    {
      name: 'an image was copied within its class',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['b.png', 'aa', 'train', 'cat'],
        ]),
      },
      problems: [{ message: 'copied', subject: 'b.png', identity: 'aa', at: { path: 'b.png' } }],
      texts: ['b.png is the same image as a.png, in train.'],
    },
    {
      name: 'the new copy sorts before the old image',
      base: { samples: samples('pets', [['m.png', 'aa', 'train', 'cat']]) },
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['m.png', 'aa', 'train', 'cat'],
        ]),
      },
      problems: [{ message: 'copied', subject: 'a.png', identity: 'aa', data: { twin: 'm.png' } }],
    },
    {
      name: 'a third copy joins two old ones, and the old one keeps its name',
      base: {
        samples: samples('pets', [
          ['m.png', 'aa', 'train', 'cat'],
          ['n.png', 'aa', 'train', 'cat'],
        ]),
      },
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat'],
          ['m.png', 'aa', 'train', 'cat'],
          ['n.png', 'aa', 'train', 'cat'],
        ]),
      },
      problems: [
        { message: 'copied', subject: 'a.png', identity: 'aa#2' },
        { message: 'copied', subject: 'n.png', identity: 'aa' },
      ],
    },
    {
      name: 'a table lists an image twice',
      head: {
        samples: samples('pets', [
          ['a.png', 'aa', 'train', 'cat', { line: 2 }],
          ['a.png', 'aa', 'train', 'cat', { line: 3 }],
        ]),
      },
      problems: [{ message: 'repeated', subject: 'a.png', at: { path: 'data/samples.csv', line: 3 } }],
      texts: ['a.png is listed more than once in train.'],
    },
  ],
});
