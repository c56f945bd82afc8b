import oddAspectRatio from '../../../rules/training-data/odd-aspect-ratio.ts';
import { images, samples, testRule } from '../../harness/rule/index.ts';

const photographs = samples('pets', [
  ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
  ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
]);

testRule(oddAspectRatio, {
  passes: [
    {
      name: 'the image is at the limit',
      head: { samples: photographs, images: images('pets', [{ width: 35, height: 100 }, {}]) },
    },
    {
      name: 'the image cannot be read',
      head: { samples: photographs, images: images('pets', [{}, { error: 'truncated' }]) },
    },
    {
      name: 'the limit is lower',
      options: { limit: 0.05 },
      head: { samples: photographs, images: images('pets', [{}, { width: 1000, height: 100 }]) },
    },
  ],
  fails: [
    {
      name: 'the image is below the limit',
      head: { samples: photographs, images: images('pets', [{}, { width: 1000, height: 100 }]) },
      problems: [
        {
          message: 'odd',
          subject: 'b.jpg',
          identity: 'bb',
          at: { path: 'data/samples.csv', line: 3 },
          measured: 0.1,
          limit: 0.35,
        },
      ],
      texts: ['b.jpg is 1000 × 100: its sides are in a ratio of 0.1, limit 0.35.'],
    },
    {
      name: 'a new copy of a faulty image is named anew, and the old one keeps its name',
      base: {
        samples: samples('pets', [['b.jpg', 'bb', 'train', 'cat']]),
        images: images('pets', [{ width: 1000, height: 100 }]),
      },
      head: {
        samples: samples('pets', [
          ['a.jpg', 'bb', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [
          { width: 1000, height: 100 },
          { width: 1000, height: 100 },
        ]),
      },
      problems: [
        { message: 'odd', subject: 'a.jpg', identity: 'bb#2' },
        { message: 'odd', subject: 'b.jpg', identity: 'bb' },
      ],
    },
  ],
});
