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
