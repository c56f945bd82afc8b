import invalidAnnotation from '../../../rules/training-data/invalid-annotation.ts';
import type { Samples } from '../../../src/model/facts.ts';
import { samples, testRule } from '../../harness/rule/index.ts';

const listed = (problems: Samples['problems'] = []) => ({
  samples: samples('pets', [['a.png', 'aa', 'train', 'cat', { line: 2 }]], { problems }),
});
const ragged = (line: number) => ({
  message: `Expected 3 values in line ${line} of pets.csv but received 2. The row is left out: add the label.`,
  at: { path: 'pets.csv', line },
});

testRule(invalidAnnotation, {
  passes: [{ name: 'every row was taken in', head: listed() }],
  fails: [
    {
      name: 'a row is ragged',
      head: listed([ragged(7)]),
      problems: [{ message: 'invalid', subject: 'pets.csv', at: { path: 'pets.csv', line: 7 } }],
      texts: ['Expected 3 values in line 7 of pets.csv but received 2. The row is left out: add the label.'],
    },
    {
      name: 'the same happened in two rows, whatever their lines',
      base: listed([ragged(6)]),
      head: listed([ragged(7), ragged(12)]),
      problems: [
        {
          message: 'invalid',
          identity:
            'pets/pets.csv: Expected 3 values in line of pets.csv but received 2. The row is left out: add the label.',
        },
        {
          message: 'invalid',
          identity:
            'pets/pets.csv: Expected 3 values in line of pets.csv but received 2. The row is left out: add the label.#2',
        },
      ],
    },
  ],
});
