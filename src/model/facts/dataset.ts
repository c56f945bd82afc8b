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
  /** Path of the image in the repository; of one in a container `file#member`: `a.parquet#image/17:cat.jpg` (column, row from 0, its own name if it has one), `a.tar#n01/17.jpg`. */
  path: string[];
  /** Content hash; `''` when the listed image is not in the commit. Of a contained image `sha256:` and that of its bytes. */
  hash: string[];
  bytes: Float64Array;
  split: string[];
  /** Label as written; `null` when unlabelled. */
  label: (string | null)[];
  /** Attribute columns by name; `null` where an image has no value. */
  attributes: Record<string, (string | null)[]>;
  /** Attributes whose values are groups. */
  groups: string[];
  /** Up to how many of them are crossed with each other, and from how many images a crossing is a group; absent: none. */
  intersections?: { order: number; atLeast: number };
  /** Value of the unit column (patient, video …), when the policy declares one. */
  unit: (string | null)[] | null;
  /** The file that holds the image where several lie in one (Parquet, tar), which is then the place; `null` when none does. */
  container: (string | null)[] | null;
  /** File that lists the sample, its line and column there (line 0: the image file itself is the place; column 0: the line is enough). */
  manifest: string[];
  line: Int32Array;
  column: Int32Array;
  /** Size in pixels that the listing gives each image; 0 where it gives none. `null` when it never does. */
  declared: { width: Int32Array; height: Int32Array } | null;
  /** Mask of each image: its path and content hash, both `''` where it has none. `null` when the format has no masks. */
  masks: { path: string[]; hash: string[] } | null;
  /** The picture that each image should become: its path and content hash, both `''` where it has none. `null` when the format has none. */
  targets: { path: string[]; hash: string[] } | null;
  /** What is marked in the images; `null` when the format marks nothing. */
  annotations: Annotations | null;
  /** What could not be taken in: ragged rows, unknown splits, attributes for unknown images; `unknown` is a label outside the class list, with how many samples or annotations have it. */
  problems: { message: string; at: Position; unknown?: { label: string; count: number } }[];
  orientation: 'apply' | 'ignore' | 'unsaid';
}

/** How an object is marked. `Annotations.shape` holds the index. */
export const shapes = ['box', 'rotated box', 'polygon', 'run lengths', 'keypoints'] as const;

/** Objects marked in the images of one dataset, in columns: row i of every column is the same object. */
export interface Annotations {
  count: number;
  /** Row of `Samples` of its image; −1 where it names an image that is not listed. */
  sample: Int32Array;
  /** Index into `Samples.classes`; −1 where its class is not in the list. */
  category: Int32Array;
  /** Index into `shapes`. */
  shape: Uint8Array;
  /** Left, top, width and height of each, 4n values as written, from the image's top left corner; the bounds of a polygon. */
  boxes: Float64Array;
  /** Whether lengths are pixels, or fractions of the image's width and height. */
  unit: 'pixels' | 'fractions';
  /** Area as written, or of the polygon, in squared units; NaN when neither is there. */
  area: Float64Array;
  /** 1 for a region that holds several objects (COCO's `iscrowd`). */
  crowd: Uint8Array;
  /** Digest of the points or run lengths; `''` for a box, which its numbers name. */
  geometry: string[];
  /** Its id as written; `''` when the format has none. */
  id: string[];
  /** Attributes of objects by name (`occluded`, `difficult` …); `null` where one has no value. */
  attributes: Record<string, (string | null)[]>;
  /** Files that hold annotations; `file` is the index of each one's, `line` and `column` its place there, from 1. */
  files: string[];
  file: Int32Array;
  line: Int32Array;
  column: Int32Array;
}

/** Facts of the headers and pixels, row-aligned with `Samples`; computed once per content hash. Numbers are 0 where nothing else is said of an unreadable image. */
export interface Images {
  dataset: string;
  /** Why the image could not be decoded; `null` when it could. */
  error: (string | null)[];
  /** Name of the decoded format: `jpeg`, `png`, `webp` …; `Git LFS pointer` or `DVC pointer` where one lies in its place; `''` when unreadable. */
  format: string[];
  /** Colour mode as stored: `grey`, `rgb`, `palette`, `cmyk` or another space's name, followed by ` alpha` where it has transparency; `''` when unreadable. */
  mode: string[];
  /** Bits a channel as stored, 1–16; of the index in a palette. */
  depth: Uint8Array;
  /** Name of the embedded colour profile, else its digest; `''` when there is none. */
  icc: string[];
  /** Size in pixels as stored, before it is turned by its orientation. */
  width: Int32Array;
  height: Int32Array;
  /** Bands as decoded, alpha included: 3 for a palette. */
  channels: Uint8Array;
  /** Frames or pages of the file; only the first is looked at. */
  frames: Int32Array;
  /** 1 for a progressive JPEG or an interlaced PNG. */
  progressive: Uint8Array;
  /** JPEG quality, 1–100, on the scale of the Independent JPEG Group: the one whose luminance table is nearest; NaN for other formats. */
  quality: Float64Array;
  /** Digest of the JPEG's quantisation tables; `''` for other formats. */
  tables: string[];
  /** EXIF orientation 1–8; 1 when there is none. */
  orientation: Uint8Array;
  /** 1 when EXIF or XMP hold a GPS position. */
  location: Uint8Array;
  /** cleanvision's scores, 0–1, low is bad; NaN when unreadable. */
  dark: Float64Array;
  bright: Float64Array;
  blurry: Float64Array;
  lowInformation: Float64Array;
  /** 1 when the decoded picture has no colour: stored as grey, or red = green = blue everywhere. */
  grey: Uint8Array;
  /** Mean and standard deviation (RMS contrast) of ITU-R 601 luma, 0–1; NaN when unreadable. */
  brightness: Float64Array;
  contrast: Float64Array;
  /** Mean of each channel over the sum of the three means, 0–1; ⅓ each without colour or light, NaN when unreadable. */
  red: Float64Array;
  green: Float64Array;
  blue: Float64Array;
  /** 64-bit DCT perceptual hash as 16 hex digits; `''` when unreadable. */
  phash: string[];
}

/** What the masks say, row-aligned with `Samples`; computed once per content hash. A row without a mask is empty. */
export interface Masks {
  dataset: string;
  /** Why the mask could not be read; `null` when it could, or there is none. */
  error: (string | null)[];
  width: Int32Array;
  height: Int32Array;
  /** The mask of row i holds the values from `start[i]` to below `start[i + 1]`, ascending. */
  start: Int32Array;
  /** Class index as stored, or by the colour; −1 − (red · 65536 + green · 256 + blue) for a colour that is no class. Without the value that the policy ignores. */
  value: Int32Array;
  /** Pixels of each value. */
  pixels: Float64Array;
  /** Pixels of the value that is ignored. */
  ignored: Float64Array;
}

/** Pairs of images whose bytes differ and that look alike, by rows of `Samples`: the first row of each content. */
export interface NearDuplicates {
  dataset: string;
  /** `first[i] < second[i]`, in ascending order. */
  first: Int32Array;
  second: Int32Array;
  /** Hamming distance of the perceptual hashes, 0–64. */
  distance: Uint8Array;
  /** 1 where the aligned pixels agree as well: the same picture; 0 where they do not, or could not be had. */
  confirmed: Uint8Array;
}
