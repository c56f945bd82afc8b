import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleChanges } from '../../src/gather/changes/sample-changes.ts';
import { pairSamples } from '../../src/gather/changes/sample-pairs.ts';
import type { SampleChange } from '../../src/model/facts.ts';
import { type ImageRow, images, type SampleRow, samples } from '../harness/rule/index.ts';

/** A sample and what its pixels look like; no look where it was not decoded. */
type Row = [...Parameters<typeof row>];
const row = (path: string, hash: string, split: string, label: string | null, look?: ImageRow) =>
  ({ sample: [path, hash, split, label] as SampleRow, look }) as const;

function side(rows: readonly Row[]) {
  const all = rows.map((one) => row(...one));
  const looks = all.map(({ look }) => look ?? { error: 'Its bytes could not be had.' });
  return {
    samples: samples(
      'pets',
      all.map(({ sample }) => sample),
    ).pets,
    images: images('pets', looks).pets,
  };
}

function changes(base: readonly Row[], head: readonly Row[]) {
  const [before, after] = [side(base), side(head)];
  return sampleChanges(before, after, pairSamples(before, after));
}

const brief = ({ kind, path, from }: SampleChange) => `${kind} ${path}${from?.path ? ` ← ${from.path}` : ''}`;
const told = (base: readonly Row[], head: readonly Row[]) => changes(base, head).samples.map(brief);

const hash = 'ffff0000ffff0000';
/** The hash with its last bits flipped. */
const off = (bits: number) => (BigInt(`0x${hash}`) ^ ((1n << BigInt(bits)) - 1n)).toString(16);

describe('a picture in other bytes', () => {
  test('is re-encoded where it keeps its path, up to four bits of its hash; another picture is modified', () => {
    const base: Row[] = [['a.jpg', 'a', 'train', 'cat', { phash: hash }]];
    const head = (look: ImageRow): Row[] => [['a.jpg', 'b', 'train', 'cat', look]];
    expect(told(base, head({ phash: off(4) }))).toEqual(['re-encoded a.jpg']);
    expect(told(base, head({ phash: off(4), width: 320, height: 240 }))).toEqual(['re-encoded a.jpg']);
    expect(told(base, head({ phash: off(4), width: 480, height: 640, orientation: 6 }))).toEqual(['re-encoded a.jpg']);
    expect(told(base, head({ phash: off(5) }))).toEqual(['modified a.jpg']);
    expect(told(base, head({ phash: hash, width: 480, height: 640 }))).toEqual(['modified a.jpg']);
    expect(told(base, head({ phash: hash, brightness: 0.6 }))).toEqual(['modified a.jpg']);
    expect(told(base, head({ error: 'It is cut off.' }))).toEqual(['modified a.jpg']);
  });

  test('is found under another extension, though its label and split were edited too', () => {
    const base: Row[] = [['a.png', 'a', 'train', 'cat', { phash: hash }]];
    const head: Row[] = [['a.jpg', 'b', 'test', 'dog', { phash: off(3) }]];
    expect(told(base, head)).toEqual(['re-encoded a.jpg ← a.png', 'moved a.jpg ← a.png', 'relabelled a.jpg ← a.png']);
  });

  test('is found anywhere up to two bits, if it keeps its label', () => {
    const base: Row[] = [['a.png', 'a', 'train', 'cat', { phash: hash }]];
    const head = (label: string, bits: number): Row[] => [['new/z.jpg', 'b', 'train', label, { phash: off(bits) }]];
    expect(told(base, head('cat', 2))).toEqual(['re-encoded new/z.jpg ← a.png']);
    expect(told(base, head('dog', 2))).toEqual(['added new/z.jpg', 'removed a.png']);
    expect(told(base, head('cat', 3))).toEqual(['added new/z.jpg', 'removed a.png']);
  });

  test('is no reason to pair more than once, nor to compare a thousand with a thousand', () => {
    const rows = (prefix: string): Row[] =>
      Array.from({ length: 1000 }, (_, i) => [`${prefix}${i}.png`, `${prefix}${i}`, 'train', 'cat', { phash: hash }]);
    const { totals } = changes(rows('a'), rows('b'));
    expect(totals).toEqual([{ kind: 're-encoded', split: 'train', from: 'train', n: 1000 }]);
  });
});

test('changes past ten thousand of a kind and split are counted, not listed', () => {
  const rows = (count: number, split: string): Row[] =>
    Array.from({ length: count }, (_, i) => [`${split}/${i}.png`, `${split}${i}`, split, 'cat']);
  const found = changes(rows(3, 'train'), [...rows(10_020, 'train'), ...rows(2, 'test')]);
  expect(found.samples).toHaveLength(10_002);
  expect(found.totals).toEqual([
    { kind: 'added', split: 'train', from: 'train', n: 10_017 },
    { kind: 'added', split: 'test', from: 'test', n: 2 },
  ]);
});

/** What each edit makes of a sample, and the changes that tell of it. */
const edits: Record<string, (is: Row, n: number) => Row[]> = {
  none: (is) => [is],
  removed: () => [],
  modified: ([path, , split, label], n) => [[path, `new ${n}`, split, label]],
  renamed: ([, hash, split, label], n) => [[`renamed/${n}.png`, hash, split, label]],
  moved: ([path, hash, split, label]) => [[path, hash, split === 'train' ? 'test' : 'train', label]],
  relabelled: ([path, hash, split, label]) => [[path, hash, split, label === 'cat' ? 'dog' : 'cat']],
  added: (is, n) => [is, [`added/${n}.png`, `added ${n}`, 'train', 'cat']],
};

test('any edits of any listing in any order are recovered one by one', () => {
  const edit = fc.constantFrom(...Object.keys(edits));
  const given = fc.record({
    list: fc.array(fc.tuple(edit, fc.constantFrom('train', 'test'), fc.constantFrom('cat', 'dog', null))),
    order: fc.infiniteStream(fc.nat()),
    isShuffled: fc.boolean(),
  });
  fc.assert(
    fc.property(given, ({ list, order, isShuffled }) => {
      const base = list.map(([, split, label], n): Row => [`${n}.png`, `content ${n}`, split, label]);
      let head = list.flatMap(([kind], n) => edits[kind](base[n], n));
      if (isShuffled) {
        const keys = new Map(head.map((one) => [one, order.next().value as number]));
        head = head.toSorted((a, b) => keys.get(a)! - keys.get(b)!);
      }
      const expected = list.flatMap(([kind], n) => {
        if (kind === 'none') return [];
        if (kind === 'added') return [`added added/${n}.png`];
        return [kind === 'renamed' ? `renamed renamed/${n}.png ← ${n}.png` : `${kind} ${n}.png`];
      });
      expect(told(base, head).toSorted()).toEqual(expected.toSorted());
    }),
  );
});
