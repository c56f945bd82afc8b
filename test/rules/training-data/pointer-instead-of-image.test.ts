import pointerInsteadOfImage from '../../../rules/training-data/pointer-instead-of-image.ts';
import { images, samples, testRule } from '../../harness/rule/index.ts';

const pointer = { error: 'It is a Git LFS pointer.', format: 'Git LFS pointer' };

testRule(pointerInsteadOfImage, {
  passes: [
    {
      name: 'images are images, or cannot be read for another reason',
      head: {
        samples: samples('pets', [
          ['a.jpg', 'aa', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [{}, { error: 'truncated' }]),
      },
    },
  ],
  fails: [
    {
      name: 'a Git LFS pointer was committed as an image, twice',
      base: { samples: samples('pets', [['b.jpg', 'bb', 'train', 'cat']]), images: images('pets', [pointer]) },
      head: {
        samples: samples('pets', [
          ['a.jpg', 'bb', 'train', 'cat'],
          ['b.jpg', 'bb', 'train', 'cat'],
        ]),
        images: images('pets', [pointer, pointer]),
      },
      problems: [
        { message: 'pointer', subject: 'a.jpg', identity: 'bb#2', at: { path: 'a.jpg' } },
        { message: 'pointer', subject: 'b.jpg', identity: 'bb' },
      ],
      texts: ['a.jpg is a Git LFS pointer and not an image.', 'b.jpg is a Git LFS pointer and not an image.'],
    },
  ],
});
