import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import oddAspectRatio from '../../../rules/training-data/odd-aspect-ratio.ts';
import oddSize from '../../../rules/training-data/odd-size.ts';
import { images, many, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

const rows = ['a', 'b', 'c', 'd', 'e'].map((name): SampleRow => [`${name}.jpg`, `git:${name}`, 'train', 'cat']);
const usual = [600, 620, 640, 660].map((width) => ({ width, height: 480 }));
const four = { samples: samples('pets', rows.slice(0, 4)), images: images('pets', usual) };
const with5 = (width: number, height: number) => ({
  samples: samples('pets', rows),
  images: images('pets', [...usual, { width, height }]),
});

testRule(oddSize, {
  passes: [
    { name: 'sizes are much alike', options: { samples: 1 }, head: with5(700, 500) },
    {
      name: 'an image cannot be read',
      options: { samples: 1 },
      head: { samples: samples('pets', rows), images: images('pets', [...usual, { error: 'truncated' }]) },
    },
    {
      name: 'no image can be read',
      options: { samples: 1 },
      head: { ...four, images: images('pets', Array(4).fill({ error: 'truncated' })) },
    },
    { name: 'the factor is higher', options: { factor: 100, samples: 1 }, head: with5(900, 900) },
    {
      name: 'an old image became odd only because larger ones were taken out',
      options: { samples: 1 },
      base: {
        samples: samples('pets', [...rows, ...many(3, 'train', 'cat')]),
        images: images('pets', [
          ...usual,
          { width: 1500, height: 480 },
          ...Array(3).fill({ width: 2000, height: 480 }),
        ]),
      },
      head: with5(1500, 480),
    },
    { name: 'there are few images', head: with5(6000, 8000) },
  ],
  fails: [
    {
      name: 'a thumbnail is added',
      options: { samples: 1 },
      base: four,
      head: with5(64, 64),
      problems: [{ message: 'small', subject: 'e.jpg', identity: 'git:e', at: { path: 'e.jpg' }, data: { side: 64 } }],
      texts: ['e.jpg is 64 × 64, far smaller than the others: 64 pixels a side, limit 484.'],
    },
    {
      name: 'a scan is added',
      options: { samples: 1 },
      base: four,
      head: with5(6000, 8000),
      problems: [{ message: 'large', subject: 'e.jpg' }],
    },
    {
      name: 'all others have one size',
      options: { samples: 1 },
      head: {
        samples: samples('pets', rows),
        images: images('pets', [...Array(4).fill({}), { width: 641, height: 480 }]),
      },
      problems: [{ message: 'large', subject: 'e.jpg' }],
    },
  ],
});

const reference = JSON.parse(
  readFileSync(new URL('../../reference/cleanvision_sizes.json', import.meta.url), 'utf8'),
) as { sizes: [number, number][]; oddSize: number[]; oddAspectRatio: number[] }[];

test.each(reference)('flags the same images as cleanvision', ({ sizes, ...expected }) => {
  const listed = sizes.map((_, row): SampleRow => [`${row}.jpg`, `git:${row}`, 'train', 'cat']);
  const head = {
    samples: samples('pets', listed),
    images: images(
      'pets',
      sizes.map(([width, height]) => ({ width, height })),
    ),
  };
  const flagged = (problems: Iterable<{ subject: string }>) =>
    [...problems].map(({ subject }) => Number(subject.replace('.jpg', '')));
  expect(flagged(oddSize.evaluate({ base: {}, head, pair: {}, options: { factor: 3, samples: 1 } }))).toEqual(
    expected.oddSize,
  );
  expect(flagged(oddAspectRatio.evaluate({ base: {}, head, pair: {}, options: { limit: 0.35 } }))).toEqual(
    expected.oddAspectRatio,
  );
});
