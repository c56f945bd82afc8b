import { describe, expect, test } from 'vitest';
import { type DetectionColumns, selectImages } from '../../../src/score/detection/columns.ts';
import { computeDetectionScore, detectionScoreNames, perClassDetection } from '../../../src/score/detection/scores.ts';
import { classPairedUnits, detectionPairedUnits, detectionScoredUnits } from '../../../src/score/detection/units.ts';
import { pairedBootstrap } from '../../../src/statistics/bootstrap.ts';
import { randomStream } from '../../../src/statistics/random.ts';
import { type ReferenceCase, referenceCases, resampled } from './reference-cases.ts';

const { columns, resamples } = resampled;
const n = columns.truth.start.length - 1;

/** The same truth, answered a little worse. */
function worse<Columns extends DetectionColumns>(own: Columns): Columns {
  const boxes = own.detected.boxes.map((side, at) => side * (at % 5 === 0 ? 1.05 : 1));
  return {
    ...own,
    detected: { ...own.detected, boxes, score: own.detected.score.map((s, at) => s * (0.5 + (at % 7) / 10)) },
  };
}

const repeat = (times: ArrayLike<number>): number[] =>
  Array.from(times).flatMap((count, i) => Array<number>(count).fill(i));

describe.each(detectionScoreNames)('%s', (name) => {
  test('of images repeated, or weighted, equals pycocotools’', () => {
    const units = detectionScoredUnits(name, columns);
    for (const { times, expected } of resamples) {
      // Infinity is close to itself alone, unlike NaN.
      const value = expected.summary[name] ?? Number.POSITIVE_INFINITY;
      const defined = (own: number): number => (Number.isNaN(own) ? Number.POSITIVE_INFINITY : own);
      expect(defined(computeDetectionScore(name, selectImages(columns, repeat(times))))).toBeCloseTo(value, 10);
      if (units.counts.length === n) expect(defined(units.score(Int32Array.from(times)))).toBeCloseTo(value, 10);
    }
  });

  test('of all units once is the score, with and without clusters', () => {
    for (const own of referenceCases) {
      const score = computeDetectionScore(name, own.columns);
      const cluster = Int32Array.from({ length: own.columns.truth.start.length - 1 }, (_, i) => i >> 1);
      for (const units of [detectionScoredUnits(name, own.columns), detectionScoredUnits(name, own.columns, cluster)]) {
        expect(units.score(units.counts)).toBe(score);
      }
    }
  });

  test('the effect on a resample is the difference of both scores there', () => {
    const head = worse(columns);
    const units = detectionPairedUnits(name, columns, head);
    const [base, theirs] = [detectionScoredUnits(name, columns), detectionScoredUnits(name, head)];
    expect(units.effect(units.counts)).toBe(computeDetectionScore(name, columns) - computeDetectionScore(name, head));
    if (base.counts.length !== n || theirs.counts.length !== n) return;
    for (const { times } of resamples) {
      const drawn = Int32Array.from(times);
      expect(units.effect(drawn)).toBe(base.score(drawn) - theirs.score(drawn));
    }
  });
});

test('scores of every size are held against weights, but of images that hold nothing of it', () => {
  const whole = detectionScoreNames.filter((name) => detectionScoredUnits(name, columns).counts.length === n);
  expect(whole).toEqual(expect.arrayContaining(['map', 'map_50', 'map_75', 'mar_1', 'mar_10', 'mar_100']));
});

describe('base and head exchanged in some images', () => {
  const head = worse(columns);
  const random = randomStream(['exchange']);

  /** Both models' detections, exchanged in the images marked. */
  function exchange(marked: Int32Array): [DetectionColumns, DetectionColumns] {
    const doubled = { ...columns, ...joined(columns, head) };
    const choose = (swap: number): DetectionColumns =>
      selectImages(
        doubled,
        Array.from(marked, (own, i) => ((own ^ swap) & 1 ? n + i : i)),
      );
    return [choose(0), choose(1)];
  }

  test.each(['map', 'map_50', 'mar_10', 'map_medium'] as const)('%s is that of the exchanged answers', (name) => {
    const units = detectionPairedUnits(name, columns, head);
    const ones = new Int32Array(units.counts.length).fill(1);
    expect(units.effect(ones, new Int32Array(ones.length))).toBe(units.effect(ones));
    expect(units.effect(ones, ones)).toBe(-units.effect(ones));
    if (ones.length !== n) return;
    for (let round = 0; round < 20; round++) {
      const marked = ones.map(() => random.nextInteger(2));
      const [first, second] = exchange(marked);
      expect(units.effect(ones, marked)).toBeCloseTo(
        computeDetectionScore(name, first) - computeDetectionScore(name, second),
        12,
      );
    }
  });
});

describe('what differs', () => {
  test('equal answers differ nowhere, whatever their order', () => {
    const units = detectionPairedUnits('map', columns, structuredClone(columns));
    expect([...units.discordant]).not.toContain(1);
    expect(pairedBootstrap(units, { key: ['same'] })).toMatchObject({ effect: 0, interval: [0, 0], p: 1 });
  });

  test('one image answered otherwise is the one that differs', () => {
    const head = structuredClone(columns);
    const { start, score } = head.detected;
    const image = Array.from({ length: n }, (_, i) => i).findLast((i) => start[i] < start[i + 1])!;
    score[start[image]] += 0.001;
    const { discordant } = detectionPairedUnits('map', columns, head);
    expect(discordant.reduce((sum, own) => sum + own, 0)).toBe(1);
    expect(discordant[image]).toBe(1);
  });

  test('boxes moved without another match make no difference', () => {
    const head = { ...columns, detected: { ...columns.detected, boxes: columns.detected.boxes.map((v) => v + 1e-9) } };
    expect([...detectionPairedUnits('map', columns, head).discordant]).not.toContain(1);
  });

  test('a worse model is found, the same way each time', () => {
    const compare = () => {
      const units = detectionPairedUnits('map', columns, worse(columns));
      return pairedBootstrap(units, { key: ['worse'], resamples: 400, maximum: 400 });
    };
    const found = compare();
    expect(found).toEqual(compare());
    expect(found.n).toBe(n);
    expect(found.interval[0]).toBeLessThan(found.effect);
    expect(found.interval[1]).toBeGreaterThan(found.effect);
  });
});

test('images that hold nothing that counts are one type', () => {
  const rows = [...Array(n).keys()];
  const empty = selectImages(columns, []);
  const none = { start: new Int32Array(6), category: new Int32Array(0), boxes: new Float64Array(0), masks: null };
  const { truth, detected } = columns;
  const longer = {
    ...columns,
    truth: { ...truth, start: Int32Array.from([...truth.start, ...none.start.map(() => truth.start[n]).slice(1)]) },
    detected: {
      ...detected,
      start: Int32Array.from([...detected.start, ...none.start.map(() => detected.start[n]).slice(1)]),
    },
  };
  const units = detectionPairedUnits('map', longer, worse(longer));
  expect([...units.counts]).toEqual([...rows.map(() => 1), 5]);
  expect(units.discordant[n]).toBe(0);
  expect(units.effect(units.counts)).toBe(
    detectionPairedUnits('map', columns, worse(columns)).effect(new Int32Array(n).fill(1)),
  );
  expect(detectionScoredUnits('map', empty).score(new Int32Array(0))).toBeNaN();
});

test('one class alone', () => {
  const head = worse(columns);
  const [base, theirs] = [perClassDetection(columns), perClassDetection(head)];
  base.forEach(({ values }, k) => {
    const units = classPairedUnits(k, columns, head);
    const effect = units.effect(units.counts);
    if (Number.isNaN(values.ap)) expect(effect).toBeNaN();
    else expect(effect).toBeCloseTo(values.ap - theirs[k].values.ap, 14);
    expect(units.counts.reduce((sum, own) => sum + own, 0)).toBe(n);
  });
});

test('another truth is refused', () => {
  const crowd = columns.truth.crowd.map((own) => 1 - own);
  expect(() => detectionPairedUnits('map', columns, { ...columns, truth: { ...columns.truth, crowd } })).toThrow(
    /Expected the same true objects in `base` and `head` but received others\./,
  );
});

/** Two models' images end to end. */
function joined(base: DetectionColumns, head: DetectionColumns): Pick<DetectionColumns, 'truth' | 'detected'> {
  const join = <T extends Float64Array | Uint8Array | Int32Array>(own: T, theirs: T): T => {
    const both = new (own.constructor as new (length: number) => T)(own.length + theirs.length);
    both.set(own);
    both.set(theirs, own.length);
    return both;
  };
  const objects = (own: ReferenceCase['columns']['truth' | 'detected'], theirs: typeof own) => ({
    start: Int32Array.from([...own.start, ...theirs.start.subarray(1).map((at) => at + own.category.length)]),
    category: join(own.category, theirs.category),
    boxes: join(own.boxes, theirs.boxes),
    masks: null,
  });
  return {
    truth: {
      ...objects(base.truth, head.truth),
      area: join(base.truth.area, head.truth.area),
      crowd: join(base.truth.crowd, head.truth.crowd),
      ignore: join(base.truth.ignore!, head.truth.ignore!),
    },
    detected: { ...objects(base.detected, head.detected), score: join(base.detected.score, head.detected.score) },
  };
}
