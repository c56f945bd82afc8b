import { expect } from 'vitest';
import missingModelCard from '../../../rules/ethics/missing-model-card.ts';
import type { Card } from '../../../src/model/facts.ts';
import { governance, scores, splitScores, testRule } from '../../harness/rule/index.ts';

const at = { path: 'models/README.md', line: 9 };
/** A card that claims these results of a model of accuracy 0.9 and macro F1 0.8. */
const claiming = (results: [metric: string, value: number][], more: Partial<Card> = {}) => ({
  governance: governance(
    [],
    [
      {
        name: 'classifier',
        kind: 'model',
        path: 'models/README.md',
        results: results.map(([metric, value]) => ({ metric, value, at })),
        ...more,
      },
    ],
  ),
  scores: scores({
    classifier: { splits: { test: splitScores('test', { values: { accuracy: 0.9, macro_f1: 0.8 } }) } },
  }),
});

testRule(missingModelCard, {
  passes: [
    { name: 'it claims nothing', head: claiming([]) },
    {
      name: 'its claims are true, as shares or per cent',
      head: claiming([
        ['accuracy', 0.904],
        ['Accuracy', 90],
        ['f1', 80.4],
      ]),
    },
    { name: 'it claims what the gate does not measure', head: claiming([['elo', 1200]]) },
    { name: 'more difference is accepted', options: { difference: 0.1 }, head: claiming([['accuracy', 0.95]]) },
    {
      name: 'it has its sections',
      options: { sections: ['intended use'] },
      head: claiming([]),
    },
    {
      name: 'the card of a dataset is missing',
      head: { governance: governance([], [{ name: 'pets', path: null }]) },
    },
  ],
  fails: [
    {
      name: 'a claim is of another model',
      head: claiming([
        ['accuracy', 0.97],
        ['f1', 80],
      ]),
      problems: [
        {
          message: 'claim',
          subject: 'classifier',
          identity: 'model/classifier/accuracy',
          at,
          measured: expect.closeTo(0.07, 12),
          limit: 0.01,
        },
      ],
      texts: ['The card of classifier claims accuracy of 0.97; the gate measured 0.900 on test.'],
    },
    {
      name: 'there is none',
      head: claiming([], { path: null, looked: ['models'] }),
      problems: [{ message: 'missing', identity: 'model/classifier' }],
      texts: ['The model classifier has no card; the gate looked in models.'],
    },
    {
      name: 'it has no front matter and no section on risks',
      options: { sections: ['hazards'] },
      head: claiming([], { keys: null }),
      problems: [{ message: 'bare' }, { message: 'section' }],
    },
    {
      name: 'its front matter is broken',
      head: claiming([], { keys: null, fault: { message: 'it is no map of keys', at } }),
      problems: [{ message: 'broken', at }],
    },
  ],
});
