import { expect, test } from 'vitest';
import { describeLoosening } from '../../src/policy/describe-loosening.ts';
import { mistakesIn, policyOf } from './vocabulary.ts';

const written = (variant: string, target = '') => `version: 1
datasets: { plants: { format: imagefolder, root: data }, trees: { format: imagefolder, root: more } }
models:
  full: { file: full.onnx, task: classification, data: plants, score: macro_f1 }
  small: { file: small.onnx, task: classification, score: macro_f1, ${variant} }
${target}`;

test('a variant names its reference', () => {
  expect(policyOf(written('data: plants, variant_of: full')).models.small.variantOf).toBe('full');
  expect(policyOf(written('data: plants')).models.small).not.toHaveProperty('variantOf');
});

test('a reference that cannot be one is told with its place and the way out', () => {
  expect(mistakesIn(written('data: plants, variant_of: ful'))).toEqual([
    '5:95 Expected the name of a model but received `ful`. Did you mean `full`?',
  ]);
  expect(mistakesIn(written('data: plants, variant_of: small'))).toEqual([
    '5:95 Expected the name of another model for `variant_of` but received `small` itself. Name the model that it was made from.',
  ]);
  expect(mistakesIn(written('data: trees, variant_of: full'))).toEqual([
    '5:75 Expected the data of `full`, which `small` is a variant of, but received `trees`. Write `data: plants`, or remove `variant_of`.',
  ]);
});

test('latency budgets are read by percentile, and raising or dropping one is looser', () => {
  const at = (limits: string) => policyOf(written('data: plants', `targets: { edge: { latency_ms: ${limits} } }`));
  expect(at('{ p50: 5, p95: 12 }').targets.edge.latencyMs).toEqual({ p50: 5, p95: 12 });
  const looser = (from: string, to: string) =>
    describeLoosening(at(from), at(to)).some((line) => line.startsWith('Looser'));
  expect(looser('{ p95: 12 }', '{ p95: 13 }')).toBe(true);
  expect(looser('{ p50: 5, p95: 12 }', '{ p95: 12 }')).toBe(true);
  expect(looser('{ p95: 12 }', '{ p95: 11, p99: 20 }')).toBe(false);
  expect(
    describeLoosening(policyOf(written('data: plants, variant_of: full')), policyOf(written('data: plants')))[0],
  ).toBe('Looser: `models.small.variant_of` would be removed; it was full.');
});
