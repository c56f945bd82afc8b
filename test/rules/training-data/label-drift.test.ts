import labelDrift from '../../../rules/training-data/label-drift.ts';
import { type AnnotationRow, annotations, many, samples, testRule } from '../../harness/rule/index.ts';

const pets = (train: [number, number], test: [number, number]) => ({
  samples: samples('pets', [
    ...many(train[0], 'train', 'cat'),
    ...many(train[1], 'train', 'dog'),
    ...many(test[0], 'test', 'cat'),
    ...many(test[1], 'test', 'dog'),
  ]),
});

/** Images with five objects each, of which the first so many are cats. */
const drawn = (images: number, split: string, cats: number) => ({ images, split, cats });
const marked = (...parts: ReturnType<typeof drawn>[]) => {
  const rows = parts.flatMap(({ images, split }) => many(images, split, 'x'));
  const categories = parts.flatMap(({ images, cats }) =>
    Array.from({ length: images }, () => [0, 1, 2, 3, 4].map((object) => (object < cats ? 0 : 1))),
  );
  return {
    samples: samples(
      'pets',
      rows.map(([path, hash, split]) => [path, hash, split, null]),
      {
        classes: ['cat', 'dog'],
        annotations: annotations(
          categories.flatMap((objects, row) =>
            objects.map((category, object): AnnotationRow => [row, category, [object, 0, 9, 9]]),
          ),
        ),
      },
    ),
  };
};

testRule(labelDrift, {
  passes: [
    { name: 'shares are alike', head: pets([100, 100], [50, 50]) },
    { name: 'there are few labelled images', head: pets([100, 100], [40, 0]), tests: [] },
    { name: 'there is one class', head: pets([100, 0], [100, 0]), tests: [] },
    { name: 'another class is new', base: pets([100, 0], [0, 0]), head: pets([104, 4], [0, 0]) },
    {
      name: 'more association is allowed, among fewer images',
      options: { association: 0.9, samples: 10 },
      head: pets([20, 20], [20, 2]),
      tests: [{ message: 'split', n: 62 }],
    },
    {
      name: 'a few more images came in',
      base: pets([500, 500], [50, 50]),
      head: pets([520, 500], [50, 50]),
      tests: [
        { message: 'change', identity: 'pets/train' },
        { message: 'split', identity: 'pets/test' },
      ],
    },
    {
      name: 'objects are many, and images few',
      head: marked(drawn(60, 'train', 3), drawn(60, 'test', 2)),
      tests: [{ message: 'split', n: 120 }],
    },
  ],
  fails: [
    {
      name: 'test has one class more often',
      head: pets([400, 400], [300, 20]),
      tests: [
        {
          message: 'split',
          subject: 'pets: test',
          identity: 'pets/test',
          tolerance: 0.15,
          n: 1120,
          family: 'advisory',
        },
      ],
      texts: [
        "Classes have other shares in test of pets than in train (Cramér's V 0.407): cat is 93.8 % of test and 50 % of train.",
      ],
    },
    {
      name: 'the change made one class rarer',
      base: pets([400, 400], [0, 0]),
      head: pets([400, 40], [0, 0]),
      tests: [{ message: 'change', identity: 'pets/train' }],
    },
    {
      name: 'objects of test are other ones',
      head: marked(drawn(300, 'train', 4), drawn(300, 'test', 0)),
      tests: [{ message: 'split', n: 600 }],
    },
  ],
});
