import { expect } from 'vitest';
import smallEvaluationSet from '../../../rules/metrics/small-evaluation-set.ts';
import { models, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const scored = (n: number, interval: [number, number] | null) => ({
  models: models({ classifier: {} }),
  scores: scores({
    classifier: { splits: { test: splitScores('test', { n, declared: { name: 'accuracy', value: 0.9, interval } }) } },
  }),
});

testRule(smallEvaluationSet, {
  passes: [
    { name: 'the score is known to two points', head: scored(1000, [0.88, 0.92]) },
    { name: 'the score is not defined', head: scored(10, null) },
    {
      name: 'more uncertainty is accepted',
      options: { uncertainty: 0.1, discordance: 0.1 },
      head: scored(100, [0.82, 0.96]),
    },
  ],
  fails: [
    {
      name: 'the score is known to ten points',
      head: scored(36, [0.78, 0.98]),
      problems: [
        {
          message: 'small',
          subject: 'classifier',
          identity: 'classifier',
          at: { path: '.github/vision-gate.yml', line: 9 },
          measured: expect.closeTo(0.1, 12),
          limit: 0.05,
        },
      ],
      // (2.6521 + 0.8416) · √(0.05 / 36) = 0.1302
      texts: [
        'classifier scores 0.900 ± 0.1 in accuracy on 36 images of test; about 144 images would bring that to ± 0.05. If one answer in 20 changes, a loss below 13 points passes unseen.',
      ],
    },
  ],
});
