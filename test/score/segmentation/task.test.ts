import { expect, test } from 'vitest';
import type { SegmentationResults } from '../../../src/model/facts.ts';
import { computeSegmentationScore, perClassSegmentation } from '../../../src/score/segmentation/scores.ts';
import { segmentation } from '../../../src/score/segmentation/task.ts';
import { shareOf } from '../../../src/score/task-scores.ts';

/** Two images of 10 pixels; class 2 is predicted but never true. */
const base: SegmentationResults = {
  task: 'segmentation',
  classes: 3,
  start: Int32Array.of(0, 3, 5),
  cell: Int32Array.of(0, 1, 4, 0, 2),
  pixels: Float64Array.of(6, 1, 3, 8, 2),
  boundary: null,
};
const head: SegmentationResults = { ...base, cell: Int32Array.of(0, 1, 3, 0, 2) };

test('a class is compared by its IoU, over the images that hold it', () => {
  const compared = segmentation.compareClass(1, base, head);
  const [own, theirs] = [base, head].map((results) => perClassSegmentation(results)[1].values.iou);
  expect(own).toBe(3 / 4);
  expect(theirs).toBe(0);
  expect(compared).toMatchObject({ score: 'iou', n: 1, base: own, head: theirs });
  if (compared === null || !('units' in compared)) throw new Error('expected units to resample');
  expect(compared.units.effect(compared.units.counts)).toBe(own - theirs);
});

test('a class that is true nowhere is not compared', () => {
  expect(segmentation.compareClass(2, base, head)).toBeNull();
});

test('pixels are counted by true and predicted class', () => {
  expect(segmentation.confusion(base)).toEqual([
    [14, 1, 2],
    [0, 3, 0],
    [0, 0, 0],
  ]);
});

test('groups of images are compared by the declared score, where it is defined', () => {
  expect(segmentation.groupScore('mean_dice')).toBe('mean_dice');
  const compared = segmentation.compareImages('mean_dice', [0], base, head);
  const score = (results: SegmentationResults) =>
    computeSegmentationScore('mean_dice', segmentation.select(results, [0]));
  expect(compared).toMatchObject({ score: 'mean_dice', n: 1, base: score(base), head: score(head) });
  expect(segmentation.compareImages('boundary_f', [0], base, head)).toBeNull();
});

test.each(segmentation.names)('%s is computed and resampled under its name', (name) => {
  const value = segmentation.compute(name, base);
  const units = segmentation.single(name, base);
  const sampled = units.score(units.counts);
  if (Number.isNaN(value)) expect(sampled).toBeNaN();
  else expect(sampled).toBeCloseTo(value, 12);
  expect([...segmentation.paired(name, base, base).discordant]).not.toContain(1);
  expect(segmentation.direction(name)).toBe('higher');
});

test('groups are told apart by the mean IoU of their images', () => {
  // Classes true or answered in image 0: 0 with 6 of 7 pixels, 1 with 3 of 4; in image 1: 0 with 8 of 10, 2 with none.
  const { part, whole } = segmentation.shares!(base);
  expect([...part]).toEqual([(6 / 7 + 3 / 4) / 2, (8 / 10 + 0) / 2].map((value) => expect.closeTo(value, 12)));
  expect([...whole]).toEqual([1, 1]);
  expect(shareOf({ part, whole }, [0, 1])).toBeCloseTo(computeSegmentationScore('mean_image_iou', base), 12);
  expect(shareOf({ part, whole }, [])).toBeNaN();
});
