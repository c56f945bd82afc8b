import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { maskOfPolygon, unionOf } from '../../../src/gather/truth/run-lengths.ts';
import { pixelsOf } from '../../vision/heads/masks.ts';

const cases = JSON.parse(readFileSync(new URL('../../reference/polygon_masks.json', import.meta.url), 'utf8')) as {
  width: number;
  height: number;
  polygons: number[][];
  counts: number[];
}[];

test('polygons are drawn as pycocotools draws them', () => {
  for (const { width, height, polygons, counts } of cases) {
    const mask = unionOf(polygons.map((polygon) => maskOfPolygon(polygon, width, height)));
    expect(mask.counts.reduce((a, b) => a + b, 0)).toBe(width * height);
    expect(pixelsOf(mask)).toEqual(pixelsOf({ width, height, counts: Uint32Array.from(counts) }));
  }
  expect(cases.length).toBeGreaterThan(50);
});
