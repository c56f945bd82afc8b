import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { histogramsOfGradients, hogLength } from '../../../src/vision/pixels/hog.ts';

const { cases } = JSON.parse(readFileSync(new URL('../../reference/hog.json', import.meta.url), 'utf8')) as {
  cases: { name: string; grey: number[]; hog: number[] }[];
};

test.each(cases)('the gradients of $name are those of scikit-image', ({ grey, hog }) => {
  const own = histogramsOfGradients(Uint8Array.from(grey));
  expect(own).toHaveLength(hogLength);
  expect(hog).toHaveLength(hogLength);
  expect(Math.max(...own.map((value, i) => Math.abs(value - hog[i])))).toBeLessThan(1e-6);
});
