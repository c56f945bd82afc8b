import { expect, test } from 'vitest';
import type { DetectionResults } from '../../../src/model/facts.ts';
import { detection } from '../../../src/score/detection/task.ts';
import { shareOf } from '../../../src/score/task-scores.ts';

const square = (left: number) => [left, 0, 10, 10];

/** Image 0: two objects and a crowd; image 1: one object; image 2: none. */
const results: DetectionResults = {
  task: 'detection',
  classes: 1,
  overlap: 'box',
  truth: {
    start: Int32Array.of(0, 3, 4, 4),
    category: new Int32Array(4),
    boxes: Float64Array.from([...square(0), ...square(20), ...square(40), ...square(0)]),
    masks: null,
    area: new Float64Array(4).fill(100),
    crowd: Uint8Array.of(0, 0, 1, 0),
    ignore: null,
  },
  detected: {
    start: Int32Array.of(0, 3, 4, 4),
    category: new Int32Array(4),
    // The second lies on its object and is too unsure to be seen; the last is seen and lies beside.
    boxes: Float64Array.from([...square(1), ...square(20), ...square(40), ...square(8)]),
    masks: null,
    score: Float64Array.of(0.9, 0.2, 0.8, 0.9),
  },
};

test('groups are told apart by the objects that a user would see found', () => {
  const shares = detection.shares!(results);
  expect([...shares.part]).toEqual([1, 0, 0]);
  expect([...shares.whole]).toEqual([2, 1, 0]);
  expect(shareOf(shares, [0, 1, 2])).toBe(1 / 3);
  expect(shareOf(shares, [2])).toBeNaN();
});
