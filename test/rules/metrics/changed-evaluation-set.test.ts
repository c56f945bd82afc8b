import changedEvaluationSet from '../../../rules/metrics/changed-evaluation-set.ts';
import { changes, samples, testRule } from '../../harness/rule/index.ts';

const pets = samples('pets', [
  ['a.png', 'aa', 'train', 'cat', { line: 2 }],
  ['b.png', 'bb', 'test', 'dog', { line: 3 }],
]);

testRule(changedEvaluationSet, {
  passes: [
    { name: 'nothing changed', head: { samples: pets } },
    {
      name: 'train changed, and a test image got another name',
      head: { samples: pets },
      pair: {
        changes: changes({
          pets: [
            { path: 'a.png', split: 'train' },
            { path: 'b.png', kind: 'renamed', from: { path: 'old.png' } },
          ],
        }),
      },
    },
  ],
  fails: [
    {
      name: 'test images were added and removed, and one moved into train',
      head: { samples: pets },
      pair: {
        changes: changes({
          pets: [
            { path: 'c.png' },
            { path: 'd.png' },
            { path: 'e.png', kind: 'removed' },
            { path: 'a.png', kind: 'moved', split: 'train', from: { split: 'test' } },
          ],
        }),
      },
      problems: [{ message: 'changed', subject: 'pets: test', identity: 'pets/test' }],
      texts: ['The test images of pets changed: 2 added, 1 removed and 1 moved.'],
    },
    {
      name: 'the label of a test image was edited in the table',
      head: { samples: pets },
      pair: {
        changes: changes({
          pets: [
            {
              path: 'b.png',
              hash: 'bb',
              kind: 'relabelled',
              label: 'dog',
              from: { label: 'cat' },
              at: { path: 'data/samples.csv', line: 3 },
            },
          ],
        }),
      },
      problems: [{ message: 'changed', subject: 'pets: test' }],
      texts: ['The test images of pets changed: 1 relabelled.'],
    },
  ],
});
