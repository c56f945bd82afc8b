import statisticsMismatch from '../../../rules/preprocessing/statistics-mismatch.ts';
import type { PixelStatistics } from '../../../src/model/facts.ts';
import { models, preprocessing, testRule } from '../../harness/rule/index.ts';

const measured = (net: Partial<PixelStatistics> = {}) => ({
  net: {
    model: 'net',
    split: 'train',
    n: 300,
    mean: [0.5, 0.45, 0.4],
    std: [0.25, 0.25, 0.25],
    standardError: [0.005, 0.005, 0.005],
    ...net,
  },
});
const declares = (mean: number[], std: number[], rescale = 1 / 255) => ({
  models: models({ net: { preprocessing: preprocessing({ rescale, normalise: { mean, std } }) } }),
});
const at = { path: 'models/preprocessor_config.json', line: 1 };
const own = [0.25, 0.25, 0.25];

testRule(statisticsMismatch, {
  passes: [
    {
      name: 'the numbers are those of the images',
      head: { ...declares([0.5, 0.45, 0.4], own), pixelStatistics: measured() },
    },
    {
      name: 'the numbers are ImageNet’s, which training may have begun with',
      head: {
        ...declares([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
        pixelStatistics: measured({ mean: [0.7, 0.7, 0.7] }),
      },
    },
    {
      name: 'more is accepted',
      options: { mean: 2, factor: 3, images: 200 },
      head: { ...declares([0.9, 0.45, 0.4], [0.25, 0.1, 0.25]), pixelStatistics: measured() },
    },
    {
      name: 'the images are too few to say',
      head: { ...declares([0.9, 0.9, 0.9], own), pixelStatistics: measured({ n: 49 }) },
    },
    {
      name: 'the mean is off by less than its own error',
      head: {
        ...declares([0.6, 0.45, 0.4], own),
        pixelStatistics: measured({ standardError: [0.01, 0.01, 0.01] }),
      },
    },
    {
      name: 'nothing is normalised',
      head: {
        models: models({ net: { preprocessing: preprocessing({ normalise: null }) } }),
        pixelStatistics: measured(),
      },
    },
    {
      name: 'the numbers are of values from 0 to 255, and so are the values',
      head: {
        ...declares([127.5, 114.75, 102], [63.75, 63.75, 63.75], 1),
        pixelStatistics: measured(),
      },
    },
  ],
  fails: [
    {
      name: 'a mean is of other images',
      head: { ...declares([0.7, 0.45, 0.4], own), pixelStatistics: measured() },
      problems: [{ message: 'mean', subject: 'net', identity: 'net/0', at, measured: 0.8, limit: 0.3, noise: 0.06 }],
      texts: [
        'Channel 1 of net has a mean of 0.5 in 300 images of train, and 0.7 is declared: 0.8 declared deviations apart, limit 0.3.',
      ],
    },
    {
      name: 'a deviation is twice what is declared',
      head: { ...declares([0.5, 0.45, 0.4], [0.25, 0.125, 0.25]), pixelStatistics: measured() },
      problems: [{ message: 'deviation', identity: 'net/1', measured: 2, limit: 1.3 }],
      texts: [
        'Channel 2 of net has a standard deviation of 0.25 in 300 images of train, and 0.125 is declared: a factor of 2, limit 1.3.',
      ],
    },
    {
      name: 'ImageNet’s numbers are applied to values from 0 to 255',
      head: {
        ...declares([0.485, 0.456, 0.406], [0.229, 0.224, 0.225], 1),
        pixelStatistics: measured(),
      },
      problems: ['mean', 'deviation', 'mean', 'deviation', 'mean', 'deviation'].map((message) => ({
        message: message as 'mean' | 'deviation',
      })),
    },
  ],
});
