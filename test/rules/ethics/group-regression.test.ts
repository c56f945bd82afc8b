import groupRegression from '../../../rules/ethics/group-regression.ts';
import { comparisons, counts, models, pairedSubject, scores, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }), scores: scores({ classifier: {} }) };
const dark = counts(60, 25, 3, 12);
const light = counts(400, 4, 60, 36);

testRule(groupRegression, {
  passes: [
    {
      name: 'a group got better',
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { groups: [pairedSubject('tone=light', light)] } }) },
      tests: [{ message: 'regressed', effect: -56 / 500, n: 500 }],
    },
    {
      name: 'the loss is within a tolerance of 20 points',
      options: { tolerance: 0.2 },
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { groups: [pairedSubject('tone=dark', dark)] } }) },
      tests: [{ message: 'regressed', tolerance: 0.2 }],
    },
  ],
  fails: [
    {
      name: 'one group pays for the gain of the other',
      head: classifier,
      pair: {
        comparisons: comparisons({
          classifier: { groups: [pairedSubject('tone=dark', dark), pairedSubject('tone=light', light)] },
        }),
      },
      tests: [
        {
          message: 'regressed',
          subject: 'classifier: tone=dark',
          identity: 'classifier/tone=dark',
          effect: 0.22,
          family: 'classes and groups',
        },
        { message: 'regressed', identity: 'classifier/tone=light' },
      ],
      texts: [
        'classifier is right on 63 % of 100 images of tone=dark; it was 85 %.',
        'classifier is right on 92 % of 500 images of tone=light; it was 80.8 %.',
      ],
    },
    {
      name: 'a group lost on the data of both sides',
      head: classifier,
      pair: {
        comparisons: comparisons({
          classifier: { groups: [pairedSubject('tone=dark', dark, 'base'), pairedSubject('tone=dark', dark, 'head')] },
        }),
      },
      tests: [{ message: 'regressedOnBaseData' }, { message: 'regressedOnHeadData' }],
    },
  ],
});
