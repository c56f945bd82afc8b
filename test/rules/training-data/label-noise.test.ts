import labelNoise from '../../../rules/training-data/label-noise.ts';
import { many, predictions, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

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

testRule(labelNoise, {
  passes: [
    { name: 'the model agrees with the labels', head: pets([]) },
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
