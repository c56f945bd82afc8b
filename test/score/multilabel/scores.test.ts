import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MultilabelColumns } from '../../../src/score/multilabel/columns.ts';
import {
  classPairedUnits,
  computeMultilabelScore,
  isMultilabelScore,
  multilabelDirection,
  multilabelPairedUnits,
  multilabelScoredUnits,
  multilabelScoreNames,
  perClassMultilabel,
  selectImages,
} from '../../../src/score/multilabel/scores.ts';

interface Case {
  name: string;
  classes: number;
  truth: number[];
  parts: number[];
  unit: number;
  threshold: number;
  float32: boolean;
  expected: Record<string, number | null | number[]>;
}

const cases: Case[] = JSON.parse(readFileSync(new URL('../../reference/multilabel.json', import.meta.url), 'utf8'));

function columnsOf({ classes, truth, parts, unit, threshold, float32 }: Case): MultilabelColumns {
  const scores = parts.map((part) => part / unit);
  return {
    classes,
    truth: Uint8Array.from(truth),
    scores: float32 ? Float32Array.from(scores) : Float64Array.from(scores),
    threshold,
  };
}

describe.each(cases)('$name: equal to scikit-learn', (reference) => {
  const columns = columnsOf(reference);
  const tolerance = reference.float32 ? 1e-6 : 1e-9;

  test.each(multilabelScoreNames)('%s', (name) => {
    const expected = reference.expected[name] as number | null;
    const actual = computeMultilabelScore(name, columns);
    if (expected === null) expect(actual).toBeNaN();
    else expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
  });

  test.each(['precision', 'recall', 'f1', 'average_precision'])('%s of each label', (name) => {
    const expected = reference.expected[`${name}_per_label`] as number[];
    const actual = perClassMultilabel(columns).map(({ values }) => values[name]);
    expect(actual).toHaveLength(expected.length);
    actual.forEach((value, c) => {
      expect(Math.abs(value - expected[c])).toBeLessThanOrEqual(tolerance);
    });
  });

  test('images of each label', () => {
    const { classes, truth } = reference;
    const images = Array.from({ length: classes }, (_, c) =>
      truth.reduce((sum, label, entry) => sum + (entry % classes === c ? label : 0), 0),
    );
    expect(perClassMultilabel(columns).map(({ n }) => n)).toEqual(images);
  });
});

interface Pair {
  base: MultilabelColumns;
  head: MultilabelColumns;
}

const pairs = fc
  .record({ classes: fc.integer({ min: 1, max: 3 }), images: fc.integer({ min: 1, max: 9 }) })
  .chain(({ classes, images }) => {
    const values = (max: number) =>
      fc.array(fc.integer({ min: 0, max }), { minLength: classes * images, maxLength: classes * images });
    return fc.tuple(values(1), values(4), values(4)).map(([truth, base, head]): Pair => {
      const shared = { classes, truth: Uint8Array.from(truth), threshold: 0.5 };
      return {
        base: { ...shared, scores: Float32Array.from(base, (value) => value / 4) },
        head: { ...shared, scores: Float32Array.from(head, (value) => value / 4) },
      };
    });
  });

const same = (left: number, right: number): boolean =>
  Number.isNaN(left) ? Number.isNaN(right) : Math.abs(left - right) < 1e-9;

describe('what a bootstrap resamples', () => {
  test.each(multilabelScoreNames)('%s of drawn clusters is the score of their images', (name) => {
    fc.assert(
      fc.property(pairs, fc.infiniteStream(fc.nat(3)), ({ base }, stream) => {
        const n = base.truth.length / base.classes;
        // Two images a cluster, each cluster unlike the others: one type a cluster.
        const cluster = Int32Array.from({ length: n }, (_, i) => i >> 1);
        const units = multilabelScoredUnits(name, base, cluster);
        expect(units.counts.reduce((sum, count) => sum + count, 0)).toBe(Math.ceil(n / 2));
        expect(same(units.score(units.counts), computeMultilabelScore(name, base))).toBe(true);
        const free = multilabelScoredUnits(name, base);
        if (free.counts.length !== n) return;
        const drawn = Int32Array.from({ length: n }, () => stream.next().value);
        drawn[0]++;
        const images = [...drawn.entries()].flatMap(([i, times]) => Array<number>(times).fill(i));
        expect(same(free.score(drawn), computeMultilabelScore(name, selectImages(base, images)))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each(multilabelScoreNames)(
    '%s: the effect is how much worse head is, and changes sign when exchanged',
    (name) => {
      fc.assert(
        fc.property(pairs, ({ base, head }) => {
          const sign = multilabelDirection(name) === 'higher' ? 1 : -1;
          const units = multilabelPairedUnits(name, base, head);
          const effect = sign * (computeMultilabelScore(name, base) - computeMultilabelScore(name, head));
          expect(same(units.effect(units.counts), effect)).toBe(true);
          expect(same(units.effect(units.counts, units.counts), -effect)).toBe(true);
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(multilabelScoreNames)('%s: some images exchanged', (name) => {
    fc.assert(
      fc.property(pairs, ({ base, head }) => {
        const { classes } = base;
        const n = base.truth.length / classes;
        const exchanged = (one: MultilabelColumns, other: MultilabelColumns): MultilabelColumns => ({
          ...one,
          scores: one.scores.map((own, entry) => (Math.trunc(entry / classes) % 2 ? other.scores[entry] : own)),
        });
        const [mixedBase, mixedHead] = [exchanged(base, head), exchanged(head, base)];
        const sign = multilabelDirection(name) === 'higher' ? 1 : -1;
        const expected = sign * (computeMultilabelScore(name, mixedBase) - computeMultilabelScore(name, mixedHead));
        // Clusters keep the order of the images where no two say the same.
        const units = multilabelPairedUnits(name, base, head);
        if (units.counts.length !== n) return;
        const swapped = Int32Array.from({ length: n }, (_, i) => i % 2);
        expect(same(units.effect(units.counts, swapped), expected)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test.each(multilabelScoreNames)('%s: images are discordant where the two differ in what it reads', (name) => {
    const shared = { classes: 2, truth: Uint8Array.of(1, 0, 0, 1, 1, 1), threshold: 0.5 };
    const base = { ...shared, scores: Float32Array.of(0.9, 0.1, 0.2, 0.8, 0.7, 0.6) };
    const head = { ...shared, scores: Float32Array.of(0.1, 0.1, 0.2, 0.8, 0.7, 0.6) };
    const differing = (other: MultilabelColumns) => {
      const units = multilabelPairedUnits(name, base, other);
      return units.counts.reduce((sum, count, t) => sum + count * units.discordant[t], 0);
    };
    expect(differing(base)).toBe(0);
    expect(differing(head)).toBe(1);
  });

  test('of one label: its F1', () => {
    fc.assert(
      fc.property(pairs, ({ base, head }) => {
        perClassMultilabel(base).forEach(({ values }, label) => {
          const units = classPairedUnits(label, base, head);
          const other = perClassMultilabel(head)[label].values.f1;
          expect(same(units.effect(units.counts), values.f1 - other)).toBe(true);
          expect(units.counts.length).toBeLessThanOrEqual(8);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('edges', () => {
  test.each(multilabelScoreNames)('%s of no images is undefined', (name) => {
    const nothing = { classes: 2, truth: new Uint8Array(0), scores: new Float32Array(0), threshold: 0.5 };
    expect(computeMultilabelScore(name, nothing)).toBeNaN();
    const units = multilabelPairedUnits(name, nothing, nothing);
    expect(units.counts).toHaveLength(0);
    expect(units.effect(units.counts)).toBeNaN();
  });

  test('a name is a score only if it is one of the names', () => {
    expect(multilabelScoreNames.every(isMultilabelScore)).toBe(true);
    expect(isMultilabelScore('accuracy')).toBe(false);
    expect(isMultilabelScore('toString')).toBe(false);
  });

  test('images are selected in the order given, in the precision that they have', () => {
    const columns = {
      classes: 2,
      truth: Uint8Array.of(1, 0, 0, 1, 1, 1),
      scores: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6),
      threshold: 0.4,
    };
    expect(selectImages(columns, [2, 0, 2])).toEqual({
      classes: 2,
      truth: Uint8Array.of(1, 1, 1, 0, 1, 1),
      scores: Float64Array.of(0.5, 0.6, 0.1, 0.2, 0.5, 0.6),
      threshold: 0.4,
    });
  });

  test('mistakes are said with the way out', () => {
    const columns = { classes: 2, truth: Uint8Array.of(1, 0), scores: Float32Array.of(0.5, 0.5), threshold: 0.5 };
    const compute = (changed: Partial<MultilabelColumns>) => () =>
      computeMultilabelScore('macro_f1', { ...columns, ...changed });
    expect(compute({ classes: 0 })).toThrow('Expected a positive integer for `classes` but received 0.');
    expect(compute({ truth: Uint8Array.of(1) })).toThrow('Expected a multiple of 2 values for `truth` but received 1.');
    expect(compute({ scores: Float32Array.of(1) })).toThrow('Expected 2 values for `scores` but received 1.');
    expect(compute({ truth: Uint8Array.of(1, 2) })).toThrow('Expected 0 or 1 for `truth[1]` but received 2.');
    const other = { ...columns, truth: Uint8Array.of(0, 1) };
    expect(() => multilabelPairedUnits('macro_f1', columns, other)).toThrow(
      'Expected `head.truth` to equal `base.truth` but received other labels.',
    );
    const wider = { ...columns, classes: 1 };
    expect(() => classPairedUnits(0, columns, wider)).toThrow('Expected 2 for `head.classes` but received 1.');
  });
});
