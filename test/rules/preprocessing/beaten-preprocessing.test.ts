import beatenPreprocessing from '../../../rules/preprocessing/beaten-preprocessing.ts';
import { compareAccuracy } from '../../../src/statistics/paired-proportions.ts';
import { counts, models, probes, testRule } from '../../harness/rule/index.ts';

const worse = { alternative: 'BGR instead of RGB', counts: counts(150, 5, 30, 15) };
const better = { alternative: "ImageNet's mean and standard deviation", counts: counts(118, 58, 4, 20) };

/** A thousand resamples of a gain around 0.1 in mean AP. */
const letterboxed = {
  alternative: 'a letterbox with grey 114 around it',
  confirm: {
    data: 'both',
    subject: 'a letterbox with grey 114 around it',
    score: 'map',
    n: 200,
    counts: null,
    loss: {
      base: 0.5,
      head: 0.4,
      effect: 0.1,
      interval: [0.06, 0.14],
      n: 200,
      standardError: 0.02,
      resampled: Float64Array.from({ length: 1000 }, (_, i) => 0.04 + (0.12 * i) / 999),
      bias: 0,
      acceleration: 0,
      randomisation: 0.0004,
    },
  },
} as const;

testRule(beatenPreprocessing, {
  passes: [
    {
      name: 'every alternative is worse, and the least bad is tested',
      head: {
        models: models({ classifier: {} }),
        probes: probes({ classifier: [{ alternative: 'a stretch to the whole input' }, worse] }),
      },
      tests: [{ message: 'beaten', subject: 'classifier', effect: -25 / 200, n: 200, family: 'score' }],
    },
    {
      name: 'there are no alternatives, or no images to test them on',
      head: { probes: probes({ classifier: [], edge: [{ alternative: 'nearest', counts: counts(0, 0, 0, 0) }] }) },
      tests: [],
    },
    {
      name: 'a gain of 30 points is accepted',
      options: { margin: 0.3 },
      head: { probes: probes({ classifier: [better] }) },
      tests: [{ message: 'beaten', tolerance: 0.3 }],
    },
  ],
  fails: [
    {
      name: 'a normalisation was lost',
      head: { models: models({ classifier: {} }), probes: probes({ classifier: [better] }) },
      tests: [
        {
          message: 'beaten',
          subject: 'classifier',
          identity: 'classifier',
          at: { path: 'models/preprocessor_config.json', line: 1 },
          ...compareAccuracy({ worse: 58, better: 4, n: 200 }, 0.01),
          tolerance: 0.01,
        },
      ],
      texts: [
        "classifier scores 88 % in accuracy with ImageNet's mean and standard deviation, and 61 % as declared (n = 200, p < 1e-9).",
      ],
    },
    {
      name: 'nothing is declared of a detector, and its pictures should not have been stretched',
      head: {
        models: models({ detector: { preprocessingDeclared: false } }),
        probes: probes({
          detector: [
            {
              ...letterboxed,
              confirm: { ...letterboxed.confirm, loss: { ...letterboxed.confirm.loss, interval: [0.06, 0.14] } },
            },
          ],
        }),
      },
      tests: [{ message: 'beaten', subject: 'detector', effect: 0.1, tolerance: 0.01, n: 200 }],
      texts: [
        'detector scores 0.500 in map with a letterbox with grey 114 around it, and 0.400 as it is fed where nothing is declared (n = 200, p < 1e-3).',
      ],
    },
  ],
});
