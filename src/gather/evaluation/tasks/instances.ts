import type { DetectedObjects } from '../../../model/facts.ts';
import { Fault } from '../../../model/fault.ts';
import { frameOf, otherWayUp } from '../../truth/frames.ts';
import { masksReader } from '../../truth/masks.ts';
import { knownSize, trueObjects } from '../../truth/objects.ts';
import type { Asked, Reading, TaskReader } from '../task-reader.ts';
import { detectedObjects, detection } from './detection.ts';

/** Masks that are found, held against outlines that are marked. */
export const instances: TaskReader = {
  ...detection,
  async results(reading, asked, answers) {
    const { samples, images } = asked;
    const readMasks = masksReader(samples);
    if (readMasks === null) throw noOutlines(reading, asked);
    const rows = asked.rows.filter((row) => answers.has(row));
    const index = new Map(reading.classes.map((name, position) => [name, position]));
    const frame = frameOf(samples, reading.shown);
    const sizeOf = (row: number) => knownSize(frame, samples, images, row);
    const { objects, annotation } = trueObjects(samples, rows, images, frame, (name) => index.get(name), reading.model);
    const detected = detectedObjects(reading, rows, answers);
    const masks = await readMasks(asked.snapshot, samples, annotation, sizeOf);
    checkSizes(reading, asked, rows, sizeOf, detected);
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

function checkSizes(
  { model, at }: Reading,
  { samples, images }: Asked,
  rows: readonly number[],
  sizeOf: (row: number) => readonly [width: number, height: number],
  { start, masks }: DetectedObjects,
): void {
  rows.forEach((row, image) => {
    const [width, height] = sizeOf(row);
    for (const mask of masks?.slice(start[image], start[image + 1]) ?? []) {
      if (mask.width === width && mask.height === height) continue;
      const fitsTurned = (images?.orientation[row] ?? 1) >= 5 && mask.width === height && mask.height === width;
      throw new Fault(
        'broken',
        `${model} answers ${samples.path[row]} with a mask of ${mask.width} × ${mask.height} pixels, and the image is marked in ${width} × ${height}. ${fitsTurned ? otherWayUp : 'Correct the size in the annotations, or the answer.'}`,
        at,
      );
    }
  });
}

function noOutlines({ model, at }: Reading, { samples }: Asked): Fault {
  return new Fault(
    'broken',
    `${model} is judged by masks, and those of ${samples.dataset} are read from COCO and YOLO alone, not from ${samples.format}. Give the dataset as one of these with polygons, or judge the boxes with the task detection.`,
    at,
  );
}
