import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DatasetPolicy } from '../../../src/model/policy.ts';
import { list } from './list.ts';

interface Case {
  files: Record<string, string>;
  sizes: Record<string, [width: number, height: number]>;
  objects: Record<string, [name: string, left: number, top: number, right: number, bottom: number][]>;
}

const cases: Record<string, Case> = JSON.parse(
  readFileSync(new URL('../../reference/annotation_files.json', import.meta.url), 'utf8'),
);

const yolo = { format: 'yolo', data: 'data.yaml' } as const;

describe('objects are those that supervision reads', () => {
  test.each([
    ['yolo boxes', yolo],
    ['yolo polygons', yolo],
    ['voc', { format: 'voc', annotations: 'labels', images: 'images' }],
  ] as [string, Partial<DatasetPolicy>][])('%s', async (name, dataset) => {
    const { files, sizes, objects } = cases[name];
    const images = Object.fromEntries(Object.keys(sizes).map((path) => [path, path]));
    const { path, split, classes, annotations, problems } = await list({ ...files, ...images }, dataset);
    expect(problems).toEqual([]);
    const { count, sample, category, boxes, unit } = annotations!;
    const found: Case['objects'] = Object.fromEntries(Object.keys(sizes).map((image) => [image, []]));
    for (let i = 0; i < count; i++) {
      if (split[sample[i]] !== 'train') continue;
      const image = path[sample[i]];
      const [width, height] = unit === 'pixels' ? [1, 1] : sizes[image];
      const [left, top, across, down] = boxes.subarray(4 * i, 4 * i + 4);
      found[image].push([
        classes[category[i]],
        left * width,
        top * height,
        (left + across) * width,
        (top + down) * height,
      ]);
    }
    expect(Object.keys(found).sort()).toEqual(Object.keys(objects).sort());
    for (const [image, expected] of Object.entries(objects)) {
      expect(found[image].map(([label]) => label)).toEqual(expected.map(([label]) => label));
      // supervision's numbers have 24 bits.
      for (const [i, [, ...edges]] of expected.entries())
        for (const [edge, value] of edges.entries()) expect(found[image][i][edge + 1]).toBeCloseTo(value, 3);
    }
    expect(Object.values(objects).flat().length).toBeGreaterThan(15);
  });
});
