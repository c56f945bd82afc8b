import deadWeights from '../../../rules/model-choice/dead-weights.ts';
import type { Model } from '../../../src/model/facts.ts';
import { models, testRule } from '../../harness/rule/index.ts';

const weighed = (overrides: Partial<NonNullable<Model['weights']>>) => ({
  models: models({
    classifier: { weights: { values: 10_000, zeros: 100, filters: 200, deadFilters: 0, notFinite: [], ...overrides } },
  }),
});

testRule(deadWeights, {
  passes: [
    { name: 'every filter does something', head: weighed({}) },
    { name: 'a few are zero', head: weighed({ deadFilters: 10 }) },
    { name: 'half may be zero', options: { share: 0.5 }, head: weighed({ deadFilters: 60 }) },
    { name: 'there are no filters', head: weighed({ values: 0, zeros: 0, filters: 0 }) },
    { name: 'its weights could not be told', head: { models: models({ classifier: { weights: null } }) } },
  ],
  fails: [
    {
      name: 'a third of the filters are zero',
      head: weighed({ deadFilters: 60, zeros: 3100 }),
      problems: [{ message: 'dead', measured: 0.3, limit: 0.05, at: { path: 'models/classifier.onnx' } }],
      texts: ['60 of 200 filters of classifier (30 %) are zero everywhere, 31 % of its weights.'],
    },
    {
      name: 'weights are no numbers',
      head: weighed({
        notFinite: [
          { tensor: 'conv1.weight', values: 12 },
          { tensor: 'fc.weight', values: 1 },
        ],
      }),
      problems: [{ message: 'notFinite' }],
      texts: ['classifier has weights that are no finite numbers: 12 values of conv1.weight and 1 value of fc.weight.'],
    },
  ],
});
