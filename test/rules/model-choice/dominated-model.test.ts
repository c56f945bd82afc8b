import dominatedModel from '../../../rules/model-choice/dominated-model.ts';
import { comparisons, models, pairedScore, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const scored = (values: Record<string, number>, name = 'macro_f1') =>
  scores(
    Object.fromEntries(
      Object.entries(values).map(([model, value]) => [
        model,
        { splits: { test: splitScores('test', { values: { [name]: value } }) } },
      ]),
    ),
  );
const grown = { models: models({ classifier: { parameters: 3_000_000 } }), scores: scored({ classifier: 0.9 }) };
const small = { models: models({ classifier: {} }), scores: scored({ classifier: 0.9 }) };
const two = models({ large: { parameters: 25_600_000, macs: 4_100_000_000 }, small: {} });

testRule(dominatedModel, {
  passes: [
    {
      name: 'the bigger model is better',
      head: { models: two, scores: scored({ large: 0.92, small: 0.9 }) },
    },
    {
      name: 'the larger network runs fewer operations',
      head: { models: models({ a: { parameters: 2_000_000, macs: 1 }, b: {} }), scores: scored({ a: 0.9, b: 0.9 }) },
    },
    {
      name: 'the other model was scored on other data, or not at all',
      head: {
        models: models({ large: { parameters: 9_000_000 }, small: { dataset: 'birds' }, tiny: {} }),
        scores: scored({ large: 0.8, small: 0.9 }),
      },
    },
    {
      name: 'the model grew and is significantly better',
      base: small,
      head: grown,
      pair: {
        comparisons: comparisons({
          classifier: { overall: [pairedScore({ base: 0.85, head: 0.9, effect: -0.05, interval: [-0.07, -0.03] })] },
        }),
      },
    },
    {
      name: 'three times the size is accepted',
      options: { growth: 3 },
      base: small,
      head: grown,
      pair: { comparisons: comparisons({ classifier: { overall: [pairedScore()] } }) },
    },
  ],
  fails: [
    {
      name: 'the model grew and is not significantly better',
      base: small,
      head: grown,
      pair: {
        comparisons: comparisons({
          classifier: { overall: [pairedScore({ base: 0.9, head: 0.905, effect: -0.005, interval: [-0.02, 0.01] })] },
        }),
      },
      problems: [
        {
          message: 'outgrown',
          subject: 'classifier',
          identity: 'classifier/base',
          at: { path: 'models/classifier.onnx' },
          measured: 3,
          limit: 1.1,
        },
      ],
      texts: [
        'classifier has grown to 3 times the parameters of its base, and is not significantly better: macro_f1 is 0.905, and was 0.900.',
      ],
    },
    {
      name: 'a model of the same task is smaller and scores as well',
      head: { models: two, scores: scored({ large: 0.9, small: 0.9 }) },
      problems: [{ message: 'dominated', subject: 'large', identity: 'large/small' }],
      texts: [
        'large scores 0.900 in macro_f1 with 4.1 billion multiply–accumulates, and small scores 0.900 with 50 million.',
      ],
    },
    {
      name: 'lower is better, and the best of two smaller models is named',
      head: {
        models: models({
          large: { parameters: 9_000_000, score: 'log_loss' },
          small: { score: 'log_loss' },
          tiny: { score: 'log_loss', parameters: 900_000, macs: 1000 },
        }),
        scores: scored({ large: 0.5, small: 0.4, tiny: 0.45 }, 'log_loss'),
      },
      problems: [{ message: 'dominated', subject: 'large', identity: 'large/small' }],
    },
  ],
});
