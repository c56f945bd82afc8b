import shortcut from '../../../rules/training-data/shortcut.ts';
import { type ImageRow, images, many, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

type Part = [SampleRow[], (index: number) => ImageRow];
const pets = (...parts: Part[]) => ({
  samples: samples(
    'pets',
    parts.flatMap(([rows]) => rows),
  ),
  images: images(
    'pets',
    parts.flatMap(([rows, image]) => rows.map((_, index) => image(index))),
  ),
});
/** Every second image is a PNG, whatever its class. */
const mixed = (index: number): ImageRow => (index % 2 === 0 ? { format: 'png', tables: '' } : {});
const png = (): ImageRow => ({ format: 'png', tables: '', quality: Number.NaN });
const jpeg = (): ImageRow => ({ tables: 'ab12cd34ef' });

testRule(shortcut, {
  passes: [
    {
      name: 'each class has both formats',
      head: pets([many(100, 'train', 'cat'), mixed], [many(100, 'train', 'dog'), mixed]),
    },
    {
      name: 'there are few images',
      head: pets([many(30, 'train', 'cat'), png], [many(30, 'train', 'dog'), jpeg]),
      tests: [],
    },
    {
      name: 'the test set is not trained on',
      head: pets([many(100, 'test', 'cat'), png], [many(100, 'test', 'dog'), jpeg]),
    },
    { name: 'there is one class', head: pets([many(100, 'train', 'cat'), mixed]), tests: [] },
    {
      name: 'a few images of one class are otherwise',
      options: { association: 0.5, samples: 50 },
      head: pets(
        [many(60, 'train', 'cat'), (index) => (index < 25 ? png() : jpeg())],
        [many(60, 'train', 'dog'), jpeg],
      ),
    },
    {
      name: 'rare levels are counted together',
      head: pets(
        [many(100, 'train', 'cat'), (index) => ({ width: 500 + index })],
        [many(100, 'train', 'dog'), (index) => ({ width: 500 + index })],
      ),
    },
  ],
  fails: [
    {
      name: 'one class is PNG, the others are JPEG',
      head: pets([many(150, 'train', 'cat'), jpeg], [many(100, 'train', 'dog'), png], [many(5, 'train', 'fox'), jpeg]),
      tests: [
        {
          message: 'shortcut',
          subject: 'pets: format',
          identity: 'pets/format',
          tolerance: 0.3,
          n: 250,
          family: 'advisory',
        },
        { message: 'shortcut', subject: 'pets: JPEG compression' },
      ],
      texts: [
        "Format tells the class of pets (Cramér's V 1): of cat 100 % is a JPEG, of all others 0 %. Guessing by it is right for 100 %, always saying cat for 60 %.",
        "JPEG compression tells the class of pets (Cramér's V 1): of cat 100 % has JPEG quality 90 (tables ab12cd34), of all others 0 %. Guessing by it is right for 100 %, always saying cat for 60 %.",
      ],
    },
    {
      name: 'one class is dark',
      head: pets(
        [many(200, 'train', 'cat'), (index) => ({ brightness: 0.1 + index / 2000 })],
        [many(200, 'train', 'dog'), (index) => ({ brightness: 0.6 + index / 2000 })],
      ),
      tests: [{ message: 'shortcut', subject: 'pets: brightness', n: 400 }],
    },
  ],
});
