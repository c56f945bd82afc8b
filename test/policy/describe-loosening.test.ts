import { expect, test } from 'vitest';
import { describeLoosening } from '../../src/policy/describe-loosening.ts';
import { policyOf } from './vocabulary.ts';

const written = `version: 1
datasets:
  plants: { format: imagefolder, root: data, groups: [sex], unit: patient }
  photos: { format: imagefolder, root: photos }
models:
  m: { file: m.onnx, task: classification, data: plants, score: macro_f1, tolerance: 0.01 }
targets:
  edge: { file_mb: 20 }
rules:
  training-data/class-imbalance: [error, { ratio: 20 }]
waivers:
  - { rule: ethics/group-gap, subject: sex, until: 2027-01-01, reason: Known. }
strict: true
`;
const base = policyOf(written);

test('the same words in another order change nothing', () => {
  const head = policyOf(
    written.replace('{ format: imagefolder, root: photos }', '{ root: photos/, format: imagefolder }'),
  );
  expect(describeLoosening(base, head)).toEqual([]);
});

test('what lets more pass is said first', () => {
  const head = policyOf(`version: 1
datasets:
  plants: { format: imagefolder, root: data, groups: [] }
models:
  m: { file: n.onnx, task: classification, data: plants, score: macro_f1, tolerance: 0.05 }
targets:
  edge: {}
rules:
  training-data/class-imbalance: [warning, { ratio: 30 }]
  ethics/*: off
waivers:
  - { rule: ethics/group-gap, subject: sex, until: 2028-01-01, reason: Known. }
  - { rule: training-data/split-leakage, subject: a.png, until: 2027-01-01, reason: Kept. }
lost: neutral
error_budget: { score: 0.001 }
`);
  expect(describeLoosening(base, head)).toEqual([
    'Looser: `datasets.plants.groups` would change from ["sex"] to [].',
    'Looser: `datasets.plants.unit` would be removed; it was patient.',
    'Looser: The dataset `photos` would no longer be checked.',
    'Looser: `models.m.tolerance` would change from 0.01 to 0.05.',
    'Looser: `targets.edge.file_mb` would be removed; it was 20.',
    'Looser: `rules.training-data/class-imbalance` would change from error to warning.',
    'Looser: `rules.ethics/*` would change from its default to off.',
    'Looser: The waiver of `ethics/group-gap` for `sex` would hold until 2028-01-01 instead of 2027-01-01.',
    'Looser: The waiver of `training-data/split-leakage` for `a.png` would be added until 2027-01-01: Kept.',
    'Looser: `strict` would change from true to false.',
    'Looser: `lost` would change from failure to neutral.',
    'Looser: `error_budget.score` would change from 0.004 to 0.001.',
    '`models.m.file` would change from m.onnx to n.onnx.',
    'The option `ratio` of `training-data/class-imbalance` would change from 20 to 30.',
  ]);
});

test('what lets less pass is not called looser', () => {
  const head = policyOf(
    written.replace('0.01', '0').replace('file_mb: 20', 'file_mb: 10, opset: 17').replace('2027', '2026'),
  );
  expect(describeLoosening(base, head)).toEqual([
    '`models.m.tolerance` would change from 0.01 to 0.',
    '`targets.edge.file_mb` would change from 20 to 10.',
    '`targets.edge.opset` would be set to 17.',
    'The waiver of `ethics/group-gap` for `sex` would hold until 2026-01-01 instead of 2027-01-01.',
  ]);
});
