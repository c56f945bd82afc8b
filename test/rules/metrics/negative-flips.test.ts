import negativeFlips from '../../../rules/metrics/negative-flips.ts';
import type { Flip } from '../../../src/model/facts.ts';
import { comparisons, testRule } from '../../harness/rule/index.ts';

const flip = (overrides: Partial<Flip> = {}): Flip => ({
  path: 'data/test/a.png',
  hash: 'git:a',
  label: 'cat',
  base: { answer: 'cat', confidence: 0.93 },
  head: { answer: 'dog', confidence: 0.99 },
  weight: 0.99,
  ...overrides,
});
const flipped = (negative: number, n: number, flips: Flip[], of: 'images' | 'objects' = 'images') => ({
  comparisons: comparisons({ classifier: { flips: { negative, positive: 40, of, n }, negativeFlips: flips } }),
});

testRule(negativeFlips, {
  passes: [
    { name: 'few answers turned', pair: flipped(20, 1000, [flip()]) },
    { name: 'more turned than are accepted, but of so few that it may be chance', pair: flipped(4, 80, [flip()]) },
    { name: 'nothing was compared', pair: flipped(0, 0, []) },
    { name: 'a tenth is accepted', options: { share: 0.1 }, pair: flipped(60, 1000, [flip()]) },
  ],
  fails: [
    {
      name: 'a class turned into another',
      pair: flipped(60, 1000, [flip()]),
      problems: [
        { message: 'many', subject: 'classifier', measured: 0.06, limit: 0.03 },
        {
          message: 'flipped',
          subject: 'data/test/a.png',
          evidence: { kind: 'image', images: [{ path: 'data/test/a.png', hash: 'git:a', side: 'head' }] },
        },
      ],
      texts: [
        '60 of 1000 images that classifier got right before are wrong now (6 %, at least 4.7 % with 95 % confidence); 40 turned from wrong to right.',
        'data/test/a.png: classifier answered cat with 93 % and now answers dog with 99 %; it is cat.',
      ],
    },
    {
      name: 'objects are missed',
      pair: flipped(
        60,
        1000,
        [
          flip({
            base: { answer: 'found', confidence: 0.8 },
            head: { answer: 'missed', confidence: null },
            box: [1, 2, 3, 4],
          }),
        ],
        'objects',
      ),
      problems: [{ message: 'many' }, { message: 'missed', identity: 'classifier git:a 1,2,3,4' }],
      texts: [
        '60 of 1000 objects that classifier got right before are wrong now (6 %, at least 4.7 % with 95 % confidence); 40 turned from wrong to right.',
        'data/test/a.png: classifier found cat with 80 % and now misses it.',
      ],
    },
    {
      name: 'maps are worse',
      options: { listed: 1 },
      pair: flipped(60, 1000, [
        flip({
          label: '',
          base: { answer: 'IoU 0.81', confidence: null },
          head: { answer: 'IoU 0.32', confidence: null },
        }),
        flip({ label: '' }),
      ]),
      problems: [{ message: 'many' }, { message: 'worse' }],
      texts: [
        '60 of 1000 images that classifier got right before are wrong now (6 %, at least 4.7 % with 95 % confidence); 40 turned from wrong to right.',
        'data/test/a.png: classifier reached IoU 0.81 and now reaches IoU 0.32.',
      ],
    },
  ],
});
