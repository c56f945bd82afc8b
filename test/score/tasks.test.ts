import { expect, test } from 'vitest';
import type { ClassificationResults } from '../../src/model/facts.ts';
import { classification } from '../../src/score/classification/task.ts';

const base: ClassificationResults = {
  task: 'classification',
  classes: 2,
  truth: Int32Array.of(0, 0, 1, 1),
  predicted: Int32Array.of(0, 1, 1, 0),
  scores: Float32Array.of(0.9, 0.1, 0.4, 0.6, 0.2, 0.8, 0.7, 0.3),
};
const head = { ...base, predicted: Int32Array.of(1, 0, 1, 0) };

test('a class is compared by the recall of its own images', () => {
  expect(classification.compareClass(0, base, head)).toEqual({
    score: 'recall',
    n: 2,
    counts: { n: 2, bothRight: 0, onlyFirst: 1, onlySecond: 1, bothWrong: 0 },
  });
  expect(classification.compareClass(7, base, head)).toBeNull();
});

test('part of the images is compared by accuracy, and selected with all columns', () => {
  expect(classification.compareImages('macro_f1', [2, 3], base, head)).toMatchObject({
    score: 'accuracy',
    counts: { n: 2, bothRight: 1, bothWrong: 1 },
  });
  const part = classification.select(base, [3, 0]);
  expect(part).toMatchObject({ truth: Int32Array.of(1, 0), predicted: Int32Array.of(0, 0) });
  expect([...part.scores]).toEqual([...Float32Array.of(0.7, 0.3, 0.9, 0.1)]);
});
