import unknownLabel from '../../../rules/training-data/unknown-label.ts';
import type { Samples } from '../../../src/model/facts.ts';
import { samples, testRule } from '../../harness/rule/index.ts';

const listed = (...problems: Samples['problems']) => ({
  samples: samples('pets', [['a.png', 'aa', 'train', 'cat', { line: 2 }]], { problems }),
});
const outside = (label: string, count: number, what = 'images', line = 7) => ({
  message: `Expected a class of labels.txt but received \`${label}\` for ${count} ${what}. Correct the label.`,
  at: { path: 'pets.csv', line },
  unknown: { label, count },
});

testRule(unknownLabel, {
  passes: [
    { name: 'every label is in the list', head: listed() },
    { name: 'a row could not be taken in', head: listed({ message: 'A row is ragged.', at: { path: 'pets.csv' } }) },
  ],
  fails: [
    {
      name: 'a label is misspelt',
      head: listed(outside('dgo', 2)),
      problems: [
        {
          message: 'unknown',
          subject: 'dgo',
          identity: 'pets/dgo',
          at: { path: 'pets.csv', line: 7 },
          measured: 2,
          limit: 0,
        },
      ],
      texts: ['Expected a class of labels.txt but received `dgo` for 2 images. Correct the label.'],
    },
    {
      name: 'fewer images than before have it, and it keeps its name',
      base: listed(outside('dgo', 2)),
      head: listed(outside('dgo', 1)),
      problems: [{ message: 'unknown', identity: 'pets/dgo', measured: 1 }],
    },
    {
      name: 'images and annotations have it',
      head: listed(outside('', 2), outside('', 3, 'annotations')),
      problems: [
        { message: 'unknown', subject: '(empty)', identity: 'pets/' },
        { message: 'unknown', identity: 'pets/#2' },
      ],
    },
  ],
});
