import { expect, test } from 'vitest';
import type { MultilabelResults } from '../../../src/model/facts.ts';
import { computeMultilabelScore, perClassMultilabel } from '../../../src/score/multilabel/scores.ts';
import { multilabel } from '../../../src/score/multilabel/task.ts';

const shared = {
  task: 'multilabel' as const,
  classes: 3,
  truth: Uint8Array.of(1, 0, 0, 1, 1, 0, 0, 1, 0),
  threshold: 0.5,
};
const base: MultilabelResults = { ...shared, scores: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.7, 0.1, 0.3, 0.6, 0.9) };
const head: MultilabelResults = { ...shared, scores: Float32Array.of(0.2, 0.1, 0.2, 0.8, 0.3, 0.1, 0.3, 0.6, 0.1) };

test('a label is compared by its F1, over the images that have it', () => {
  const compared = multilabel.compareClass(0, base, head);
  const [own, theirs] = [base, head].map((results) => perClassMultilabel(results)[0].values.f1);
  expect(compared).toMatchObject({ score: 'f1', n: 2, base: own, head: theirs });
  if (compared === null || !('units' in compared)) throw new Error('expected units to resample');
  expect(compared.units.effect(compared.units.counts)).toBeCloseTo(own - theirs, 12);
});

test('a label that no image has is not compared', () => {
  expect(multilabel.compareClass(2, base, head)).toBeNull();
});

test('groups of images are compared by the declared score, where it is defined', () => {
  expect(multilabel.groupScore('jaccard')).toBe('jaccard');
  const cluster = Int32Array.of(5, 6, 6);
  const compared = multilabel.compareImages('jaccard', [1, 2], base, head, cluster);
  const score = (results: MultilabelResults) => computeMultilabelScore('jaccard', multilabel.select(results, [1, 2]));
  expect(compared).toMatchObject({ score: 'jaccard', n: 2, base: score(base), head: score(head) });
  if (compared === null || !('units' in compared)) throw new Error('expected units to resample');
  expect([...compared.units.counts]).toEqual([1]);
  expect(multilabel.compareImages('macro_roc_auc', [1, 2], base, head)).toBeNull();
});

test.each(multilabel.names)('%s is computed and resampled under its name', (name) => {
  const value = multilabel.compute(name, base);
  const units = multilabel.single(name, base);
  const sampled = units.score(units.counts);
  if (Number.isNaN(value)) expect(sampled).toBeNaN();
  else expect(sampled).toBeCloseTo(value, 12);
  const pair = multilabel.paired(name, base, base);
  expect([...pair.discordant]).not.toContain(1);
});
