import { type RunLengths, type Samples, shapes } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { lengthsIn, rowsIn } from '../formats/yolo/labels.ts';
import { maskOfOutline, type Size } from './outlines.ts';
import { annotationPlace } from './places.ts';

const polygon = shapes.indexOf('polygon');

/** The masks of some objects by the polygons of their label files, as `cocoMasks`; points are fractions of the image. */
export async function yoloMasks(
  snapshot: Snapshot,
  samples: Samples,
  annotations: Int32Array,
  sizeOf: (row: number) => Size,
): Promise<RunLengths[]> {
  const { files, file, line, shape, sample } = samples.annotations!;
  const byFile = Map.groupBy(annotations.keys(), (at) => files[file[annotations[at]]]);
  const masks: RunLengths[] = [];
  for await (const read of snapshot.readMany(byFile.keys())) {
    if ('fault' in read) throw read.fault;
    const rows = rowsIn(read.bytes);
    for (const at of byFile.get(read.path) ?? []) {
      const row = annotations[at];
      const size = sizeOf(sample[row]);
      const mask =
        shape[row] === polygon
          ? maskOfOutline([lengthsIn(rows[line[row] - 1]).map((value, i) => value * size[i % 2])], size)
          : `Expected a polygon (\`class x1 y1 x2 y2 x3 y3 …\`), by which instance segmentation is judged, but received a ${shapes[shape[row]]}. Mark the object by its outline.`;
      if (typeof mask === 'string') throw new Fault('broken', mask, annotationPlace(samples, row));
      masks[at] = mask;
    }
  }
  return masks;
}
