import missingDataCard from '../../../rules/ethics/missing-data-card.ts';
import { governance, testRule } from '../../harness/rule/index.ts';

const croissant = {
  path: 'data/croissant.json',
  problems: ['`contentUrl` of the file `a`'],
  recommended: ['`license`'],
};

testRule(missingDataCard, {
  passes: [
    { name: 'there is a card', head: { governance: governance([], [{ name: 'pets' }]) } },
    {
      name: 'it has the sections that are asked for, under one of their names',
      options: { sections: ['intended use', 'hazards|limitations'] },
      head: { governance: governance([], [{ name: 'pets' }]) },
    },
    {
      name: 'the card of a model is missing',
      head: { governance: governance([], [{ name: 'pets', kind: 'model', path: null }]) },
    },
    {
      name: 'Croissant metadata lack what is only recommended',
      head: { governance: governance([], [{ name: 'pets', croissant: { ...croissant, problems: [] } }]) },
    },
  ],
  fails: [
    {
      name: 'there is none',
      head: {
        governance: governance([], [{ name: 'pets', path: null, at: { path: '.github/vision-gate.yml', line: 3 } }]),
      },
      problems: [
        {
          message: 'missing',
          subject: 'pets',
          identity: 'dataset/pets',
          at: { path: '.github/vision-gate.yml', line: 3 },
        },
      ],
      texts: ['The dataset pets has no card; the gate looked in data and README.md.'],
    },
    {
      name: 'it has no front matter, and lacks a section',
      options: { sections: ['Provenance', 'consent|lawful basis'] },
      head: { governance: governance([], [{ name: 'pets', keys: null, headings: ['Provenance'] }]) },
      problems: [{ message: 'bare' }, { message: 'section', identity: 'dataset/pets/consent' }],
      texts: [
        'The card data/README.md has no YAML front matter, so that no tool can read its licence, tags and results.',
        'The card data/README.md has no section on consent (or lawful basis).',
      ],
    },
    {
      name: 'its front matter is broken',
      head: {
        governance: governance(
          [],
          [
            {
              name: 'pets',
              keys: null,
              fault: { message: 'Map keys must be unique', at: { path: 'data/README.md', line: 3 } },
            },
          ],
        ),
      },
      problems: [{ message: 'broken', at: { path: 'data/README.md', line: 3 } }],
      texts: ['The front matter of the card data/README.md cannot be read: Map keys must be unique.'],
    },
    {
      name: 'Croissant metadata lack what is required, and what is recommended where that is asked for',
      options: { recommended: true },
      head: { governance: governance([], [{ name: 'pets', croissant }]) },
      problems: [{ message: 'croissant', identity: 'dataset/pets/croissant', measured: 2, limit: 0 }],
      texts: ['The Croissant metadata data/croissant.json of pets lack `contentUrl` of the file `a` and `license`.'],
    },
  ],
});
