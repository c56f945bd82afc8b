import labelNoise from '../../../rules/training-data/label-noise.ts';
import { annotations, many, predictions, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

const classes = ['cat', 'dog'];
/** Sixty test images, the first half cats, and answers that agree with their labels, but for those of `doubted`. */
const pets = (doubted: number[], model = 'classifier', split = 'test', relabelled: number[] = []) => {
  const rows = [...many(30, split, 'cat'), ...many(30, split, 'dog')].map(
    ([path, hash, of, label], row): SampleRow => [path, hash, of, relabelled.includes(row) ? other(label) : label],
  );
  return {
    samples: samples('pets', rows, { classes }),
    predictions: predictions(
      model,
      classes,
      split,
      rows.map(([, , , label], row) => {
        const sure = (doubted.includes(row) ? 0.95 : 0.9) + (row % 30) / 1000;
        const isCat = (label === 'cat') !== doubted.includes(row);
        return [row, classes.indexOf(label ?? ''), isCat ? sure : 1 - sure, isCat ? 1 - sure : sure] as const;
      }),
    ),
  };
};
const other = (label: string | null) => (label === 'cat' ? 'dog' : 'cat');

/** Fifty pictures of a cat that a detector finds, but for one that it only guesses at, and one in which it is sure of another thing. */
const yard = (odd: { box: [number, number, number, number]; category: number }) => {
  const rows = many(50, 'test', 'cat').map(([path, hash, split]): SampleRow => [path, hash, split, null]);
  const cat: [number, number, number, number] = [10, 10, 40, 40];
  const guess = { box: [90, 90, 40, 40] as const, category: 0, score: 0.3 };
  const found = rows.map((_, row) =>
    row === 8 ? guess : { ...(row === 7 ? odd : { box: cat, category: 0 }), score: 0.99 },
  );
  const start = Int32Array.from({ length: 51 }, (_, image) => image);
  const truth = {
    start,
    category: new Int32Array(50),
    boxes: Float64Array.from(rows.flatMap(() => cat)),
    masks: null,
    area: new Float64Array(50).fill(1600),
    crowd: new Uint8Array(50),
    ignore: null,
  };
  const detected = {
    start,
    category: Int32Array.from(found, ({ category }) => category),
    boxes: Float64Array.from(found.flatMap(({ box }) => box)),
    masks: null,
    score: Float64Array.from(found, ({ score }) => score),
  };
  const results = { task: 'detection' as const, classes: 2, overlap: 'box' as const, truth, detected };
  const [own] = Object.values(predictions('finder', classes, 'test', []));
  return {
    samples: samples('pets', rows, { classes, annotations: annotations(rows.map((_, row) => [row, 0, cat])) }),
    predictions: {
      finder: {
        ...own,
        task: 'detection' as const,
        splits: { test: { split: 'test', rows: start.slice(0, 50), results, leftOut: 0, unreadable: 0 } },
      },
    },
  };
};

testRule(labelNoise, {
  passes: [
    { name: 'the model agrees with the labels', head: pets([]) },
    { name: 'a detector agrees with the boxes', head: yard({ box: [11, 10, 40, 40], category: 0 }) },
    { name: 'it was trained on the images', head: pets([3], 'classifier', 'train') },
    { name: 'more images are wanted', options: { samples: 100 }, head: pets([3]) },
    {
      name: 'another model doubts labels that were there',
      base: pets([]),
      head: pets([3, 40]),
    },
  ],
  fails: [
    {
      name: 'the model is sure of another class',
      head: pets([3, 40]),
      problems: [
        {
          message: 'doubtful',
          subject: 'data/test/dog/10.png',
          identity: 'classifier git:test-dog-10 dog',
          at: { path: 'data/test/dog/10.png' },
        },
        { message: 'doubtful', subject: 'data/test/cat/3.png', identity: 'classifier git:test-cat-3 cat' },
      ],
      texts: [
        'data/test/dog/10.png in test is labelled dog, and classifier answers cat with 96 %: look at the label.',
        'data/test/cat/3.png in test is labelled cat, and classifier answers dog with 95.3 %: look at the label.',
      ],
    },
    {
      name: 'a detector is sure of another class',
      head: yard({ box: [10, 10, 40, 40], category: 1 }),
      problems: [{ message: 'boxes', subject: 'data/test/cat/7.png', at: { path: 'data/test/cat/7.png' } }],
      texts: ['data/test/cat/7.png in test: by the answers of finder, 1 box of another class: look at the boxes.'],
    },
    {
      name: 'a detector is sure of an object that is not marked',
      head: yard({ box: [200, 200, 30, 30], category: 0 }),
      problems: [{ message: 'boxes', subject: 'data/test/cat/7.png' }],
      texts: ['data/test/cat/7.png in test: by the answers of finder, 1 object not marked: look at the boxes.'],
    },
    {
      name: 'an image was labelled anew, and another was doubtful before',
      base: pets([3]),
      head: pets([3, 40], 'classifier', 'test', [40]),
      problems: [
        { message: 'doubtful', identity: 'classifier git:test-cat-3 cat' },
        { message: 'doubtful', identity: 'classifier git:test-dog-10 cat' },
      ],
    },
    {
      name: 'more labels are doubtful than are named, by another filter',
      options: { listed: 1, filter: 'predicted_neq_given' },
      head: pets([3, 4, 40]),
      problems: [
        { message: 'doubtful', subject: 'data/test/dog/10.png' },
        { message: 'more', subject: 'pets: test', measured: 3, limit: 0 },
      ],
      texts: [
        'data/test/dog/10.png in test is labelled dog, and classifier answers cat with 96 %: look at the label.',
        '3 labels of test in pets are doubtful to classifier; 1 of them are named, the most doubtful first.',
      ],
    },
  ],
});
