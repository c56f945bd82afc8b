import { expect } from 'vitest';
import groupGap from '../../../rules/ethics/group-gap.ts';
import type { Task } from '../../../src/model/facts.ts';
import { comparisons, gapComparison, models, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const scored = (
  groups: [attribute: string, value: string, n: number, share: number][],
  task: Task = 'classification',
) => ({
  models: models({ classifier: { task } }),
  scores: scores({
    classifier: {
      task,
      splits: {
        test: splitScores('test', {
          groups: groups.map(([attribute, value, n, share]) => ({ attribute, value, n, score: 0.5, share })),
        }),
      },
    },
  }),
});
const apart = scored([
  ['tone', 'light', 500, 0.92],
  ['tone', 'dark', 400, 0.74],
  ['tone', 'unknown', 12, 0.5],
]);

testRule(groupGap, {
  passes: [
    {
      name: 'the group lost a quarter, which is accepted, and the gap is mended',
      options: { lost: 0.3 },
      base: apart,
      head: scored([
        ['tone', 'light', 500, 0.92],
        ['tone', 'dark', 300, 0.9],
      ]),
    },
    {
      name: 'a group leaves that had no gap',
      base: scored([
        ['tone', 'light', 500, 0.9],
        ['tone', 'dark', 500, 0.85],
      ]),
      head: scored([['tone', 'light', 500, 0.9]]),
    },
    {
      name: 'the groups are close',
      head: scored([
        ['tone', 'light', 500, 0.9],
        ['tone', 'dark', 500, 0.85],
      ]),
    },
    {
      name: 'the group that differs has few images',
      head: scored([
        ['tone', 'light', 500, 0.9],
        ['tone', 'dark', 29, 0.5],
      ]),
    },
    {
      name: 'groups of two attributes differ',
      head: scored([
        ['tone', 'light', 500, 0.9],
        ['sex', 'female', 500, 0.7],
      ]),
    },
    {
      name: 'pictures are made, of which none is right',
      head: scored(
        [
          ['tone', 'light', 500, 0.9],
          ['tone', 'dark', 500, 0.5],
        ],
        'restoration',
      ),
    },
    { name: 'a larger gap is accepted', options: { gap: 0.2, images: 100 }, head: apart },
  ],
  fails: [
    {
      name: 'a detector finds fewer objects in images of one group',
      head: scored(
        [
          ['site', 'north', 60, 0.81],
          ['site', 'south', 40, 0.52],
        ],
        'detection',
      ),
      problems: [{ message: 'gapInObjects', subject: 'classifier: site' }],
      texts: [
        'classifier finds 81 % of the objects in site=north and 52 % of those in site=south: a gap of 29 points in site, limit 10 points.',
      ],
    },
    {
      name: 'maps of one group are less like the truth',
      head: scored(
        [
          ['site', 'north', 60, 0.81],
          ['site', 'south', 40, 0.625],
        ],
        'segmentation',
      ),
      problems: [{ message: 'gapInOverlap' }],
      texts: [
        'classifier reaches a mean IoU of 81 % in site=north and 62.5 % in site=south: a gap of 18.5 points in site, limit 10 points.',
      ],
    },
    {
      name: 'head drops the group that comes off worst',
      base: apart,
      head: scored([['tone', 'light', 500, 0.92]]),
      problems: [
        {
          message: 'hidden',
          subject: 'classifier: tone',
          identity: 'classifier/tone',
          at: { path: 'models/classifier.onnx' },
          measured: expect.closeTo(0.18, 12),
          limit: 0.1,
        },
      ],
      texts: [
        'classifier reached 92 % in tone=light and 74 % in tone=dark at the base: a gap of 18 points in tone, limit 10 points. Head has 0 images of tone=dark, where base has 400, so that the gap can no longer be seen.',
      ],
    },
    {
      name: 'head calls a quarter of the group by another name',
      base: apart,
      head: scored([
        ['tone', 'light', 600, 0.9],
        ['tone', 'dark', 300, 0.85],
      ]),
      problems: [{ message: 'hidden' }],
    },
    {
      name: 'one group is 18 points behind, in a model without a base',
      head: apart,
      problems: [
        {
          message: 'gap',
          subject: 'classifier: tone',
          identity: 'classifier/tone',
          at: { path: 'models/classifier.onnx' },
          measured: expect.closeTo(0.18, 12),
          limit: 0.1,
          noise: expect.closeTo(1.96 * Math.sqrt((0.92 * 0.08) / 500 + (0.74 * 0.26) / 400), 12),
        },
      ],
      texts: [
        'classifier is right on 92 % of tone=light and 74 % of tone=dark: a gap of 18 points in tone, limit 10 points; too few images to say: unknown (12 of 30).',
      ],
    },
    {
      name: 'the gap grew, as the paired test on the data of the base says',
      head: apart,
      pair: {
        comparisons: comparisons({
          classifier: {
            gaps: [
              gapComparison({ data: 'head', effect: 0.01 }),
              gapComparison({ data: 'base', attribute: 'sex', effect: 0.02 }),
              gapComparison({ data: 'base', effect: 0.15, interval: [0.1, 0.2], p: 1e-6 }),
            ],
          },
        }),
      },
      problems: [
        {
          message: 'gap',
          change: {
            subject: 'classifier: tone',
            identity: 'classifier/tone',
            effect: 0.15,
            interval: [0.1, 0.2],
            tolerance: 0,
            p: 1e-6,
            n: 1000,
            family: 'classes and groups',
          },
        },
      ],
    },
  ],
});
