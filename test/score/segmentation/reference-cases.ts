import { readFileSync } from 'node:fs';
import { type BoundaryCounts, boundaryCounts } from '../../../src/score/segmentation/boundary.ts';
import type { SegmentationColumns } from '../../../src/score/segmentation/columns.ts';
import { type ImageConfusion, imageConfusion } from '../../../src/score/segmentation/confusion.ts';

/** Two class maps of one size. */
export interface MapPair {
  width: number;
  height: number;
  truth: Uint8Array;
  predicted: Uint8Array;
}

export interface ReferenceCase {
  name: string;
  classes: number;
  ignore: number | null;
  images: MapPair[];
  expected: Record<string, number | null> & {
    confusions: number[][];
    /** By image and class: predicted, predicted matched, true, true matched. */
    outlines: [number, number, number, number][][];
    iou_per_class: (number | null)[];
    dice_per_class: (number | null)[];
    boundary_f_per_class: (number | null)[];
  };
}

const text = readFileSync(new URL('../../reference/segmentation.json', import.meta.url), 'utf8');

/** What `test/reference/segmentation.py` wrote, its runs laid out. */
export const referenceCases: ReferenceCase[] = JSON.parse(text).map(
  ({ images, ...rest }: { images: { width: number; height: number; truth: number[]; predicted: number[] }[] }) => ({
    ...rest,
    images: images.map((image) => ({ ...image, truth: fromRuns(image.truth), predicted: fromRuns(image.predicted) })),
  }),
);

function fromRuns(runs: number[]): Uint8Array {
  const pixels: number[] = [];
  for (let at = 0; at < runs.length; at += 2) pixels.push(...Array<number>(runs[at + 1]).fill(runs[at]));
  return Uint8Array.from(pixels);
}

/** Counts the pixels and outlines of all images. */
export function columnsOf({
  classes,
  ignore,
  images,
}: Pick<ReferenceCase, 'classes' | 'ignore' | 'images'>): SegmentationColumns {
  const confusions = images.map(({ truth, predicted }) => imageConfusion(truth, predicted, classes, ignore));
  const outlines = images.map(({ truth, predicted, width, height }) =>
    boundaryCounts(truth, predicted, { width, height, classes, ignore }),
  );
  const outline = (name: keyof BoundaryCounts) => Float64Array.from(outlines.flatMap((counts) => [...counts[name]]));
  return {
    classes,
    start: startsOf(confusions),
    cell: Int32Array.from(confusions.flatMap(({ cell }) => [...cell])),
    pixels: Float64Array.from(confusions.flatMap(({ pixels }) => [...pixels])),
    boundary: {
      predicted: outline('predicted'),
      predictedMatched: outline('predictedMatched'),
      truth: outline('truth'),
      truthMatched: outline('truthMatched'),
    },
  };
}

function startsOf(confusions: ImageConfusion[]): Int32Array {
  const start = new Int32Array(confusions.length + 1);
  confusions.forEach(({ cell }, i) => {
    start[i + 1] = start[i] + cell.length;
  });
  return start;
}
