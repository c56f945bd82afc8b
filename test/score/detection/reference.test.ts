import { describe, expect, test } from 'vitest';
import { matchesAt50 } from '../../../src/score/detection/matches.ts';
import { overlapOf } from '../../../src/score/detection/overlap.ts';
import { detectionScoreNames, perClassDetection, summarise } from '../../../src/score/detection/scores.ts';
import { type Expected, referenceCases } from './reference-cases.ts';

const within = 1e-10;

function expectEqual(actual: number, expected: number | null, name: string): void {
  if (expected === null) expect(actual, name).toBeNaN();
  else expect(Math.abs(actual - expected), `${name}: ${actual} against ${expected}`).toBeLessThanOrEqual(within);
}

function expectSummary(actual: Record<string, number>, { summary }: Expected): void {
  expect(Object.keys(actual)).toEqual(Object.keys(summary));
  for (const name of detectionScoreNames) expectEqual(actual[name], summary[name], name);
}

describe.each(referenceCases)('$name', ({ columns, ids, expected, corrected, partners, overlaps }) => {
  test('the twelve numbers equal pycocotools’', () => {
    expectSummary(summarise(columns, { compatibility: 'pycocotools', ids }), expected);
  });

  test('and those of one that keeps `ignore` and finds the object with id 0', () => {
    expectSummary(summarise(columns), corrected);
  });

  test('so does each class', () => {
    const classes = perClassDetection(columns);
    expect(classes).toHaveLength(columns.classes);
    classes.forEach(({ n, values }, k) => {
      for (const name of ['ap', 'ap_50', 'ar'] as const) {
        expectEqual(values[name], corrected.classes[k][name], `${name} of class ${k}`);
      }
      const { category, crowd, ignore } = columns.truth;
      expect(n).toBe([...category].filter((own, row) => own === k && !crowd[row] && !ignore?.[row]).length);
    });
  });

  test('each detection meets the same object at 0.5', () => {
    const { found, by, unmatched } = matchesAt50(columns);
    const alone = partners.flatMap((object, row) => (object === -1 ? [row] : []));
    expect([...unmatched.rows]).toEqual(alone);
    expect(unmatched.start.at(-1)).toBe(alone.length);
    columns.truth.category.forEach((_, object) => {
      const own = partners.flatMap((partner, row) => (partner === object ? [row] : []));
      const highest = Math.max(...own.map((row) => columns.detected.score[row]));
      if (own.length === 0) expect([found[object], by[object]]).toEqual([Number.NaN, -1]);
      else {
        expect(found[object]).toBe(highest);
        expect(own).toContain(by[object]);
      }
    });
  });

  test.runIf(overlaps !== null)('objects overlap as far', () => {
    const { image, category, values } = overlaps!;
    const rows = ({ start, category: classes }: { start: Int32Array; category: Int32Array }): number[] =>
      Array.from({ length: start[image + 1] - start[image] }, (_, i) => start[image] + i).filter(
        (row) => classes[row] === category,
      );
    const { score } = columns.detected;
    const detections = rows(columns.detected).sort((one, other) => score[other] - score[one] || one - other);
    const overlap = overlapOf(columns);
    values.forEach((row, d) => {
      row.forEach((value, g) => {
        expect(overlap(detections[d], rows(columns.truth)[g])).toBeCloseTo(value, 12);
      });
    });
  });
});
