import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest } from '../../src/policy/nearest.ts';
import { editDistance } from '../../src/spelling/edit-distance.ts';

test.each([
  ['tolerence', 'tolerance'],
  ['Macro-F1', 'macro_f1'],
  ['latencyTolerance', 'latency_tolerance'],
  ['license', 'licence'],
  ['split-leakage', 'training-data/split-leakage'],
  ['zebra', undefined],
  ['x', undefined],
])('%s was meant as %s', (name, meant) => {
  const known = ['tolerance', 'macro_f1', 'latency_tolerance', 'licence', 'training-data/split-leakage', 'q'];
  expect(nearest(name, known)).toBe(meant);
});

test('a synonym is offered only where its meaning is known', () => {
  expect(nearest('val', ['train', 'validation'])).toBe('validation');
  expect(nearest('val', ['train', 'test'])).toBeUndefined();
});

test('a swap of neighbours counts once', () => {
  expect(editDistance('tset', 'test')).toBe(1);
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
});

test('the distance is symmetric, zero only for equal words, and the limit only cuts it off', () => {
  const word = fc.string({ maxLength: 8 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 9 }), (a, b, limit) => {
      const distance = editDistance(a, b);
      expect(editDistance(b, a)).toBe(distance);
      expect(distance === 0).toBe(a === b);
      expect(editDistance(a, b, limit)).toBe(Math.min(distance, limit));
    }),
    { seed: 11 },
  );
});
