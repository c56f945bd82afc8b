import type { Annotations, Images, Samples, TrueObjects } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import { type Frame, sizeIn } from './frames.ts';
import { annotationPlace } from './places.ts';

/** The true objects of some rows, and which annotation each is. */
export interface TrueColumns {
  objects: TrueObjects;
  /** Row of `Annotations` of each object. */
  annotation: Int32Array;
}

/**
 * What is marked in the images of some rows, in the order given, in pixels: with the model's classes. Boxes without numbers or
 * below zero in size are left out (`training-data/invalid-annotation` says so); VOC's `difficult` objects may be missed.
 *
 * @param frame - the way up in which the annotations lie over the pictures
 * @param classOf - a class name's index among the model's classes; `undefined` where it has no such class
 * @throws Fault where an object's class is none of the model's, or a fraction of an image whose size is not known
 */
export function trueObjects(
  samples: Samples,
  rows: readonly number[],
  images: Images | undefined,
  frame: Frame,
  classOf: (name: string) => number | undefined,
  model: string,
): TrueColumns {
  const annotations = samples.annotations as Annotations;
  const byRow = annotationsOf(samples);
  const found = rows.map((row) => (byRow.get(row) ?? []).filter((at) => isBox(annotations, at)));
  const annotation = Int32Array.from(found.flat());
  const n = annotation.length;
  const objects: TrueObjects = {
    start: new Int32Array(rows.length + 1),
    category: new Int32Array(n),
    boxes: new Float64Array(4 * n),
    masks: null,
    area: new Float64Array(n),
    crowd: Uint8Array.from(annotation, (at) => annotations.crowd[at]),
    ignore: difficultOf(samples, annotation),
  };
  let at = 0;
  rows.forEach((row, image) => {
    for (const own of found[image]) {
      const [across, down] = annotations.unit === 'pixels' ? [1, 1] : knownSize(frame, samples, images, row);
      const name = samples.classes[annotations.category[own]];
      const category = name === undefined ? undefined : classOf(name);
      if (category === undefined) throw unknownClass(samples, own, name, model);
      objects.category[at] = category;
      for (let side = 0; side < 4; side++) {
        objects.boxes[4 * at + side] = annotations.boxes[4 * own + side] * (side % 2 === 0 ? across : down);
      }
      const area = annotations.area[own] * across * down;
      objects.area[at] = Number.isNaN(area) ? objects.boxes[4 * at + 2] * objects.boxes[4 * at + 3] : area;
      at += 1;
    }
    objects.start[image + 1] = at;
  });
  return { objects, annotation };
}

/** Rows of `Annotations` by the row of their image, in the order written. */
export function annotationsOf({ annotations }: Samples): Map<number, number[]> {
  const byRow = new Map<number, number[]>();
  for (let at = 0; at < (annotations?.count ?? 0); at++) {
    const row = annotations!.sample[at];
    const own = byRow.get(row);
    if (own) own.push(at);
    else byRow.set(row, [at]);
  }
  return byRow;
}

function isBox({ boxes }: Annotations, at: number): boolean {
  const [left, top, width, height] = boxes.subarray(4 * at, 4 * at + 4);
  return Number.isFinite(left) && Number.isFinite(top) && width >= 0 && height >= 0 && Number.isFinite(width * height);
}

/** VOC's evaluation counts an object that is `difficult` neither as found nor as missed. */
function difficultOf({ annotations, format }: Samples, rows: Int32Array): Uint8Array | null {
  const column = format === 'voc' ? annotations?.attributes.difficult : undefined;
  if (!column?.includes('1')) return null;
  return Uint8Array.from(rows, (row) => (column[row] === '1' ? 1 : 0));
}

/** Width and height of a picture in one frame. @throws Fault where they are not known */
export function knownSize(
  frame: Frame,
  samples: Samples,
  images: Images | undefined,
  row: number,
): readonly [width: number, height: number] {
  const size = sizeIn(frame, samples, images, row);
  if (size !== null) return size;
  const path = samples.path[row];
  throw new Fault(
    'unavailable',
    `The size of ${path} is not known, against which its objects are written, because the image could not be read. Restore it.`,
    { path },
  );
}

function unknownClass(samples: Samples, annotation: number, name: string | undefined, model: string): Fault {
  const label = name === undefined ? 'a class that is not in the list' : `the class ${JSON.stringify(name)}`;
  return new Fault(
    'broken',
    `An object of ${samples.dataset} has ${label}, which ${model} does not know. Correct the object, or the model's list of labels.`,
    annotationPlace(samples, annotation),
  );
}
