import type { RunLengths, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { runsOfString } from '../formats/coco/run-lengths.ts';
import { scanLists } from '../json/list-scanner.ts';
import { maskOfOutline, type Size } from './outlines.ts';
import { annotationPlace } from './places.ts';

/** The masks of some objects, read again from the files that mark them, in the order given. @throws Fault as `ReadMasks` */
export async function cocoMasks(
  snapshot: Snapshot,
  samples: Samples,
  annotations: Int32Array,
  sizeOf: (row: number) => Size,
): Promise<RunLengths[]> {
  const { files, file, line, column, sample } = samples.annotations!;
  const placeKey = (index: number, atLine: number, atColumn: number) => `${index} ${atLine} ${atColumn}`;
  const wanted = new Map([...annotations].map((row, at) => [placeKey(file[row], line[row], column[row]), at]));
  const masks: RunLengths[] = [];
  for (const index of new Set([...annotations].map((row) => file[row]))) {
    let isAnnotations = false;
    await scanLists(snapshot.stream(files[index]), files[index], {
      key(key) {
        isAnnotations = key === 'annotations';
      },
      entry(value, atLine, atColumn) {
        const at = isAnnotations ? wanted.get(placeKey(index, atLine, atColumn)) : undefined;
        if (at === undefined) return;
        const row = annotations[at];
        const mask = maskOf((value as { segmentation?: unknown }).segmentation, sizeOf(sample[row]));
        if (typeof mask === 'string') throw new Fault('broken', mask, annotationPlace(samples, row));
        masks[at] = mask;
      },
    });
  }
  return masks;
}

/** The mask that `segmentation` writes, or what is wrong with it. */
function maskOf(segmentation: unknown, [width, height]: Size): RunLengths | string {
  if (Array.isArray(segmentation)) {
    const polygons = segmentation.filter(
      (polygon): polygon is number[] => Array.isArray(polygon) && polygon.length >= 6 && polygon.length % 2 === 0,
    );
    if (polygons.length > 0) return maskOfOutline(polygons, [width, height]);
  }
  const { counts, size } = (segmentation ?? {}) as { counts?: unknown; size?: unknown };
  const runs = typeof counts === 'string' ? runsOfString(counts) : counts;
  if (Array.isArray(runs) && runs.every((run) => Number.isInteger(run) && run >= 0)) {
    if (JSON.stringify(size) !== JSON.stringify([height, width])) {
      return `Expected a mask of the size [${height}, ${width}] (height, width), as the image has, but received ${JSON.stringify(size)}. Write the mask in the size of its image.`;
    }
    const pixels = (runs as number[]).reduce((sum, run) => sum + run, 0);
    if (pixels !== width * height) {
      return `Expected run lengths of ${width * height} pixels together, as the image has, but received ${pixels}. Write the mask anew.`;
    }
    return { width, height, counts: Uint32Array.from(runs as number[]) };
  }
  return 'Expected polygons or run lengths for `segmentation`, by which instance segmentation is judged, but received none. Mark the object by its outline.';
}
