import regression from '../../../rules/metrics/regression.ts';
import type { PairedScore } from '../../../src/model/facts.ts';
import { comparisons, models, pairedScore, preprocessing, scores, testRule } from '../../harness/rule/index.ts';

const classifier = { models: models({ classifier: {} }), scores: scores({ classifier: {} }) };
const loss = (data: PairedScore['data']) =>
  pairedScore({ data, base: 0.913, head: 0.861, effect: 0.052, interval: [0.03, 0.074], p: 1e-5 });

testRule(regression, {
  passes: [
    { name: 'there is nothing to compare with', head: classifier },
    {
      name: 'the score is what it was',
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { overall: [pairedScore({ requiredN: 5000 })] } }) },
      tests: [{ message: 'regressed', effect: 0, tolerance: 0.01, n: 1000, requiredN: 5000, family: 'score' }],
    },
  ],
  fails: [
    {
      name: 'new weights lose more than the tolerance',
      base: { ...classifier, models: models({ classifier: { contentHash: 'git:older' } }) },
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { overall: [loss('both')] } }) },
      tests: [
        { message: 'regressed', subject: 'classifier', identity: 'classifier', at: { path: 'models/classifier.onnx' } },
      ],
      texts: ['classifier scores 0.861 in macro_f1; it was 0.913.'],
    },
    {
      name: 'the data changed too, and the model is worse on both',
      head: classifier,
      pair: {
        comparisons: comparisons({
          classifier: {
            overall: [loss('base'), loss('head')],
          },
        }),
      },
      tests: [{ message: 'regressedOnBaseData' }, { message: 'regressedOnHeadData' }],
      texts: [
        "On the base's evaluation data, classifier scores 0.861 in macro_f1; it was 0.913.",
        "On the head's evaluation data, classifier scores 0.861 in macro_f1; it was 0.913.",
      ],
    },
    {
      name: 'the same weights are fed other pixels',
      base: {
        ...classifier,
        models: models({ classifier: { preprocessing: preprocessing({ normalise: null }) } }),
      },
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { overall: [loss('both')] } }) },
      tests: [{ message: 'regressed', at: { path: 'models/preprocessor_config.json', line: 1 } }],
    },
    {
      name: 'the same weights answer with other names',
      base: { ...classifier, models: models({ classifier: { labels: ['dog', 'cat'] } }) },
      head: classifier,
      pair: { comparisons: comparisons({ classifier: { overall: [loss('both')] } }) },
      tests: [{ message: 'regressed', at: { path: 'models/labels.txt' } }],
    },
  ],
});
