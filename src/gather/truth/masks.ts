import type { RunLengths, Samples } from '../../model/facts.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { cocoMasks } from './coco-masks.ts';
import type { Size } from './outlines.ts';
import { yoloMasks } from './yolo-masks.ts';

/**
 * Reads the masks of some objects again from the files that mark them, in the order given.
 *
 * @param annotations - rows of `Annotations`
 * @param sizeOf - width and height of the picture that a row of `Samples` is
 * @throws Fault where an object has no mask, or one that cannot lie in its image
 */
export type ReadMasks = (
  snapshot: Snapshot,
  samples: Samples,
  annotations: Int32Array,
  sizeOf: (row: number) => Size,
) => Promise<RunLengths[]>;

const readers: Record<string, ReadMasks> = { coco: cocoMasks, yolo: yoloMasks };

/** How the masks of a dataset's objects are read; `null` for formats that mark none. */
export const masksReader = ({ format }: Pick<Samples, 'format'>): ReadMasks | null => readers[format] ?? null;
