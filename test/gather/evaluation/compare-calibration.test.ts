import { expect, test } from 'vitest';
import { openCache } from '../../../src/cache/store.ts';
import type { AnswerPair } from '../../../src/gather/evaluation/compare-answers.ts';
import { compareCalibration } from '../../../src/gather/evaluation/compare-calibration.ts';
import type { ClassificationResults } from '../../../src/model/facts.ts';
import { randomStream } from '../../../src/statistics/random.ts';
import { samples } from '../../harness/rule/index.ts';

const n = 1000;

/** Two classes, right with 80 %, and as sure of it as is said. */
function answers(confidence: (image: number) => number): ClassificationResults {
  const random = randomStream(['calibration']);
  const truth = new Int32Array(n);
  const scores = new Float32Array(2 * n);
  const predicted = new Int32Array(n);
  for (let image = 0; image < n; image++) {
    truth[image] = random.nextInteger(2);
    predicted[image] = random.nextFloat() < 0.8 ? truth[image] : 1 - truth[image];
    scores[2 * image + predicted[image]] = confidence(image);
    scores[2 * image + 1 - predicted[image]] = 1 - confidence(image);
  }
  return { task: 'classification', classes: 2, truth, scores, predicted };
}

function pairOf(base: ClassificationResults, head: ClassificationResults): AnswerPair {
  const rows = Int32Array.from({ length: n }, (_, row) => row);
  const { pets } = samples('pets', []);
  return { data: 'both', samples: pets, images: undefined, rows, cluster: undefined, base, head };
}

const compare = (base: ClassificationResults, head: ClassificationResults) =>
  compareCalibration(pairOf(base, head), 'm', openCache({ directories: [] }));

test('a head that is surer than it is right is miscalibrated with confidence', () => {
  const [calibrated, sure] = [answers(() => 0.8), answers(() => 0.97)];
  const [found] = compare(calibrated, sure);
  const right = calibrated.truth.reduce((sum, c, i) => sum + Number(c === calibrated.predicted[i]), 0) / n;
  // All images are in one bin of each: its confidence less the share of right answers.
  expect(found.base).toBeCloseTo(Math.abs(0.8 - right), 6);
  expect(found.head).toBeCloseTo(0.97 - right, 6);
  expect(found.effect).toBeCloseTo(found.head - found.base, 12);
  expect(found.p).toBeLessThan(0.001);
  expect(found.interval[0]).toBeGreaterThan(0.1);
});

test('of a head that differs by chance alone no growth is claimed', () => {
  const jitter = randomStream(['jitter']);
  const [found] = compare(
    answers(() => 0.9),
    answers(() => 0.9 + 0.01 * (jitter.nextFloat() - 0.5)),
  );
  expect(found.p).toBeGreaterThan(0.05);
  expect(found.interval[0]).toBeLessThanOrEqual(0);
});

test('equal answers are equal, and labels alone have no calibration', () => {
  const own = answers(() => 0.9);
  expect(
    compare(
      own,
      answers(() => 0.9),
    ),
  ).toEqual([expect.objectContaining({ effect: 0, interval: [0, 0], p: 1 })]);
  expect(compare(own, { ...own, hard: true })).toEqual([]);
});
