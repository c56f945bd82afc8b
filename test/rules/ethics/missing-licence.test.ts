import missingLicence from '../../../rules/ethics/missing-licence.ts';
import { governance, type SampleRow, samples, testRule } from '../../harness/rule/index.ts';

/** Photographs with a licence each, on lines 2, 3 … of a table. */
const photos = (licences: (string | null)[]) => ({
  governance: governance([{ name: 'photos', licence: [...new Set(licences)].join(', ') || null }]),
  samples: samples(
    'photos',
    licences.map(
      (licence, row): SampleRow => [
        `${row}.jpg`,
        `git:${row}`,
        'train',
        'cat',
        { line: row + 2, attributes: { licence } },
      ],
    ),
  ),
});
const open = { allowed: ['CC0-1.0', 'CC-BY-4.0', 'MIT'] };

testRule(missingLicence, {
  passes: [
    { name: 'a licence was found', head: { governance: governance([{ name: 'pets', licence: 'CC-BY-4.0' }]) } },
    {
      name: 'the licence is allowed, and the choice of two',
      options: open,
      head: {
        governance: governance([
          { name: 'pets', licence: 'cc-by-4.0' },
          { name: 'birds', licence: 'GPL-3.0-only OR MIT' },
          { name: 'cats', licence: 'CC0-1.0, MIT' },
        ]),
      },
    },
    { name: 'each image has one, and every one is allowed', head: photos(['CC0-1.0', 'CC-BY-NC-4.0']) },
    { name: 'each image has an allowed one', options: open, head: photos(['CC0-1.0', 'CC-BY-4.0']) },
  ],
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
    {
      name: 'a dataset may not be sold',
      options: open,
      head: { governance: governance([{ name: 'pets', licence: 'MIT AND CC-BY-NC-4.0' }]) },
      problems: [{ message: 'forbidden', identity: 'dataset/pets' }],
      texts: ['The dataset pets is under MIT AND CC-BY-NC-4.0, and CC-BY-NC-4.0 is not among the allowed licences.'],
    },
    {
      name: 'the licence is words',
      options: open,
      head: { governance: governance([{ name: 'pets', kind: 'model', licence: 'for research only' }]) },
      problems: [{ message: 'unclear', identity: 'model/pets' }],
      texts: [
        'The licence of the model pets reads “for research only”, which is no SPDX expression: nobody can say whether it is allowed.',
      ],
    },
    {
      name: 'images are under other terms, and one has none',
      options: open,
      head: photos(['CC0-1.0', 'CC-BY-NC-4.0', 'CC-BY-NC-4.0', null]),
      problems: [
        {
          message: 'image',
          subject: 'photos',
          identity: 'dataset/photos/CC-BY-NC-4.0',
          at: { path: 'data/samples.csv', line: 3 },
          measured: 2,
          limit: 0,
        },
        {
          message: 'unlicensed',
          identity: 'dataset/photos/images',
          at: { path: 'data/samples.csv', line: 5 },
          measured: 1,
        },
      ],
      texts: [
        '2 images of photos are under CC-BY-NC-4.0, which is not among the allowed licences, the first of them 1.jpg.',
        '1 image of photos has nothing in the column licence, the first of them 3.jpg.',
      ],
    },
  ],
});
