import { expect } from 'vitest';
import sliceRegression from '../../../rules/metrics/slice-regression.ts';
import type { PairedCounts, Slice } from '../../../src/model/facts.ts';
import { comparisons, counts, models, pairedSubject, scores, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }), scores: scores({ classifier: {} }) };

const slice = (subject: string, paired: PairedCounts, data: Slice['data'] = 'both'): Slice => ({
  ...pairedSubject(subject, paired, data),
  score: 'accuracy',
  found: 'attribute',
  whole: 0,
});

/** A slice of a score that is no share of images: a thousand resamples of a loss around 0.1. */
const resampled: Slice = {
  data: 'both',
  subject: 'site=north',
  score: 'mean_iou',
  n: 200,
  counts: null,
  loss: {
    base: 0.8,
    head: 0.7,
    effect: 0.1,
    interval: [0.06, 0.14],
    n: 200,
    standardError: 0.02,
    resampled: Float64Array.from({ length: 1000 }, (_, i) => 0.04 + (0.12 * i) / 999),
    bias: 0,
    acceleration: 0,
    randomisation: 0.0004,
  },
  found: 'attribute',
  whole: 0,
};
const compared = (...slices: Slice[]) => ({ comparisons: comparisons({ classifier: { slices } }) });

testRule(sliceRegression, {
  passes: [
    {
      name: 'as many images of the slice were lost as won',
      head: classifier,
      pair: compared(slice('weather=night', counts(80, 5, 5, 10))),
      tests: [{ message: 'regressed', effect: 0, family: 'advisory' }],
    },
    {
      name: 'a slice lost 22 points, and so did the whole',
      head: classifier,
      pair: compared({ ...slice('weather=night', counts(60, 25, 3, 12)), whole: 0.22 }),
      tests: [{ message: 'regressed', effect: 0.22, tolerance: 0.22 }],
    },
    {
      name: 'a resampled loss is within the tolerance',
      options: { tolerance: 0.2 },
      head: classifier,
      pair: compared(resampled),
      tests: [{ message: 'regressed', effect: 0.1, tolerance: 0.2, n: 200 }],
    },
  ],
  fails: [
    {
      name: 'a slice lost 22 points where the whole lost five',
      head: classifier,
      pair: compared({ ...slice('weather=night', counts(60, 25, 3, 12)), whole: 0.05 }),
      tests: [{ message: 'regressed', effect: 0.22, tolerance: 0.05 }],
    },
    {
      name: 'a slice lost 22 points',
      head: classifier,
      pair: compared(slice('weather=night', counts(60, 25, 3, 12))),
      tests: [
        {
          message: 'regressed',
          subject: 'classifier: weather=night',
          identity: 'classifier/weather=night',
          effect: 0.22,
        },
      ],
      texts: ['classifier reaches 63 % in accuracy on 100 images of weather=night; it was 85 %.'],
    },
    {
      name: 'a resampled loss is beyond all resamples, and no surer than the exchange of the two models',
      head: classifier,
      pair: compared(resampled),
      tests: [{ message: 'regressed', effect: 0.1, tolerance: 0, p: expect.closeTo(0.0004, 12) }],
      texts: ['classifier reaches 0.700 in mean_iou on 200 images of site=north; it was 0.800.'],
    },
    {
      name: 'a slice lost on the data of both sides',
      head: classifier,
      pair: compared(
        slice('weather=night', counts(60, 25, 3, 12), 'base'),
        slice('weather=night', counts(60, 25, 3, 12), 'head'),
      ),
      tests: [{ message: 'regressedOnBaseData' }, { message: 'regressedOnHeadData' }],
    },
  ],
});
