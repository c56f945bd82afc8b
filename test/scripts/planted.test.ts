import { expect, test } from 'vitest';
import { differences } from '../../scripts/planted.ts';

const leak = { fault: 'training-data/split-leakage', subject: 'a.png', why: 'It was copied.' };
const found = { rule: 'training-data/split-leakage', subject: 'a.png', text: 'a.png leaks.' };

test('just what was planted makes no difference', () => {
  expect(differences([leak], [found])).toEqual([]);
});

test('a fault that was not found is named', () => {
  expect(differences([leak], [])).toEqual([expect.stringMatching(/^Planted but not found: .*a\.png.*copied/)]);
});

test('a finding that nobody planted is named', () => {
  expect(differences([leak], [found, { ...found, subject: 'b.png' }])).toEqual([
    expect.stringMatching(/^Found but not planted: .*b\.png/),
  ]);
});

test('the same rule on another subject is both', () => {
  expect(differences([leak], [{ ...found, subject: 'b.png' }])).toHaveLength(2);
});

test('a subject that ends in a star is the beginning of one or more', () => {
  const slices = { fault: 'metrics/slice-regression', subject: 'edge: *', why: 'Its normalisation is gone.' };
  const dark = { rule: slices.fault, subject: 'edge: brightness below 0.2', text: 'edge is worse.' };
  const other = { ...dark, subject: 'classifier: brightness below 0.2' };
  expect(differences([slices], [dark, { ...dark, subject: 'edge: contrast below 0.1' }])).toEqual([]);
  expect(differences([slices], [])).toEqual([expect.stringMatching(/^Planted but not found/)]);
  expect(differences([slices], [dark, other])).toEqual([expect.stringMatching(/^Found but not planted: .*classifier/)]);
});
