import type { AnnotationChange, DatasetChanges, SampleChange } from '../../../src/model/facts.ts';
import { countsOf } from '../../harness/rule/index.ts';
import { hostile } from './results.ts';

const change = (
  kind: SampleChange['kind'],
  path: string,
  split: string,
  label: string | null,
  from?: SampleChange['from'],
): SampleChange => ({ kind, path, hash: `hash:${path}`, split, label, ...(from && { from }), at: { path } });

const samples: SampleChange[] = [
  ...Array.from({ length: 120 }, (_, index) =>
    change('added', `data/train/rust/${String(600 + index).padStart(4, '0')}.jpg`, 'train', 'rust'),
  ),
  change('added', hostile.html, 'train', 'rust'),
  change('added', hostile.command, 'train', null),
  change('added', 'data/train/rust/blight.jpg', 'train', hostile.html),
  change('modified', 'data/train/rust/0011.jpg', 'train', 'rust', { hash: 'hash:old' }),
  change('re-encoded', 'data/train/healthy/0200.jpg', 'train', 'healthy', {
    hash: 'hash:png',
    path: 'data/train/healthy/0200.png',
  }),
  change('renamed', 'data/train/healthy/leaf-1.jpg', 'train', 'healthy', { path: 'data/train/healthy/1.jpg' }),
  ...Array.from({ length: 9 }, (_, index) =>
    change('relabelled', `data/test/rust/000${index}.png`, 'test', 'rust', {
      label: 'scab',
      path: `data/test/scab/000${index}.png`,
    }),
  ),
  change('relabelled', 'data/train/scab/0100.png', 'train', 'scab', { label: null }),
  change('moved', 'data/test/rust/0041.png', 'test', 'rust', { path: 'data/train/rust/0041.png', split: 'train' }),
  change('removed', 'data/train/scab/z-copy.png', 'train', 'scab'),
];

/** Photographs of leaves: many of one class are new, and labels of test images were edited. */
export const leaves: DatasetChanges = {
  dataset: 'leaves',
  samples,
  ...countsOf(samples),
  classes: {
    base: ['healthy', 'rust', 'scab'],
    head: [hostile.html, 'healthy', 'rust', 'scab'],
    moved: [
      { name: 'healthy', from: 0, to: 1 },
      { name: 'rust', from: 1, to: 2 },
      { name: 'scab', from: 2, to: 3 },
    ],
  },
  counts: [
    { split: 'train', label: hostile.html, base: 0, head: 1 },
    { split: 'train', label: 'healthy', base: 3100, head: 3100 },
    { split: 'train', label: 'rust', base: 600, head: 720 },
    { split: 'train', label: 'scab', base: 100, head: 100 },
    { split: 'test', label: 'healthy', base: 219, head: 219 },
    { split: 'test', label: 'rust', base: 131, head: 141 },
    { split: 'test', label: 'scab', base: 137, head: 128 },
  ],
  annotations: null,
};

const mark = (
  kind: AnnotationChange['kind'],
  line: number,
  split: string,
  label: string | null,
  more: Partial<AnnotationChange> = {},
): AnnotationChange => ({
  kind,
  path: `images/${split}/${line}.jpg`,
  hash: `hash:${line}`,
  split,
  label,
  iou: null,
  at: { path: `labels/${split}.json`, line: 1, column: line * 180 },
  ...more,
});

/** Boxes of vehicles: three in ten cars became trucks. */
export const traffic: DatasetChanges = {
  dataset: 'traffic',
  samples: [],
  totals: [],
  relabellings: [],
  classes: { base: ['car', 'truck'], head: ['car', 'truck'], moved: [] },
  counts: [],
  annotations: {
    counts: [
      { split: 'train', label: 'car', base: 4000, head: 2805 },
      { split: 'train', label: 'truck', base: 900, head: 2100 },
      { split: 'test', label: 'car', base: 400, head: 388 },
    ],
    totals: [
      { kind: 'added', split: 'train', label: 'car', n: 5 },
      { kind: 'moved', split: 'train', label: 'car', n: 29 },
      { kind: 'moved', split: 'test', label: 'car', n: 2 },
      { kind: 're-classed', split: 'train', label: 'truck', n: 1200 },
      { kind: 're-classed', split: 'test', label: 'truck', n: 12 },
      { kind: 're-shaped', split: 'train', label: null, n: 3 },
    ],
    relabellings: [
      { split: 'train', from: 'car', to: 'truck', n: 1200 },
      { split: 'test', from: 'car', to: 'truck', n: 12 },
    ],
    items: [
      ...Array.from({ length: 5 }, (_, index) => mark('added', 900 + index, 'train', 'car')),
      mark('moved', 17, 'test', 'car', { iou: 0.412 }),
      mark('moved', 18, 'test', 'car', { iou: 0.87 }),
      ...Array.from({ length: 29 }, (_, index) =>
        mark('moved', 30 + index, 'train', 'car', { iou: 0.6 + index / 100 }),
      ),
      ...Array.from({ length: 12 }, (_, index) =>
        mark('re-classed', 60 + index, 'test', 'truck', { from: 'car', iou: 1 }),
      ),
      ...Array.from({ length: 188 }, (_, index) =>
        mark('re-classed', 100 + index, 'train', 'truck', { from: 'car', iou: 1 }),
      ),
      mark('re-shaped', 3, 'train', null, { at: { path: 'masks/train/3.png' } }),
    ],
  },
};
