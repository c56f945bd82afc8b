import outlierImage from '../../../rules/training-data/outlier-image.ts';
import { type ImageRow, images, many, samples, testRule } from '../../harness/rule/index.ts';

/** A hundred photographs of different light, and what else is there. */
const usual = Array.from({ length: 100 }, (_, index): ImageRow => ({ brightness: 0.3 + index / 400, contrast: 0.2 }));
const pets = (...more: ImageRow[]) => ({
  samples: samples('pets', many(100 + more.length, 'train', 'cat')),
  images: images('pets', [...usual, ...more]),
});
const green: ImageRow = { red: 0.1, green: 0.8, blue: 0.1 };

testRule(outlierImage, {
  passes: [
    { name: 'images differ as photographs do', head: pets({ brightness: 0.9 }) },
    { name: 'an image cannot be read', head: pets({ error: 'truncated' }) },
    { name: 'a higher limit is set', options: { limit: 100 }, head: pets(green) },
    {
      name: 'more than one in a hundred has always been like it',
      base: pets(green, green, green),
      head: pets(green, green, green, { ...green, green: 0.7 }),
    },
    {
      name: 'there are few images',
      options: { samples: 200 },
      head: pets(green),
    },
    {
      name: 'an old image is an outlier only because others like it were taken out',
      base: {
        samples: samples('pets', [...many(101, 'train', 'cat'), ...many(99, 'train', 'dog')]),
        images: images('pets', [...usual, green, ...Array(99).fill({ ...green, green: 0.5 })]),
      },
      head: pets(green),
    },
  ],
  fails: [
    {
      name: 'an image is green',
      base: pets(),
      head: pets(green),
      problems: [
        {
          message: 'outlier',
          subject: 'data/train/cat/100.png',
          identity: 'git:train-cat-100',
          at: { path: 'data/train/cat/100.png' },
          data: { deviations: 47, bound: 6 },
        },
      ],
      texts: [
        'data/train/cat/100.png has share of green 0.80: 47 standard deviations from the median 0.33 of pets, limit 6.',
      ],
    },
    {
      name: 'it was there before',
      head: pets(green, { contrast: 0.9 }),
      problems: [
        { message: 'outlier', data: { property: 'share of green' } },
        { message: 'outlier', data: { property: 'contrast' } },
      ],
    },
  ],
});
