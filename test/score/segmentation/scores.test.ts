import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SegmentationColumns } from '../../../src/score/segmentation/columns.ts';
import {
  classPairedUnits,
  computeSegmentationScore,
  isSegmentationScore,
  perClassSegmentation,
  segmentationPairedUnits,
  segmentationScoredUnits,
  segmentationScoreNames,
  selectImages,
} from '../../../src/score/segmentation/scores.ts';
import { columnsOf, referenceCases } from './reference-cases.ts';

const same = (left: number, right: number): boolean =>
  Number.isNaN(left) || Number.isNaN(right)
    ? Number.isNaN(left) && Number.isNaN(right)
    : Math.abs(left - right) <= 1e-9;

describe.each(referenceCases)('$name: equal to scikit-learn, torchmetrics and DAVIS', (reference) => {
  const columns = columnsOf(reference);

  test.each(segmentationScoreNames)('%s', (name) => {
    expect(reference.expected).toHaveProperty(name);
    expect(computeSegmentationScore(name, columns)).toSatisfy((value: number) =>
      same(value, reference.expected[name] ?? Number.NaN),
    );
  });

  test.each(['iou', 'dice', 'boundary_f'] as const)('%s of each class', (name) => {
    const expected = reference.expected[`${name}_per_class`];
    const actual = perClassSegmentation(columns).map(({ values }) => values[name]);
    expect(actual).toHaveLength(expected.length);
    actual.forEach((value, c) => {
      expect(value).toSatisfy((own: number) => same(own, expected[c] ?? Number.NaN));
    });
  });

  test('true pixels of each class', () => {
    const { images, classes, ignore } = reference;
    const count = (c: number) =>
      images.reduce((sum, { truth }) => sum + truth.filter((value) => value === c && value !== ignore).length, 0);
    expect(perClassSegmentation(columns).map(({ n }) => n)).toEqual(
      Array.from({ length: classes }, (_, c) => count(c)),
    );
  });
});

const width = 4;
const height = 3;
const size = width * height;

/** Images of 4 × 3 pixels and two models' answers; class 3 is void. */
const pairs = fc.integer({ min: 1, max: 6 }).chain((images) => {
  const maps = (classes: number) =>
    fc.array(fc.array(fc.nat(classes - 1), { minLength: size, maxLength: size }), {
      minLength: images,
      maxLength: images,
    });
  return fc.tuple(maps(4), maps(3), maps(3));
});

function columnsOfMaps(truth: number[][], predicted: number[][]): SegmentationColumns {
  const images = truth.map((pixels, i) => ({
    width,
    height,
    truth: Uint8Array.from(pixels),
    predicted: Uint8Array.from(predicted[i]),
  }));
  return columnsOf({ classes: 3, ignore: 3, images });
}

describe('what a bootstrap resamples', () => {
  test.each(segmentationScoreNames)('%s of drawn images is the score of the selected ones', (name) => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat(3)), ([truth, base], stream) => {
        const columns = columnsOfMaps(truth, base);
        const units = segmentationScoredUnits(name, columns);
        fc.pre(units.counts.length === truth.length);
        const drawn = Int32Array.from(truth, () => stream.next().value);
        const images = [...drawn.entries()].flatMap(([i, times]) => Array<number>(times).fill(i));
        const selected = selectImages(columns, images);
        expect(same(units.score(drawn), computeSegmentationScore(name, selected))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each(segmentationScoreNames)('%s: the effect of some images exchanged', (name) => {
    fc.assert(
      fc.property(pairs, ([truth, base, head]) => {
        const units = segmentationPairedUnits(name, columnsOfMaps(truth, base), columnsOfMaps(truth, head));
        fc.pre(units.counts.length === truth.length);
        const score = (predicted: number[][]) => computeSegmentationScore(name, columnsOfMaps(truth, predicted));
        expect(same(units.effect(units.counts), score(base) - score(head))).toBe(true);
        const mixed = (own: number[][], other: number[][]) => own.map((map, i) => (i % 2 ? other[i] : map));
        const swapped = Int32Array.from(truth, (_, i) => i % 2);
        const effect = score(mixed(base, head)) - score(mixed(head, base));
        expect(same(units.effect(units.counts, swapped), effect)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each(segmentationScoreNames)('%s: clusters are drawn whole', (name) => {
    fc.assert(
      fc.property(pairs, ([truth, base, head]) => {
        const [own, theirs] = [columnsOfMaps(truth, base), columnsOfMaps(truth, head)];
        const cluster = Int32Array.from(truth, (_, i) => Number(i > 0));
        const units = segmentationPairedUnits(name, own, theirs, cluster);
        fc.pre(units.counts.length === 2);
        const images = [...truth.keys()].flatMap((i) => (i === 0 ? [i] : [i, i]));
        const score = (columns: SegmentationColumns) => computeSegmentationScore(name, selectImages(columns, images));
        expect(same(units.effect(Int32Array.of(1, 2)), score(own) - score(theirs))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('of one class: its IoU', () => {
    fc.assert(
      fc.property(pairs, ([truth, base, head]) => {
        const [own, theirs] = [columnsOfMaps(truth, base), columnsOfMaps(truth, head)];
        perClassSegmentation(own).forEach(({ values }, category) => {
          const units = classPairedUnits(category, own, theirs);
          const other = perClassSegmentation(theirs)[category].values.iou;
          expect(same(units.effect(units.counts), values.iou - other)).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('images are discordant where pixels of a class differ in number', () => {
    const truth = [Array<number>(size).fill(0), Array<number>(size).fill(1)];
    const base = columnsOfMaps(truth, truth);
    const head = columnsOfMaps(truth, [truth[0], truth[0]]);
    expect([...segmentationPairedUnits('mean_iou', base, head).discordant]).toEqual([0, 1]);
    expect([...segmentationPairedUnits('mean_iou', base, base).discordant]).toEqual([0, 0]);
    expect([...classPairedUnits(2, base, head).discordant]).toEqual([0]);
  });
});

describe('edges', () => {
  const nothing: SegmentationColumns = {
    classes: 2,
    start: Int32Array.of(0),
    cell: new Int32Array(0),
    pixels: new Float64Array(0),
    boundary: null,
  };

  test.each(segmentationScoreNames)('%s of no images is undefined', (name) => {
    expect(computeSegmentationScore(name, nothing)).toBeNaN();
    const units = segmentationPairedUnits(name, nothing, nothing);
    expect(units.effect(units.counts)).toBeNaN();
  });

  test('a name is a score only if it is one of the names', () => {
    expect(segmentationScoreNames.every(isSegmentationScore)).toBe(true);
    expect(isSegmentationScore('accuracy')).toBe(false);
    expect(isSegmentationScore('toString')).toBe(false);
  });

  const one: SegmentationColumns = {
    classes: 2,
    start: Int32Array.of(0, 2),
    cell: Int32Array.of(0, 3),
    pixels: Float64Array.of(5, 7),
    boundary: null,
  };

  test('without outlines the boundary measure is undefined, and nothing else', () => {
    const undefinedScores = segmentationScoreNames.filter((name) => Number.isNaN(computeSegmentationScore(name, one)));
    expect(undefinedScores).toEqual(['boundary_f']);
    expect(segmentationPairedUnits('boundary_f', one, one).effect(Int32Array.of(1))).toBeNaN();
    expect(perClassSegmentation(one)).toEqual([
      { n: 5, values: { iou: 1, dice: 1, boundary_f: Number.NaN } },
      { n: 7, values: { iou: 1, dice: 1, boundary_f: Number.NaN } },
    ]);
    expect(selectImages(one, [0, 0]).boundary).toBeNull();
  });

  test('mistakes are said with the way out', () => {
    const compute = (changed: Partial<SegmentationColumns>) => () =>
      computeSegmentationScore('mean_iou', { ...one, ...changed });
    expect(compute({ classes: 1.5 })).toThrow('Expected a positive integer for `classes` but received 1.5.');
    expect(compute({ pixels: Float64Array.of(5) })).toThrow('(2) but received 2 and 1. Lay the images');
    expect(compute({ cell: Int32Array.of(0, 4) })).toThrow('Expected a cell in [0, 4) for `cell[1]` but received 4.');
    const row = new Float64Array(2);
    const boundary = { predicted: row, predictedMatched: row, truth: new Float64Array(3), truthMatched: row };
    expect(compute({ boundary })).toThrow('Expected 2 values for `boundary.truth` but received 3.');
    const other = { ...one, pixels: Float64Array.of(6, 6) };
    expect(() => segmentationPairedUnits('mean_iou', one, other)).toThrow(
      'Expected the same true pixels of each class in `base` and `head` but received others.',
    );
    const wider = { ...one, classes: 3 };
    expect(() => classPairedUnits(0, one, wider)).toThrow('Expected 2 for `head.classes` but received 3.');
  });
});
