import type { RunLengths } from '../../../model/facts.ts';
import { Fault } from '../../../model/fault.ts';
import { cocoMasks } from '../../truth/coco-masks.ts';
import { trueObjects } from '../../truth/objects.ts';
import type { Asked, Reading, TaskReader } from '../task-reader.ts';
import { detectedObjects, detection } from './detection.ts';

/** Masks that are found, held against outlines that are marked. */
export const instances: TaskReader = {
  ...detection,
  async results(reading, asked, answers) {
    const { samples, images } = asked;
    if (samples.format !== 'coco') throw noOutlines(reading, asked);
    const rows = asked.rows.filter((row) => answers.has(row));
    const index = new Map(reading.classes.map((name, position) => [name, position]));
    const { objects, annotation } = trueObjects(samples, rows, images, (name) => index.get(name), reading.model);
    const detected = detectedObjects(reading, rows, answers);
    const masks = await cocoMasks(asked.snapshot, samples, annotation, (row) => sizeOf(asked, row));
    checkSizes(reading, asked, rows, detected.start, detected.masks ?? []);
    return {
      rows: Int32Array.from(rows),
      results: {
        task: 'instance-segmentation',
        classes: reading.classes.length,
        overlap: 'mask',
        truth: { ...objects, masks },
        detected: { ...detected, masks: detected.masks ?? [] },
      },
    };
  },
};

function sizeOf({ samples, images }: Asked, row: number): readonly [width: number, height: number] {
  const { declared } = samples;
  if (declared && declared.width[row] > 0) return [declared.width[row], declared.height[row]];
  return [images?.width[row] ?? 0, images?.height[row] ?? 0];
}

function checkSizes(
  { model, at }: Reading,
  asked: Asked,
  rows: readonly number[],
  start: Int32Array,
  masks: readonly RunLengths[],
): void {
  rows.forEach((row, image) => {
    const [width, height] = sizeOf(asked, row);
    for (const mask of masks.slice(start[image], start[image + 1])) {
      if (mask.width === width && mask.height === height) continue;
      throw new Fault(
        'broken',
        `${model} answers ${asked.samples.path[row]} with a mask of ${mask.width} × ${mask.height} pixels, and the image is marked in ${width} × ${height}. Correct the size in the annotations, or the orientation of the image.`,
        at,
      );
    }
  });
}

function noOutlines({ model, at }: Reading, { samples }: Asked): Fault {
  return new Fault(
    'broken',
    `${model} is judged by masks, and those of ${samples.dataset} are read from COCO alone, not from ${samples.format}. Give the dataset as COCO with polygons or run lengths, or judge the boxes with the task detection.`,
    at,
  );
}
