import beatenPreprocessing from '../../../rules/preprocessing/beaten-preprocessing.ts';
import { compareAccuracy } from '../../../src/statistics/paired-proportions.ts';
import { counts, models, probes, testRule } from '../../harness/rule/index.ts';

const nothing = counts(0, 0, 0, 0);
const worse = { alternative: 'BGR instead of RGB', select: counts(150, 30, 5, 15), confirm: counts(150, 30, 5, 15) };
const better = {
  alternative: 'mean and std of ImageNet',
  select: counts(120, 2, 60, 18),
  confirm: counts(118, 4, 58, 20),
};

testRule(beatenPreprocessing, {
  passes: [
    {
      name: 'every alternative is worse, and the least bad is tested',
      head: { models: models({ classifier: {} }), probes: probes({ classifier: [worse] }) },
      tests: [{ message: 'beaten', subject: 'classifier', effect: -25 / 200, n: 200, family: 'score' }],
    },
    {
      name: 'the best alternative of one half was luck',
      head: {
        probes: probes({
          classifier: [
            worse,
            { alternative: 'nearest', select: counts(150, 3, 9, 38), confirm: counts(150, 7, 6, 37) },
          ],
        }),
      },
      tests: [{ message: 'beaten', effect: -1 / 200 }],
    },
    {
      name: 'there are no alternatives, or no images to test them on',
      head: {
        probes: probes({ classifier: [], edge: [{ alternative: 'nearest', select: nothing, confirm: nothing }] }),
      },
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
      head: { models: models({ classifier: {} }), probes: probes({ classifier: [worse, better] }) },
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
      texts: ['classifier answers 176 of 200 images right with mean and std of ImageNet, and 122 as declared.'],
    },
  ],
});
