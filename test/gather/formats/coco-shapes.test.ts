import { expect, test } from 'vitest';
import { areaOfPolygon, boundsOfPoints } from '../../../src/gather/formats/coco/polygons.ts';
import { boundsOfRuns, countPixels, runsOfString } from '../../../src/gather/formats/coco/run-lengths.ts';
import { shapeOf } from '../../../src/gather/formats/coco/shapes.ts';
import { geometryDigest } from '../../../src/gather/formats/listing/geometry-digest.ts';
import reference from '../../reference/coco_annotations.json' with { type: 'json' };

test.each(reference.polygons)(
  'polygon $# has the area and bounds of Shapely, around those of pycocotools',
  (polygon) => {
    const { points, area, perimeter, bounds, rasterArea, rasterBox } = polygon;
    expect(areaOfPolygon(points)).toBeCloseTo(area, 6);
    const box = boundsOfPoints([points]);
    expect(box[0]).toBe(bounds[0]);
    expect(box[1]).toBe(bounds[1]);
    expect(box[2]).toBeCloseTo(bounds[2] - bounds[0], 9);
    expect(box[3]).toBeCloseTo(bounds[3] - bounds[1], 9);
    // Drawn in whole pixels, a polygon differs by its rim, and loses its thin tips.
    expect(Math.abs(areaOfPolygon(points) - rasterArea)).toBeLessThanOrEqual(perimeter);
    const [left, top, width, height] = rasterBox;
    expect(left).toBeGreaterThan(box[0] - 1);
    expect(top).toBeGreaterThan(box[1] - 1);
    expect(left + width).toBeLessThan(box[0] + box[2] + 1);
    expect(top + height).toBeLessThan(box[1] + box[3] + 1);
  },
);

test.each(reference.masks)(
  'mask $# of $size has the runs, area and box of pycocotools',
  ({ string, counts, ...mask }) => {
    expect(runsOfString(string)).toEqual(counts);
    expect(countPixels(counts)).toEqual({ inside: mask.area, all: mask.size[0] * mask.size[1] });
    expect(boundsOfRuns(counts, mask.size[0])).toEqual(mask.box);
  },
);

test('shapes are named by MurmurHash3, as mmh3 has it', () => {
  for (const { points, digest } of reference.polygons) expect(geometryDigest([points])).toBe(digest);
  for (const { counts, digest } of reference.masks) expect(geometryDigest([counts])).toBe(digest);
  expect(geometryDigest(reference.several.lists)).toBe(reference.several.digest);
  expect(geometryDigest([[-0, 1]])).toBe(geometryDigest([[0, 1]]));
  expect(geometryDigest([[1], [2]])).not.toBe(geometryDigest([[1, 2]]));
});

test('a mask written as a list and as a string is the same shape', () => {
  for (const { string, counts, size, area, box } of reference.masks) {
    const listed = shapeOf({ segmentation: { counts, size } });
    expect(listed).toMatchObject({ kind: 'run lengths', area, box, size, faults: [] });
    expect(shapeOf({ segmentation: { counts: string, size } })).toEqual(listed);
  }
});

test.each(['', 'a b', "b'04L0'", '0\u00e9', 'oooooooooooo', 'P', '04O'])(
  '%j is no run lengths, or no runs',
  (string) => {
    expect(runsOfString(string)).toEqual(string === '' ? [] : null);
  },
);

test('empty runs are in no box', () => {
  expect(boundsOfRuns([3, 0, 2, 1, 10], 4)).toEqual([1, 1, 1, 1]);
  expect(boundsOfRuns([2, 4, 10], 4)).toEqual([0, 0, 2, 4]);
  expect(boundsOfRuns([16], 4)).toEqual([0, 0, 0, 0]);
});
