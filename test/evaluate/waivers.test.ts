import { expect, test } from 'vitest';
import { globMatcher } from '../../src/evaluate/waivers.ts';

test.each([
  ['data/test/a.png', 'data/test/a.png', true],
  ['data/*/a.png', 'data/test/a.png', true],
  ['data/*/a.png', 'data/test/deep/a.png', false],
  ['data/**', 'data/test/deep/a.png', true],
  ['**/a.png', 'a.png', true],
  ['data/?.png', 'data/a.png', true],
  ['data/?.png', 'data/ab.png', false],
  ['a+b (1).png', 'a+b (1).png', true],
  ['a.png', 'axpng', false],
  ['data/[x].png', 'data/[x].png', true],
])('%s against %s: %s', (glob, text, expected) => {
  expect(globMatcher(glob)(text)).toBe(expected);
});
