import { expect, test } from 'vitest';
import { describeLoosening } from '../../src/policy/describe-loosening.ts';
import { parsePolicy } from '../../src/policy/parse.ts';
import { source as vocabulary } from './vocabulary.ts';

const source = { ...vocabulary, path: 'vision-gate.yml', commit: '0'.repeat(40), side: 'base' as const };
const parse = (variant: string, target = '') =>
  parsePolicy(
    `version: 1
datasets: { plants: { format: imagefolder, root: data }, trees: { format: imagefolder, root: more } }
models:
  full: { file: full.onnx, task: classification, data: plants, score: macro_f1 }
  small: { file: small.onnx, task: classification, score: macro_f1, ${variant} }
${target}`,
    source,
  );
const mistakes = (variant: string) => {
  const result = parse(variant);
  return 'mistakes' in result ? result.mistakes.map(({ at, message }) => `${at.line}:${at.column} ${message}`) : [];
};
const policyOf = (variant: string, target = '') => {
  const result = parse(variant, target);
  if (!('policy' in result)) throw new Error(JSON.stringify(result.mistakes));
  return result.policy;
};

test('a variant names its reference', () => {
  expect(policyOf('data: plants, variant_of: full').models.small.variantOf).toBe('full');
  expect(policyOf('data: plants').models.small).not.toHaveProperty('variantOf');
});

test('a reference that cannot be one is told with its place and the way out', () => {
  expect(mistakes('data: plants, variant_of: ful')).toEqual([
    '5:97 Expected the name of a model but received `ful`. Did you mean `full`?',
  ]);
  expect(mistakes('data: plants, variant_of: small')).toEqual([
    '5:97 Expected the name of another model for `variant_of` but received `small` itself. Name the model that it was made from.',
  ]);
  expect(mistakes('data: trees, variant_of: full')).toEqual([
    '5:77 Expected the data of `full`, which `small` is a variant of, but received `trees`. Write `data: plants`, or remove `variant_of`.',
  ]);
});

test('latency budgets are read by percentile, and raising or dropping one is looser', () => {
  const at = (limits: string) => policyOf('data: plants', `targets: { edge: { latency_ms: ${limits} } }`);
  expect(at('{ p50: 5, p95: 12 }').targets.edge.latencyMs).toEqual({ p50: 5, p95: 12 });
  const looser = (from: string, to: string) =>
    describeLoosening(at(from), at(to)).some((line) => line.startsWith('Looser'));
  expect(looser('{ p95: 12 }', '{ p95: 13 }')).toBe(true);
  expect(looser('{ p50: 5, p95: 12 }', '{ p95: 12 }')).toBe(true);
  expect(looser('{ p95: 12 }', '{ p95: 11, p99: 20 }')).toBe(false);
  expect(describeLoosening(policyOf('data: plants, variant_of: full'), policyOf('data: plants'))[0]).toBe(
    'Looser: `models.small.variant_of` would be removed; it was full.',
  );
});
