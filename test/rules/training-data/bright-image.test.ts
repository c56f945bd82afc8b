import brightImage from '../../../rules/training-data/bright-image.ts';
import { images, samples, testRule } from '../../harness/rule/index.ts';

const photographs = samples('pets', [
  ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
  ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
]);

testRule(brightImage, {
  passes: [
    {
      name: 'the image is at the limit',
      head: { samples: photographs, images: images('pets', [{ bright: 0.05 }, {}]) },
    },
    {
      name: 'the image cannot be read',
      head: { samples: photographs, images: images('pets', [{}, { error: 'truncated' }]) },
    },
    {
      name: 'the limit is lower',
      options: { limit: 0.005 },
      head: { samples: photographs, images: images('pets', [{}, { bright: 0.01 }]) },
    },
  ],
  fails: [
    {
      name: 'the image is below the limit',
      head: { samples: photographs, images: images('pets', [{}, { bright: 0.01 }]) },
      problems: [
        {
          message: 'bright',
          subject: 'b.jpg',
          identity: 'bb',
          at: { path: 'data/samples.csv', line: 3 },
          measured: 0.01,
          limit: 0.05,
        },
      ],
      texts: [
        'b.jpg is overexposed: 95 % of its pixels are so bright that only 0.01 of full brightness is left above them, limit 0.05.',
      ],
    },
    {
      name: 'a new copy of a faulty image is named anew, and the old one keeps its name',
      base: { samples: samples('pets', [['b.jpg', 'bb', 'train', 'cat']]), images: images('pets', [{ bright: 0.01 }]) },
      head: {
        samples: samples('pets', [
          ['a.jpg', 'bb', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [{ bright: 0.01 }, { bright: 0.01 }]),
      },
      problems: [
        { message: 'bright', subject: 'a.jpg', identity: 'bb#2' },
        { message: 'bright', subject: 'b.jpg', identity: 'bb' },
      ],
    },
  ],
});
