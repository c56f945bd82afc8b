import { expect, test } from 'vitest';
import { describeLoosening } from '../../src/policy/describe-loosening.ts';
import { mistakesIn, policyOf } from './vocabulary.ts';

const written = (keys: string) =>
  `version: 1\ndatasets:\n  faces:\n    format: imagefolder\n    root: data\n    ${keys}\n`;

test('crossings of groups have an order and a size, each with a default', () => {
  const of = (keys: string) => policyOf(written(`groups: [sex, tone]\n    intersections: ${keys}`)).datasets.faces;
  expect(of('{}').intersections).toEqual({ order: 2, atLeast: 30 });
  expect(of('{ order: 3, at_least: 12 }').intersections).toEqual({ order: 3, atLeast: 12 });
  expect(policyOf(written('groups: [sex]')).datasets.faces).not.toHaveProperty('intersections');
});

test.each([
  [
    'groups: [sex]\n    intersections: {}',
    '7:5 Expected at least two attributes in `groups` for `intersections` of `faces` but received 1. Name another, or remove `intersections`.',
  ],
  [
    'groups: [sex, tone]\n    intersections: { order: 1 }',
    '7:29 Expected number of at least 2 for `order` but received 1. For example: `order: 2`.',
  ],
  [
    'groups: [sex, tone]\n    intersections: { at_last: 5 }',
    '7:22 Expected a key of `datasets.faces.intersections` but received `at_last`. Did you mean `at_least`?',
  ],
])('%s', (keys, message) => {
  expect(mistakesIn(written(keys))).toEqual([message]);
});

test('taking crossings out lets more pass', () => {
  const [before, after] = ['intersections: {}', ''].map((keys) =>
    policyOf(written(`groups: [sex, tone]\n    ${keys}`)),
  );
  expect(describeLoosening(before, after)).toEqual([
    'Looser: `datasets.faces.intersections` would be removed; it was {"order":2,"atLeast":30}.',
  ]);
  expect(describeLoosening(after, before)[0]).not.toMatch(/^Looser/);
});
