import blurryImage from '../../../rules/training-data/blurry-image.ts';
import { images, samples, testRule } from '../../harness/rule/index.ts';

const photographs = samples('pets', [
  ['a.jpg', 'aa', 'train', 'cat', { line: 2 }],
  ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
]);

testRule(blurryImage, {
  passes: [
    {
      name: 'the score is at the limit or above it',
      head: { samples: photographs, images: images('pets', [{ blurry: 0.29 }, { blurry: 1 }]) },
    },
    {
      name: 'the image cannot be read',
      head: { samples: photographs, images: images('pets', [{}, { error: 'truncated' }]) },
    },
    {
      name: 'the limit is lower',
      options: { limit: 0.05 },
      head: { samples: photographs, images: images('pets', [{}, { blurry: 0.2 }]) },
    },
  ],
  fails: [
    {
      name: 'the score is below the limit',
      head: { samples: photographs, images: images('pets', [{}, { blurry: 0.2 }]) },
      problems: [
        {
          message: 'blurred',
          subject: 'b.jpg',
          identity: 'bb',
          at: { path: 'data/samples.csv', line: 3 },
          measured: 0.2,
          limit: 0.29,
        },
      ],
    },
  ],
});
