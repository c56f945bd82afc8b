import erasedSample from '../../../rules/ethics/erased-sample.ts';
import { erasedSamples, erasure, samples, testRule } from '../../harness/rule/index.ts';

const photographs = samples('pets', [
  ['a.jpg', 'aa', 'train', 'cat'],
  ['b.jpg', 'bb', 'train', 'cat', { line: 3 }],
  ['c.jpg', 'cc', 'test', 'cat'],
]);
const clean = { samples: photographs, erasure: erasure('e1', 'e2'), erasedSamples: erasedSamples('pets', []) };

testRule(erasedSample, {
  passes: [
    { name: 'nothing that was erased is there', head: clean },
    { name: 'the register gained an entry', base: { ...clean, erasure: erasure('e1') }, head: clean },
    { name: 'the listing could not be read', head: { ...clean, samples: {} } },
  ],
  fails: [
    {
      name: 'erased images are back, by bytes, pixels and look',
      head: {
        ...clean,
        erasedSamples: erasedSamples('pets', [
          [0, 'content', 1],
          [1, 'pixels', 2],
          [2, 'look', 1],
        ]),
      },
      problems: [
        { message: 'erased', subject: 'a.jpg', identity: 'aa', at: { path: 'a.jpg' } },
        { message: 'erased', subject: 'b.jpg', identity: 'bb', at: { path: 'data/samples.csv', line: 3 } },
        { message: 'erased', subject: 'c.jpg', identity: 'cc' },
      ],
      texts: [
        'a.jpg was erased and is in pets again: it has the same bytes as what line 1 of erased.jsonl names.',
        'b.jpg was erased and is in pets again: it has the same pixels as what line 2 of erased.jsonl names.',
        'c.jpg was erased and is in pets again: it looks like what line 1 of erased.jsonl names.',
      ],
    },
    {
      name: 'an image is alike and may be another: it warns, and no model is named',
      head: { ...clean, erasedSamples: erasedSamples('pets', [[0, 'likeness', 2]], ['net']) },
      problems: [{ message: 'alike', severity: 'warning', subject: 'a.jpg', identity: 'aa' }],
      texts: ['a.jpg may have been erased: it is much like what line 2 of erased.jsonl names. Look at both.'],
    },
    {
      name: 'a model is trained on one; evaluation images train none',
      head: {
        ...clean,
        erasedSamples: erasedSamples(
          'pets',
          [
            [1, 'look', 1],
            [2, 'look', 1],
          ],
          ['net', 'net-small'],
        ),
      },
      problems: [
        { message: 'erased' },
        { message: 'erased' },
        { message: 'model', subject: 'net, net-small', identity: 'pets net net-small', measured: 1 },
      ],
      texts: [
        'b.jpg was erased and is in pets again: it looks like what line 1 of erased.jsonl names.',
        'c.jpg was erased and is in pets again: it looks like what line 1 of erased.jsonl names.',
        'pets trains net and net-small and still lists 1 image that was erased, such as b.jpg.',
      ],
    },
    {
      name: 'the register lost an entry',
      base: { ...clean, erasure: erasure('e1', 'e2', 'e3') },
      head: { ...clean, erasure: erasure('e2') },
      problems: [{ message: 'lost', subject: 'erased.jsonl', at: { path: 'erased.jsonl' } }],
      texts: ['erased.jsonl no longer names 2 images that the base names. What was erased stays erased.'],
    },
  ],
});
