import { expect, test } from 'vitest';
import { checkPaths } from '../../src/policy/check-paths.ts';
import { describeLoosening } from '../../src/policy/describe-loosening.ts';
import { mistakesIn, policyOf } from './vocabulary.ts';

const policy = policyOf('version: 1\nerasure: { register: ./private/erased.jsonl }\n');

test('the register is a file of the repository', () => {
  expect(policy.erasure).toEqual({ register: 'private/erased.jsonl' });
  expect(checkPaths(policy, ['private/erased.json']).map(({ message }) => message)).toEqual([
    'Expected a path of the repository but received `private/erased.jsonl`, which is in neither commit. Did you mean `private/erased.json`?',
  ]);
});

test.each([
  ['erasure: { file: erased.jsonl }', /`file`/],
  ['erasure: { register: ../erased.jsonl }', /path inside the repository/],
  ['erasure: { register: erased.jsonl, key: secret }', /`key`/],
  ['erasure: erased.jsonl', /Expected/],
])('%s is a mistake', (written, words) => {
  expect(mistakesIn(`version: 1\n${written}\n`)).toContainEqual(expect.stringMatching(words));
});

test('taking the register out, or naming another, is looser', () => {
  const without = policyOf('version: 1\n');
  expect(describeLoosening(policy, without)).toEqual([
    'Looser: `erasure.register` would be removed; it was private/erased.jsonl.',
  ]);
  expect(describeLoosening(without, policy)).toEqual(['`erasure.register` would be set to private/erased.jsonl.']);
});
