import type { BoundaryCounts } from '../../../score/segmentation/boundary.ts';
import type { ImageConfusion } from '../../../score/segmentation/confusion.ts';

/** What is counted of one image's answer: its confusion and its boundaries. */
export interface PixelCounts extends ImageConfusion {
  boundary: BoundaryCounts;
}

/** As bytes for the cache: doubles, first how many cells and how many classes there are. */
export function packCounts({ cell, pixels, boundary }: PixelCounts): Uint8Array {
  const { predicted, predictedMatched, truth, truthMatched } = boundary;
  const values = Float64Array.of(
    cell.length,
    predicted.length,
    ...cell,
    ...pixels,
    ...predicted,
    ...predictedMatched,
    ...truth,
    ...truthMatched,
  );
  return new Uint8Array(values.buffer);
}

export function unpackCounts(bytes: Uint8Array): PixelCounts {
  const [cells, classes, ...rest] = new Float64Array(bytes.slice().buffer);
  const part = (index: number) => {
    const from = 2 * cells + index * classes;
    return Float64Array.from(rest.slice(from, from + classes));
  };
  return {
    cell: Int32Array.from(rest.slice(0, cells)),
    pixels: Float64Array.from(rest.slice(cells, 2 * cells)),
    boundary: { predicted: part(0), predictedMatched: part(1), truth: part(2), truthMatched: part(3) },
  };
}
