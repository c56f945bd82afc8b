import relabelledEvaluation from '../../../rules/training-data/relabelled-evaluation.ts';
import type { AnnotationChange, SampleChange } from '../../../src/model/facts.ts';
import { changes, testRule } from '../../harness/rule/index.ts';

const relabelled = (path: string, split = 'test'): SampleChange => ({
  kind: 'relabelled',
  path,
  hash: `git:${path}`,
  split,
  label: 'dog',
  from: { label: 'cat' },
  at: { path: 'data/samples.csv', line: 3 },
});
const edit = (overrides: Partial<AnnotationChange>): AnnotationChange => ({
  kind: 'moved',
  path: 'a.png',
  hash: 'git:a.png',
  split: 'test',
  label: 'cat',
  iou: 0.8,
  at: { path: 'data/annotations.json', line: 7, column: 2 },
  ...overrides,
});
const edited = (samples: SampleChange[], items: AnnotationChange[] = []) => ({
  pair: {
    changes: changes(
      { pets: samples },
      {
        totals: [{ kind: 'relabelled' as const, split: 'test', from: 'test', n: samples.length }],
        annotations: {
          counts: [],
          totals: [{ kind: 'moved' as const, split: 'test', label: 'cat', n: items.length }],
          relabellings: [],
          items,
        },
      },
    ),
  },
});

testRule(relabelledEvaluation, {
  passes: [
    { name: 'nothing was edited', pair: { changes: changes({ pets: [] }) } },
    {
      name: 'training labels were edited, and test images came and went',
      ...edited(
        [
          relabelled('a.png', 'train'),
          { ...relabelled('b.png'), kind: 'added' },
          { ...relabelled('c.png'), kind: 'removed' },
        ],
        [edit({ split: 'train' })],
      ),
    },
  ],
  fails: [
    {
      name: 'a test image has another label',
      ...edited([relabelled('a.png')]),
      problems: [
        {
          message: 'label',
          subject: 'a.png',
          identity: 'git:a.png a.png dog',
          at: { path: 'data/samples.csv', line: 3 },
        },
      ],
      texts: ['a.png in test is labelled dog; it was cat.'],
    },
    {
      name: 'a label was taken away',
      ...edited([{ ...relabelled('a.png', 'validation'), label: null }]),
      problems: [{ message: 'label', data: { label: 'nothing', was: 'cat' } }],
    },
    {
      name: 'annotations of a test image were edited',
      ...edited(
        [],
        [
          edit({}),
          edit({ iou: 0.6 }),
          edit({ kind: 're-classed', label: 'truck', from: 'car' }),
          edit({ kind: 're-shaped', label: null, iou: null }),
        ],
      ),
      problems: [
        { message: 'annotations', subject: 'a.png', at: { path: 'data/annotations.json', line: 7, column: 2 } },
      ],
      texts: [
        'The annotations of a.png in test were edited: cat moved (2 times), car became truck and mask re-shaped.',
      ],
    },
    {
      name: 'more images were edited than are named',
      options: { listed: 1 },
      ...edited([relabelled('a.png'), relabelled('b.png')], [edit({})]),
      problems: [
        { message: 'label', subject: 'a.png' },
        { message: 'more', subject: 'pets: test', measured: 3, limit: 0 },
      ],
      texts: [
        'a.png in test is labelled dog; it was cat.',
        '3 labels and annotations were edited in test of pets; 1 image is named one by one.',
      ],
    },
  ],
});
