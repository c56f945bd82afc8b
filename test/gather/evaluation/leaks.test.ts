import { expect, test } from 'vitest';
import { openCache } from '../../../src/cache/store.ts';
import { leakedScore } from '../../../src/gather/evaluation/leaks.ts';
import type { Predictions } from '../../../src/model/facts.ts';
import { many, predictions, samples } from '../../harness/rule/index.ts';

const test40 = many(40, 'test', 'cat');
const copies = test40.slice(0, 12).map(([path, hash]) => [`train/${path}`, hash, 'train', 'cat'] as const);
const [listed] = Object.values(
  samples('pets', [...test40, ...copies.map((row) => [...row] as (typeof test40)[number])]),
);

/** Right on the first `right` images alone. */
function judged(right: number): Predictions {
  const answers = test40.map((_, row) => (row < right ? ([row, 0, 0.9, 0.1] as const) : ([row, 0, 0.2, 0.8] as const)));
  return { ...predictions('classifier', ['cat', 'dog'], 'test', answers).classifier, score: 'accuracy' };
}

const leaked = (right: number, near?: Parameters<typeof leakedScore>[3]) => {
  const own = judged(right);
  return leakedScore(own, own.splits.test, listed, near, openCache({ directories: [] }));
};

test('copies of training images are scored apart', () => {
  const found = leaked(20);
  expect(found).toMatchObject({ n: 12, clean: 28, score: 1, cleanScore: 8 / 28, value: 1 - 8 / 28 });
  expect(found!.interval[0]).toBeGreaterThan(0.4);
});

test('a picture that looks the same is a copy, one that only has a near hash is none', () => {
  const near = (confirmed: number) => ({
    dataset: 'pets',
    first: Int32Array.of(0),
    second: Int32Array.of(30),
    distance: Uint8Array.of(3),
    confirmed: Uint8Array.of(confirmed),
  });
  expect(leaked(20, near(1))).toMatchObject({ n: 13, clean: 27 });
  expect(leaked(20, near(0))).toMatchObject({ n: 12, clean: 28 });
});

test('a handful of copies tells nothing', () => {
  const own = judged(20);
  const [few] = Object.values(samples('pets', [...test40, ['train/a.png', test40[0][1], 'train', 'cat']]));
  expect(leakedScore(own, own.splits.test, few, undefined, openCache({ directories: [] }))).toBeNull();
});
