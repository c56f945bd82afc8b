import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { annotationChanges } from '../../src/gather/changes/annotation-changes.ts';
import { pairSamples } from '../../src/gather/changes/sample-pairs.ts';
import type { AnnotationChange, Annotations, Samples } from '../../src/model/facts.ts';
import { type AnnotationRow, annotations, images, type SampleRow, samples } from '../harness/rule/index.ts';

const classes = ['car', 'truck', 'bus'];
const photos: SampleRow[] = [
  ['train/a.jpg', 'a', 'train', null],
  ['test/b.jpg', 'b', 'test', null],
];

interface Side {
  rows: SampleRow[];
  marks: AnnotationRow[];
  columns?: Partial<Annotations>;
  more?: Partial<Samples>;
  /** Width and height of every image. */
  size?: [width: number, height: number];
}

function sideOf({ rows, marks, columns, more, size = [640, 480] }: Side) {
  const overrides = { classes, annotations: annotations(marks, columns), ...more };
  const looks = rows.map(() => ({ width: size[0], height: size[1] }));
  return { samples: samples('cars', rows, overrides).cars, images: images('cars', looks).cars };
}

function changes(base: Side, head: Side) {
  const [before, after] = [sideOf(base), sideOf(head)];
  return annotationChanges(before, after, pairSamples(before, after))!;
}

const between = (base: AnnotationRow[], head: AnnotationRow[]) =>
  changes({ rows: photos, marks: base }, { rows: photos, marks: head });

/** A change as `kind path label ← class at base, IoU`. */
function brief({ kind, path, label, from, iou }: AnnotationChange): string {
  const was = from === undefined ? '' : ` ← ${from}`;
  return `${kind} ${path} ${label}${was}${iou === null ? '' : ` ${Number(iou.toFixed(3))}`}`;
}

const told = (base: AnnotationRow[], head: AnnotationRow[]) => between(base, head).items.map(brief);

describe('marks of an image that both sides have', () => {
  const car: AnnotationRow = [0, 0, [10, 10, 40, 20]];

  test('are unchanged in another order, with other ids and on other lines', () => {
    const other: AnnotationRow = [0, 1, [100, 10, 40, 20]];
    const renumbered = (row: AnnotationRow, id: string): AnnotationRow => [row[0], row[1], row[2], { id, line: 99 }];
    expect(told([car, other], [renumbered(other, '7'), renumbered(car, '8')])).toEqual([]);
  });

  test.each<[string, AnnotationRow[], string[]]>([
    ['are added', [car, [0, 1, [100, 10, 40, 20]]], ['added train/a.jpg truck']],
    ['are removed', [], ['removed train/a.jpg car']],
    ['are moved by a quarter', [[0, 0, [20, 10, 40, 20]]], ['moved train/a.jpg car 0.6']],
    ['are re-classed', [[0, 1, [10, 10, 40, 20]]], ['re-classed train/a.jpg truck ← car 1']],
    ['are re-classed and moved', [[0, 1, [15, 10, 40, 20]]], ['re-classed train/a.jpg truck ← car 0.778']],
    ['lose their class', [[0, -1, [10, 10, 40, 20]]], ['re-classed train/a.jpg null ← car 1']],
    ['are re-shaped', [[0, 0, [10, 10, 40, 20], { geometry: 'f00d' }]], ['re-shaped train/a.jpg car 1']],
    ['are edited', [[0, 0, [10, 10, 40, 20], { attributes: { occluded: '1' } }]], ['edited train/a.jpg car 1']],
    [
      'are other ones where they hardly meet and the id is another',
      [[0, 0, [48, 10, 40, 20], { id: '9' }]],
      ['added train/a.jpg car', 'removed train/a.jpg car'],
    ],
  ])('%s', (_, head, expected) => {
    expect(told([car], head)).toEqual(expected);
  });

  test('go by their ids as far as the class is the same or the boxes meet, if the unchanged ones kept theirs', () => {
    const still = Array.from({ length: 20 }, (_, i): AnnotationRow => [1, 0, [0, i * 10, 9, 9], { id: `s${i}` }]);
    const far: AnnotationRow = [0, 0, [500, 300, 40, 20], { id: '1' }];
    const base = [...still, [0, 0, [10, 10, 40, 20], { id: '1' }] as AnnotationRow];
    expect(told(base, [...still, far])).toEqual(['moved train/a.jpg car 0']);
    const foreign: AnnotationRow = [0, 1, [500, 300, 40, 20], { id: '1' }];
    expect(told(base, [...still, foreign])).toEqual(['added train/a.jpg truck', 'removed train/a.jpg car']);
    const renumbered = still.map(([image, category, box], i): AnnotationRow => [image, category, box, { id: `r${i}` }]);
    expect(told(base, [...renumbered, far])).toEqual(['added train/a.jpg car', 'removed train/a.jpg car']);
  });

  test('are paired by the largest overlap, and by class between equal ones', () => {
    const base: AnnotationRow[] = [
      [0, 0, [0, 0, 100, 100], { id: 'x' }],
      [0, 1, [0, 0, 100, 100], { id: 'y' }],
    ];
    const head: AnnotationRow[] = [
      [0, 1, [10, 0, 100, 100], { id: 'x' }],
      [0, 0, [10, 0, 100, 100], { id: 'z' }],
      [0, 2, [0, 0, 100, 95], { id: 'w' }],
    ];
    const renumbered: AnnotationRow[] = [[1, 0, [0, 0, 5, 5], { id: 'p' }]];
    const last: AnnotationRow[] = [[1, 0, [0, 0, 5, 5], { id: 'q' }]];
    expect(told([...base, ...renumbered], [...head, ...last])).toEqual([
      'added train/a.jpg car',
      'moved train/a.jpg truck 0.818',
      're-classed train/a.jpg bus ← car 0.95',
    ]);
  });

  test('stand on their line, those removed on that of base', () => {
    const base: AnnotationRow[] = [[0, 0, [10, 10, 40, 20], { line: 7, column: 3 }]];
    const head: AnnotationRow[] = [[0, 0, [300, 10, 40, 20], { line: 9, id: 'other' }]];
    expect(between(base, head).items.map(({ kind, at }) => [kind, at])).toEqual([
      ['added', { path: 'data/annotations.json', line: 9 }],
      ['removed', { path: 'data/annotations.json', line: 7, column: 3 }],
    ]);
  });
});

test('a class by its name: a list in another order makes another class of every mark', () => {
  const marks = Array.from({ length: 10 }, (_, i): AnnotationRow => [i % 2, 0, [i * 50, 10, 40, 20]]);
  const reordered = { rows: photos, marks, more: { classes: ['truck', 'car', 'bus'] } };
  expect(changes({ rows: photos, marks }, reordered).relabellings).toEqual([
    { split: 'train', from: 'car', to: 'truck', n: 5 },
    { split: 'test', from: 'car', to: 'truck', n: 5 },
  ]);
  const renamed = { rows: photos, marks, more: { classes: ['auto', 'truck', 'bus'] } };
  expect(changes({ rows: photos, marks }, renamed).relabellings.map(({ to }) => to)).toEqual(['auto', 'auto']);
});

test('what share of a class became another is counted by split', () => {
  const marks = (trucks: number) =>
    Array.from({ length: 100 }, (_, i): AnnotationRow => [i % 2, i < trucks ? 1 : 0, [i * 50, 10, 40, 20]]);
  const { counts, totals, relabellings } = between(marks(0), marks(30));
  expect(counts).toEqual([
    { split: 'train', label: 'car', base: 50, head: 35 },
    { split: 'train', label: 'truck', base: 0, head: 15 },
    { split: 'test', label: 'car', base: 50, head: 35 },
    { split: 'test', label: 'truck', base: 0, head: 15 },
  ]);
  expect(totals).toEqual([
    { kind: 're-classed', split: 'train', label: 'truck', n: 15 },
    { kind: 're-classed', split: 'test', label: 'truck', n: 15 },
  ]);
  expect(relabellings.map(({ from, to, n }) => [from, to, n])).toEqual([
    ['car', 'truck', 15],
    ['car', 'truck', 15],
  ]);
});

test('all are counted and the first two hundred of each kind listed: of test before train, the farthest first', () => {
  const marks = (shift: (i: number) => number) =>
    Array.from({ length: 600 }, (_, i): AnnotationRow => [i % 2, 0, [i * 50 + shift(i), 10, 40, 20]]);
  const { totals, items } = between(
    marks(() => 0),
    marks((i) => 1 + (i % 7)),
  );
  expect(totals.map(({ split, n }) => [split, n])).toEqual([
    ['train', 300],
    ['test', 300],
  ]);
  expect(items).toHaveLength(200);
  expect(new Set(items.map(({ split }) => split))).toEqual(new Set(['test']));
  expect(items[0].iou).toBeCloseTo(33 / 47, 9);
});

test('the marks of a new image are counted by class, and are no change of marks', () => {
  const marks: AnnotationRow[] = [[0, 0, [10, 10, 40, 20]]];
  const more: SampleRow[] = [...photos, ['train/c.jpg', 'c', 'train', null]];
  const found = changes({ rows: photos, marks }, { rows: more, marks: [...marks, [2, 1, [0, 0, 9, 9]]] });
  expect(found.totals).toEqual([]);
  expect(found.counts).toContainEqual({ split: 'train', label: 'truck', base: 0, head: 1 });
});

test('boxes that were resized with their picture are where they were', () => {
  const half: SampleRow[] = [['train/a.jpg', 'smaller', 'train', null]];
  const marks: AnnotationRow[] = [
    [0, 0, [10, 10, 41, 21]],
    [0, 1, [100, 10, 40, 20]],
  ];
  const halved: AnnotationRow[] = [
    [0, 0, [5, 5, 20.5, 10.4]],
    [0, 1, [80, 5, 20, 10]],
  ];
  const base = { rows: [photos[0]], marks };
  const found = changes(base, { rows: half, marks: halved, size: [320, 240] });
  expect(found.items.map(brief)).toEqual(['moved train/a.jpg truck 0']);
});

test('marks in fractions are other ones than marks in pixels', () => {
  const marks: AnnotationRow[] = [[0, 0, [0, 0, 1, 1]]];
  const found = changes({ rows: photos, marks }, { rows: photos, marks, columns: { unit: 'fractions' } });
  expect(found.totals.map(({ kind, n }) => [kind, n])).toEqual([
    ['removed', 1],
    ['added', 1],
  ]);
});

test('masks are compared by their bytes', () => {
  const masked = (hash: string[]) => ({
    rows: [...photos, ['test/d.jpg', 'd', 'test', null] as SampleRow],
    marks: [],
    more: { annotations: null, masks: { hash, path: hash.map((one, i) => (one === '' ? '' : `masks/${i}.png`)) } },
  });
  const found = changes(masked(['x', 'y', '']), masked(['X', '', 'z']));
  expect(found.items.map(({ kind, path, label, at }) => [kind, path, label, at.path])).toEqual([
    ['added', 'test/d.jpg', null, 'masks/2.png'],
    ['removed', 'test/b.jpg', null, 'masks/1.png'],
    ['re-shaped', 'train/a.jpg', null, 'masks/0.png'],
  ]);
});

test('values that are no numbers are as they were, and never a partner', () => {
  const nan: AnnotationRow = [0, 0, [Number.NaN, 0, Number.POSITIVE_INFINITY, 1e308]];
  expect(told([nan], [nan])).toEqual([]);
  expect(told([nan], [[0, 0, [Number.NaN, 1, 5, 5], { id: 'other' }]])).toEqual([
    'added train/a.jpg car',
    'removed train/a.jpg car',
  ]);
});

test('any edits of marks, with ids that last or not, are recovered one by one', () => {
  const kinds = ['none', 'added', 'removed', 'moved', 're-classed', 're-shaped', 'edited'] as const;
  const given = fc.record({
    list: fc.array(
      fc.tuple(fc.constantFrom(...kinds), fc.nat(1), fc.nat(2), fc.integer({ min: -9, max: 9 }), fc.nat()),
      { maxLength: 60 },
    ),
    keepsIds: fc.boolean(),
  });
  fc.assert(
    fc.property(given, ({ list, keepsIds }) => {
      const base: AnnotationRow[] = [];
      const head: { key: number; row: AnnotationRow }[] = [];
      const expected: string[] = [];
      for (const [n, [kind, image, category, by, key]] of list.entries()) {
        const box = [n * 100, 10, 40, 30] as const;
        const row: AnnotationRow = [image, category, box, { id: String(n) }];
        if (kind !== 'added') base.push(row);
        const id = keepsIds ? String(n) : `new ${list.length - n}`;
        const now = {
          none: () => [image, category, box, { id }],
          added: () => [image, category, box, { id }],
          removed: () => null,
          moved: () => [image, category, [n * 100 + (by || 1), 10, 40, 30 + Math.abs(by)], { id }],
          're-classed': () => [image, (category + 1) % 3, box, { id }],
          're-shaped': () => [image, category, box, { id, geometry: `points ${by}` }],
          edited: () => [image, category, box, { id, attributes: { occluded: String(by) } }],
        }[kind]() as AnnotationRow | null;
        if (now) head.push({ key, row: now });
        if (kind !== 'none') {
          const label = classes[now ? now[1] : category];
          const from = kind === 're-classed' ? ` ← ${classes[category]}` : '';
          expected.push(`${kind} ${photos[image][0]} ${label}${from}`);
        }
      }
      const found = between(
        base,
        head.toSorted((a, b) => a.key - b.key).map(({ row }) => row),
      );
      const bare = found.items.map((item) => brief({ ...item, iou: null }));
      expect(bare.toSorted()).toEqual(expected.toSorted());
    }),
  );
});
