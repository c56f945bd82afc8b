import { Fault } from '../../model/fault.ts';

/** Class of each pixel, rows from the top. */
export type ClassMap = Uint8Array | Uint16Array;

/** The entries of one image's confusion matrix that are not zero, by rising cell. */
export interface ImageConfusion {
  /** True class × k + predicted class. */
  cell: Int32Array;
  /** Pixels of each, ≥ 1. */
  pixels: Float64Array;
}

/**
 * Counts the pixels of one image by true and predicted class.
 *
 * @param classes - number of classes, k
 * @param ignore - value of the truth whose pixels do not count, whatever is predicted there; `null` where all count
 * @throws {Fault} broken: the maps differ in size, or hold a class that is not in [0, k)
 */
export function imageConfusion(
  truth: ClassMap,
  predicted: ClassMap,
  classes: number,
  ignore: number | null,
): ImageConfusion {
  if (truth.length !== predicted.length) {
    throw new Fault(
      'broken',
      `Expected ${truth.length} pixels in the predicted map but received ${predicted.length}. Answer with a map as large as the true one.`,
    );
  }
  const counts = new Float64Array(classes * classes);
  const cells: number[] = [];
  for (let pixel = 0; pixel < truth.length; pixel++) {
    const own = truth[pixel];
    if (own === ignore) continue;
    const answer = predicted[pixel];
    if (own >= classes || answer >= classes) refuse(pixel, own, answer, classes, ignore);
    const cell = own * classes + answer;
    if (counts[cell] === 0) cells.push(cell);
    counts[cell]++;
  }
  const cell = Int32Array.from(cells).sort();
  return { cell, pixels: Float64Array.from(cell, (at) => counts[at]) };
}

function refuse(pixel: number, own: number, answer: number, classes: number, ignore: number | null): never {
  const [map, value] = own >= classes ? ['true', own] : ['predicted', answer];
  const orIgnored = map === 'true' && ignore !== null ? `, or ${ignore} where it does not count,` : '';
  throw new Fault(
    'broken',
    `Expected a class in [0, ${classes})${orIgnored} at pixel ${pixel} of the ${map} map but received ${value}. Give the dataset and the model one list of classes.`,
  );
}
