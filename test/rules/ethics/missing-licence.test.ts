import missingLicence from '../../../rules/ethics/missing-licence.ts';
import { governance, testRule } from '../../harness/rule/index.ts';

testRule(missingLicence, {
  passes: [{ name: 'a licence was found', head: { governance: governance([{ name: 'pets', licence: 'CC-BY-4.0' }]) } }],
  fails: [
    {
      name: 'a dataset has none',
      head: {
        governance: governance([
          { name: 'pets', licence: null },
          { name: 'birds', licence: 'MIT' },
        ]),
      },
      problems: [
        {
          message: 'missing',
          subject: 'pets',
          identity: 'dataset/pets',
          at: { path: '.github/vision-gate.yml', line: 3 },
        },
      ],
      texts: ['The dataset pets has no licence; the gate looked in LICENSE and README.md.'],
    },
    {
      name: 'a model has none, and there was nowhere to look',
      head: { governance: governance([{ name: 'pets', kind: 'model', licence: null, looked: [] }]) },
      problems: [{ message: 'missing', identity: 'model/pets' }],
      texts: ['The model pets has no licence; the gate looked in the policy.'],
    },
  ],
});
