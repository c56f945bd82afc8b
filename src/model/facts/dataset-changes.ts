import type { Position } from '../fault.ts';

/**
 * What can become of a sample: `modified` has another picture at the same path, `re-encoded` the same picture in other
 * bytes, `moved` another split.
 */
export const sampleChangeKinds = [
  'added',
  'removed',
  'modified',
  're-encoded',
  'renamed',
  'moved',
  'relabelled',
] as const;

export interface SampleChange {
  kind: (typeof sampleChangeKinds)[number];
  path: string;
  hash: string;
  /** What was otherwise at base; absent for added and removed ones. */
  from?: { path?: string; split?: string; label?: string | null; hash?: string };
  split: string;
  label: string | null;
  /** Its line in the manifest, else the image itself; of base where it is removed. */
  at: Position;
}

/**
 * What can become of a mark: `moved` has another box and the same class, `re-classed` another class, `re-shaped` other
 * points, run lengths or mask in the same box, `edited` other attributes alone.
 */
export const annotationChangeKinds = ['added', 'removed', 'moved', 're-classed', 're-shaped', 'edited'] as const;

export interface AnnotationChange {
  kind: (typeof annotationChangeKinds)[number];
  /** Path and content hash of its image. */
  path: string;
  hash: string;
  split: string;
  /** Class at head, or at base where it is removed; `null` for a mask, and where it is not in the class list. */
  label: string | null;
  /** Class at base, where it is re-classed. */
  from?: string | null;
  /** Intersection over union of the boxes before and after, 0–1; `null` for an added or removed one and for a mask. */
  iou: number | null;
  /** Its place at head; at base where it is removed. */
  at: Position;
}

/** Samples or annotations by split and class, before and after. */
export interface ClassCount {
  split: string;
  label: string;
  base: number;
  head: number;
}

/** How many became one class that were another. `null`: unlabelled, or not in the class list. */
export interface Relabelling {
  split: string;
  from: string | null;
  to: string | null;
  n: number;
}

/** What became of the marks in the images that both sides have: those of added and removed images come and go with them. */
export interface AnnotationChanges {
  /** All annotations, those of added and removed images too. */
  counts: ClassCount[];
  /** All changes, by kind, split and class as an `AnnotationChange` has them. */
  totals: { kind: AnnotationChange['kind']; split: string; label: string | null; n: number }[];
  relabellings: Relabelling[];
  /** At most 200 of each kind, evaluation splits first, else in the order of head's images, in each the moved ones by IoU from below. */
  items: AnnotationChange[];
}

export interface DatasetChanges {
  dataset: string;
  /** At most 10 000 of each kind and split: in the order of head, then those removed in the order of base. */
  samples: SampleChange[];
  /** All changes of samples by kind and split; `from` is the split at base, the same but for those that moved. */
  totals: { kind: SampleChange['kind']; split: string; from: string; n: number }[];
  relabellings: Relabelling[];
  /** Class lists, and the names of both whose index is another. */
  classes: { base: string[]; head: string[]; moved: { name: string; from: number; to: number }[] };
  counts: ClassCount[];
  /** `null` when neither side marks anything. */
  annotations: AnnotationChanges | null;
}
