import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DetectionColumns } from '../../../src/score/detection/columns.ts';
import { boxIssues, boxQuality, imageQuality } from '../../../src/score/label-quality/object-lab.ts';

interface Written {
  counts: number[];
  category: number[];
  boxes: number[];
}

const reference = JSON.parse(readFileSync(new URL('../../reference/object_lab.json', import.meta.url), 'utf8')) as {
  classes: number;
  truth: Written;
  detected: Written & { score: number[] };
  quality: Record<'overlooked' | 'badlyLocated' | 'swapped' | 'image', (number | null)[]>;
  issues: Record<'overlooked' | 'badlyLocated' | 'swapped' | 'image', number[]>;
}[];

function objects({ counts, category, boxes }: Written) {
  const start = new Int32Array(counts.length + 1);
  counts.forEach((count, image) => {
    start[image + 1] = start[image] + count;
  });
  return { start, category: Int32Array.from(category), boxes: Float64Array.from(boxes), masks: null };
}

function columnsOf(classes: number, truth: Written, detected: Written & { score: number[] }): DetectionColumns {
  const n = truth.category.length;
  return {
    classes,
    overlap: 'box',
    truth: { ...objects(truth), area: new Float64Array(n), crowd: new Uint8Array(n), ignore: null },
    detected: { ...objects(detected), score: Float64Array.from(detected.score) },
  };
}

describe.each(reference.map((one, index) => ({ ...one, name: `case ${index}` })))('as cleanlab, $name', (one) => {
  const columns = columnsOf(one.classes, one.truth, one.detected);
  const quality = boxQuality(columns);

  test.each(['overlooked', 'badlyLocated', 'swapped'] as const)('quality of boxes: %s', (kind) => {
    expect(quality[kind]).toHaveLength(one.quality[kind].length);
    quality[kind].forEach((value, row) => {
      const expected = one.quality[kind][row];
      if (expected === null) expect(value).toBeNaN();
      else expect(value).toBeCloseTo(expected, 12);
    });
  });

  test('quality of images', () => {
    imageQuality(columns, quality).forEach((value, image) => {
      expect(value).toBeCloseTo(one.quality.image[image] as number, 12);
    });
  });

  test.each(['overlooked', 'badlyLocated', 'swapped'] as const)('issues: %s', (kind) => {
    expect([...boxIssues(columns, quality)[kind]]).toEqual(one.issues[kind]);
  });
});

test('every kind of issue is in the reference, and not everything is one', () => {
  for (const kind of ['overlooked', 'badlyLocated', 'swapped'] as const) {
    const flags = reference.flatMap(({ issues }) => issues[kind]);
    expect(flags).toContain(1);
    expect(flags).toContain(0);
  }
});

test('images without boxes and without detections are faultless', () => {
  const empty = { counts: [0, 0], category: [], boxes: [] };
  const columns = columnsOf(2, empty, { ...empty, score: [] });
  expect([...imageQuality(columns, boxQuality(columns))]).toEqual([1, 1]);
});
