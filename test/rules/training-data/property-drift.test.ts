import propertyDrift from '../../../rules/training-data/property-drift.ts';
import { type ImageRow, images, many, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

/** Photographs with brightnesses spread evenly over 0.2 around a middle. */
const photographs = (count: number, split: string, middle: number): [SampleRow, ImageRow][] =>
  many(count, split, 'cat').map((row, index) => [row, { brightness: middle - 0.1 + (0.2 * (index + 0.5)) / count }]);
const pets = (...parts: [SampleRow, ImageRow][][]) => ({
  samples: samples(
    'pets',
    parts.flat().map(([row]) => row),
  ),
  images: images(
    'pets',
    parts.flat().map(([, row]) => row),
  ),
});
const renamed = (rows: [SampleRow, ImageRow][]): [SampleRow, ImageRow][] =>
  rows.map(([[path, hash, ...rest], image]) => [[`new/${path}`, `new:${hash}`, ...rest] as SampleRow, image]);

testRule(propertyDrift, {
  passes: [
    { name: 'the splits look alike', head: pets(photographs(200, 'train', 0.5), photographs(100, 'test', 0.51)) },
    { name: 'there are few images', head: pets(photographs(200, 'train', 0.5), photographs(49, 'test', 0.9)) },
    {
      name: 'more images are wanted, and more distance is allowed',
      options: { samples: 10, distance: 0.9 },
      head: pets(photographs(20, 'train', 0.5), photographs(20, 'test', 0.55)),
    },
    {
      name: 'images that cannot be read have no properties',
      head: pets(
        photographs(200, 'train', 0.5),
        many(100, 'test', 'cat').map((row): [SampleRow, ImageRow] => [row, { error: 'truncated' }]),
      ),
      tests: [],
    },
    {
      name: 'what comes in looks like what is there',
      base: pets(photographs(200, 'train', 0.5)),
      head: pets(photographs(200, 'train', 0.5), renamed(photographs(60, 'train', 0.5))),
    },
  ],
  fails: [
    {
      name: 'test images are brighter',
      head: pets(photographs(200, 'train', 0.4), photographs(100, 'test', 0.6)),
      tests: [
        {
          message: 'split',
          subject: 'pets: test',
          identity: 'pets/test/brightness',
          effect: 1,
          tolerance: 0.2,
          n: 300,
          family: 'advisory',
        },
        { message: 'split', identity: 'pets/test/contrast', effect: 0, p: 1 },
        { message: 'split', identity: 'pets/test/share of red' },
        { message: 'split', identity: 'pets/test/share of green' },
        { message: 'split', identity: 'pets/test/share of blue' },
        { message: 'split', identity: 'pets/test/area' },
        { message: 'split', identity: 'pets/test/aspect ratio' },
      ],
    },
    {
      name: 'a delivery is darker than what is there',
      base: pets(photographs(200, 'train', 0.5)),
      head: pets(photographs(200, 'train', 0.5), renamed(photographs(80, 'train', 0.1))),
      tests: [
        { message: 'added', identity: 'pets/train/brightness', effect: 1, n: 280 },
        ...Array(6).fill({ message: 'added', effect: 0 }),
      ],
    },
  ],
});
