import { readFileSync } from 'node:fs';
import type { DetectionColumns, Objects, RunLengths } from '../../../src/score/detection/columns.ts';
import type { DetectionScoreName } from '../../../src/score/detection/scores.ts';

export interface Expected {
  /** `null` where pycocotools says −1. */
  summary: Record<DetectionScoreName, number | null>;
  classes: { ap: number | null; ap_50: number | null; ar: number | null }[];
}

interface WrittenObjects {
  image: number[];
  category: number[];
  boxes?: number[];
  masks?: number[][];
}

interface WrittenCase {
  name: string;
  images: number;
  classes: number;
  overlap: 'box' | 'mask';
  truth: WrittenObjects & { area: number[]; crowd: number[]; ignore: number[]; ids: number[] };
  detected: WrittenObjects & { score: number[] };
  expected: Expected;
  corrected: Expected;
  partners: number[];
  overlaps: { image: number; category: number; values: number[][] } | null;
}

export interface ReferenceCase {
  name: string;
  columns: DetectionColumns;
  /** Annotation id of each true object. */
  ids: number[];
  /** pycocotools as it is. */
  expected: Expected;
  /** pycocotools that keeps `ignore` and has no id 0. */
  corrected: Expected;
  /** Row of the true object that each detection meets at 0.5; −1: none, −2: beyond the limit. Corrected. */
  partners: number[];
  /** Of one image and class: by falling score, then by true object. */
  overlaps: { image: number; category: number; values: number[][] } | null;
}

const text = readFileSync(new URL('../../reference/coco_evaluation.json', import.meta.url), 'utf8');
const written: { cases: WrittenCase[]; resampled: WrittenCase & { resamples: Resample[] } } = JSON.parse(text);

/** Each image as often as drawn. */
export interface Resample {
  times: number[];
  expected: Expected;
}

/** What `test/reference/coco_evaluation.py` wrote, in columns. */
export const referenceCases: ReferenceCase[] = [...written.cases, written.resampled].map(read);

export const resampled: ReferenceCase & { resamples: Resample[] } = {
  ...read(written.resampled),
  resamples: written.resampled.resamples,
};

function read(entry: WrittenCase): ReferenceCase {
  const { truth, detected, images, classes, overlap } = entry;
  return {
    ...entry,
    ids: truth.ids,
    columns: {
      classes,
      overlap,
      truth: {
        ...objectsOf(truth, images),
        area: Float64Array.from(truth.area),
        crowd: Uint8Array.from(truth.crowd),
        ignore: Uint8Array.from(truth.ignore),
      },
      detected: { ...objectsOf(detected, images), score: Float64Array.from(detected.score) },
    },
  };
}

function objectsOf({ image, category, boxes, masks }: WrittenObjects, images: number): Objects {
  return {
    start: Int32Array.from({ length: images + 1 }, (_, i) => image.filter((own) => own < i).length),
    category: Int32Array.from(category),
    boxes: boxes ? Float64Array.from(boxes) : new Float64Array(4 * category.length),
    masks: masks
      ? masks.map((counts): RunLengths => ({ width: 64, height: 48, counts: Uint32Array.from(counts) }))
      : null,
  };
}
