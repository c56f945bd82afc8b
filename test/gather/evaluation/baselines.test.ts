import { describe, expect, test } from 'vitest';
import { openCache } from '../../../src/cache/store.ts';
import { balanceOf, colourLength } from '../../../src/gather/evaluation/baselines/features.ts';
import { labelFrequencies } from '../../../src/gather/evaluation/baselines/label-frequencies.ts';
import { majorityPixels } from '../../../src/gather/evaluation/baselines/majority-pixels.ts';
import { marginOver } from '../../../src/gather/evaluation/baselines/margins.ts';
import { meanBoxes } from '../../../src/gather/evaluation/baselines/mean-boxes.ts';
import type { Judged, Rivals } from '../../../src/gather/evaluation/baselines/rivals.ts';
import { maskOfRectangle, pixelsOfMask } from '../../../src/gather/truth/run-lengths.ts';
import type { DetectionResults, MultilabelResults, Results, SegmentationResults } from '../../../src/model/facts.ts';
import { scoresOf } from '../../../src/score/tasks.ts';
import { images, samples } from '../../harness/rule/index.ts';

/** A model's answers to both splits; image i of train is row i of the samples, those of test follow. */
async function rivalsOf(rivals: Rivals, train: Results, own: Results, trained: number, tested: number) {
  const { pets } = samples(
    'pets',
    Array.from({ length: trained + tested }, (_, i) => [`${i}.png`, `git:${i}`, i < trained ? 'train' : 'test', null]),
  );
  const rowsFrom = (from: number, n: number) => Int32Array.from({ length: n }, (_, i) => from + i);
  const split = (name: string, rows: Int32Array, results: Results) => ({
    split: name,
    rows,
    results,
    leftOut: 0,
    unreadable: 0,
  });
  const described = Array.from({ length: trained + tested }, (_, i) => ({
    width: i < trained ? 100 : 200,
    height: 50,
  }));
  const judged = {
    samples: pets,
    images: images('pets', described).pets,
    predictions: { model: 'm', splits: { train: split('train', rowsFrom(0, trained), train) } },
    evaluation: split('test', rowsFrom(trained, tested), own),
    shown: 'upright',
  } as unknown as Judged;
  return rivals(judged);
}

test('every image is answered with the shares of the labels in train', async () => {
  const of = (truth: number[], scores: number[]): MultilabelResults => ({
    task: 'multilabel',
    classes: 2,
    truth: Uint8Array.from(truth),
    scores: Float32Array.from(scores),
    threshold: 0.5,
  });
  const own = of([1, 0, 0, 1], [0.9, 0.2, 0.1, 0.8]);
  const [rival] = await rivalsOf(labelFrequencies, of([1, 0, 1, 0, 1, 1, 0, 0], Array(8).fill(0.5)), own, 4, 2);
  expect(rival).toEqual({
    method: 'label-frequencies',
    results: { ...own, scores: Float32Array.of(0.75, 0.25, 0.75, 0.25) },
  });
});

describe('one class everywhere', () => {
  const of = (start: number[], cell: number[], pixels: number[]): SegmentationResults => ({
    task: 'segmentation',
    classes: 2,
    start: Int32Array.from(start),
    cell: Int32Array.from(cell),
    pixels: Float64Array.from(pixels),
    boundary: {
      predicted: Float64Array.of(1, 2, 3, 4),
      predictedMatched: Float64Array.of(1, 1, 1, 1),
      truth: Float64Array.of(2, 2, 2, 2),
      truthMatched: Float64Array.of(1, 1, 1, 1),
    },
  });

  test('has the scores of such a map', async () => {
    // Train is mostly of class 1, whatever the model answered there.
    const train = of([0, 2], [0 * 2 + 1, 1 * 2 + 0], [10, 30]);
    const own = of([0, 2, 3], [0, 1 * 2 + 1, 1 * 2 + 0], [60, 40, 20]);
    const [{ results }] = await rivalsOf(majorityPixels, train, own, 1, 2);
    const { compute } = scoresOf('segmentation');
    expect(compute('pixel_accuracy', results)).toBe(60 / 120);
    // Class 0 is true and never answered: IoU 0; class 1 is 60 of 120 pixels.
    expect(compute('mean_iou', results)).toBe(0.25);
    // No boundary is answered: precision 1, recall 0 wherever the truth has one.
    expect(compute('boundary_f', results)).toBe(0);
  });
});

describe('a mean box', () => {
  const of = (
    objects: { image: number; category: number; box: number[] }[],
    count: number,
    overlap: 'box' | 'mask' = 'box',
  ): DetectionResults => ({
    task: overlap === 'box' ? 'detection' : 'instance-segmentation',
    classes: 2,
    overlap,
    truth: {
      start: Int32Array.from({ length: count + 1 }, (_, i) => objects.filter(({ image }) => image < i).length),
      category: Int32Array.from(objects, ({ category }) => category),
      boxes: Float64Array.from(objects.flatMap(({ box }) => box)),
      masks:
        overlap === 'mask' ? objects.map(({ box }) => maskOfRectangle(box as never, { width: 200, height: 50 })) : null,
      area: Float64Array.from(objects, ({ box: [, , width, height] }) => width * height),
      crowd: new Uint8Array(objects.length),
      ignore: null,
    },
    detected: {
      start: new Int32Array(count + 1),
      category: new Int32Array(0),
      boxes: new Float64Array(0),
      masks: overlap === 'mask' ? [] : null,
      score: new Float64Array(0),
    },
  });
  const train = (overlap: 'box' | 'mask') =>
    of(
      [
        { image: 0, category: 0, box: [10, 10, 20, 10] },
        { image: 1, category: 0, box: [30, 20, 40, 30] },
        { image: 1, category: 0, box: [20, 0, 30, 20] },
      ],
      4,
      overlap,
    );

  test('of each class of train lies in every image, in its size, as sure as the class is frequent', async () => {
    const own = of([{ image: 0, category: 0, box: [40, 10, 60, 20] }], 2);
    const [{ method, results }] = await rivalsOf(meanBoxes, train('box'), own, 4, 2);
    expect(method).toBe('mean-boxes');
    const { detected } = results as DetectionResults;
    // Images of train are 100 pixels wide, those of test 200; all are 50 high.
    expect([...detected.boxes]).toEqual([40, 10, 60, 20, 40, 10, 60, 20].map((value) => expect.closeTo(value, 9)));
    expect([...detected.score]).toEqual([0.5, 0.5]);
    expect([...detected.start]).toEqual([0, 1, 2]);
    expect(scoresOf('detection').compute('map', results)).toBeCloseTo(1, 12);
  });

  test('is filled where masks are judged', async () => {
    const own = of([{ image: 0, category: 0, box: [40, 10, 60, 20] }], 2, 'mask');
    const [{ results }] = await rivalsOf(meanBoxes, train('mask'), own, 4, 2);
    expect(scoresOf('instance-segmentation').compute('map', results)).toBeCloseTo(1, 12);
  });

  test('is none where train has no object', async () => {
    expect(await rivalsOf(meanBoxes, of([], 4), of([], 2), 4, 2)).toEqual([]);
  });
});

test('a rectangle is a mask of the pixels in it', () => {
  expect([...pixelsOfMask(maskOfRectangle([1, 0, 2, 2], { width: 4, height: 3 }))]).toEqual([
    0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0,
  ]);
  expect([...maskOfRectangle([0, 0, 4, 3], { width: 4, height: 3 }).counts]).toEqual([0, 12]);
  expect([...maskOfRectangle([9, 9, 4, 3], { width: 4, height: 3 }).counts]).toEqual([12]);
});

test('a margin is the score of the model less that of the rival, in the direction in which more is better', () => {
  const n = 40;
  const results = (psnr: number) => ({
    task: 'restoration' as const,
    psnr: Float64Array.from({ length: n }, (_, i) => psnr + (i % 5)),
    ssim: new Float64Array(n).fill(0.5),
  });
  const margin = marginOver(
    { method: 'untouched', results: results(24) },
    { model: 'm', score: 'psnr' },
    results(20),
    undefined,
    openCache({ directories: [] }),
  );
  expect(margin).toMatchObject({ method: 'untouched', score: 26, model: 22, margin: -4, interval: [-4, -4], n });
});

test('gradients vary as much as colours once they are balanced', () => {
  const vector = (colour: number, gradient: number) => {
    const values = new Float32Array(colourLength + 324).fill(0);
    values[0] = colour;
    values[colourLength] = gradient;
    return values;
  };
  const balance = balanceOf([vector(0, 0), vector(1, 0.1)]);
  expect(balance(vector(0.5, 0.05))[0]).toBe(0.5);
  expect(balance(vector(0.5, 0.05))[colourLength]).toBeCloseTo(0.5, 5);
});
