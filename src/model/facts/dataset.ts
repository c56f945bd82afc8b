import type { Position } from '../fault.ts';

/** A dataset's listing, in columns: row i of every column is the same sample. Read from trees and tables, never from pixels. */
export interface Samples {
  dataset: string;
  format: string;
  count: number;
  /** Class names: the declared list in its order, else the labels in use, sorted. */
  classes: string[];
  /** Whether the class list was declared (by the policy or a file), and where. */
  classesAt: Position | null;
  /** Path of the image in the repository. */
  path: string[];
  /** Content hash; `''` when the listed image is not in the commit. */
  hash: string[];
  bytes: Float64Array;
  split: string[];
  /** Label as written; `null` when unlabelled. */
  label: (string | null)[];
  /** Attribute columns by name; `null` where an image has no value. */
  attributes: Record<string, (string | null)[]>;
  /** Attributes whose values are groups. */
  groups: string[];
  /** Value of the unit column (patient, video …), when the policy declares one. */
  unit: (string | null)[] | null;
  /** Manifest that lists the sample, and its line there (0: no manifest, the image file itself is the place). */
  manifest: string[];
  line: Int32Array;
  /** What could not be taken in: ragged rows, unknown splits, attributes for unknown images. */
  problems: { message: string; at: Position }[];
  orientation: 'apply' | 'ignore' | 'unsaid';
}

/** Facts of the pixels, row-aligned with `Samples`; computed once per content hash. */
export interface Images {
  dataset: string;
  /** Why the image could not be decoded; `null` when it could. */
  error: (string | null)[];
  /** Name of the decoded format: `jpeg`, `png`, `webp` …; `''` when unreadable. */
  format: string[];
  width: Int32Array;
  height: Int32Array;
  channels: Uint8Array;
  /** EXIF orientation 1–8; 1 when there is none. */
  orientation: Uint8Array;
  /** 1 when EXIF holds a GPS position. */
  location: Uint8Array;
  /** cleanvision's scores, 0–1, low is bad; NaN when unreadable. */
  dark: Float64Array;
  bright: Float64Array;
  blurry: Float64Array;
  lowInformation: Float64Array;
  /** 64-bit DCT perceptual hash as 16 hex digits; `''` when unreadable. */
  phash: string[];
}

export interface SampleChange {
  kind: 'added' | 'removed' | 'modified' | 'renamed' | 'moved' | 'relabelled';
  path: string;
  hash: string;
  from?: { path?: string; split?: string; label?: string | null; hash?: string };
  split: string;
  label: string | null;
}

export interface DatasetChanges {
  dataset: string;
  samples: SampleChange[];
  classes: { base: string[]; head: string[] };
  /** Samples by split and class, before and after. */
  counts: { split: string; label: string; base: number; head: number }[];
}
