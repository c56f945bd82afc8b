import { type Annotations, type Images, type Samples, shapes } from '../../src/model/facts.ts';
import type { Data } from '../../src/model/finding.ts';
import { annotationName, classOf, nameOnce, rowsBySample } from './annotations.ts';
import { boxInPixels, excess, isFiniteBox, liesOnSide, type Size, storedSize, tolerated, turned } from './boxes.ts';
import type { Found } from './short-list.ts';
import { counted } from './wording.ts';

export interface AnnotationFault extends Found {
  message: 'outside' | 'turned' | 'thin' | 'flat' | 'twice';
  /** Row of the annotation; of the first one for `turned`, which is about all of an image. */
  row: number;
  data: Data;
}

/** What is wrong with the geometry of annotations, image by image. Boxes that are not finite or negative are the reader's to name. */
export function annotationFaults(samples: Samples, images: Images | undefined): AnnotationFault[] {
  const { annotations } = samples;
  if (!annotations) return [];
  const { starts, rows } = rowsBySample(annotations, samples.count);
  const faults: AnnotationFault[] = [];
  const once = nameOnce();
  for (let sample = 0; sample < samples.count; sample++) {
    if (starts[sample] === starts[sample + 1]) continue;
    const own = rows.subarray(starts[sample], starts[sample + 1]).filter((row) => isFiniteBox(annotations, row));
    for (const fault of [
      ...outOfFrame(samples, annotations, images, sample, own),
      ...withoutExtent(samples, annotations, images, sample, own),
      ...twice(annotations, own),
    ]) {
      const { row, message, data } = fault;
      const name = once(
        `${message} ${message === 'turned' ? imageName(samples, sample) : annotationName(samples, annotations, row)}`,
      );
      const file = annotations.files[annotations.file[row]];
      faults.push({
        name,
        file,
        message,
        row,
        data: { ...data, path: samples.path[sample], class: classOf(samples, annotations, row) },
      });
    }
  }
  return faults;
}

type Bare = Pick<AnnotationFault, 'message' | 'row' | 'data'>;

function imageName({ hash, path }: Samples, sample: number): string {
  return hash[sample] || path[sample];
}

/** The frame that annotations are drawn in: the picture as its orientation shows it, unless the policy says that it is ignored. */
function frameOf(samples: Samples, images: Images | undefined, sample: number): Size | null {
  const stored = storedSize(samples, images, sample);
  return stored && liesOnSide(images, sample) && samples.orientation !== 'ignore' ? turned(stored) : stored;
}

function outOfFrame(
  samples: Samples,
  annotations: Annotations,
  images: Images | undefined,
  sample: number,
  rows: Int32Array,
): Bare[] {
  const known = frameOf(samples, images, sample);
  if (!known && annotations.unit === 'pixels') return [];
  const frame = known ?? { width: 1, height: 1 };
  const limit = known ? tolerated(known) : 0.01;
  const beyond = (size: Size) => rows.filter((row) => excess(boxInPixels(annotations, row, size), size) > limit);
  const outside = beyond(frame);
  if (outside.length === 0) return [];
  const size = { width: frame.width, height: frame.height };
  if (annotations.unit === 'pixels' && liesOnSide(images, sample) && beyond(turned(frame)).length === 0) {
    return [
      { message: 'turned', row: outside[0], data: { ...size, otherWidth: frame.height, otherHeight: frame.width } },
    ];
  }
  return [...outside].map((row) => {
    const far = excess(boxInPixels(annotations, row, frame), frame);
    const by = known ? counted(Math.ceil(far), 'pixel') : `${Number((100 * far).toPrecision(2))} % of the side`;
    return { message: 'outside', row, data: { by } };
  });
}

/** Boxes of less than a pixel, and regions without area. */
function withoutExtent(
  samples: Samples,
  annotations: Annotations,
  images: Images | undefined,
  sample: number,
  rows: Int32Array,
): Bare[] {
  const frame = frameOf(samples, images, sample);
  if (!frame && annotations.unit === 'fractions') return [];
  return [...rows].flatMap((row): Bare[] => {
    const box = boxInPixels(annotations, row, frame ?? { width: 1, height: 1 });
    if (box.width < 0 || box.height < 0) return [];
    const shape = shapes[annotations.shape[row]];
    if (shape !== 'keypoints' && (box.width < 1 || box.height < 1)) {
      return [{ message: 'thin', row, data: { width: round(box.width), height: round(box.height) } }];
    }
    return annotations.area[row] === 0 && shape !== 'keypoints' ? [{ message: 'flat', row, data: { shape } }] : [];
  });
}

/** Each annotation that repeats the class and geometry of an earlier one of its image. */
function twice(annotations: Annotations, rows: Int32Array): Bare[] {
  if (rows.length < 2) return [];
  const { boxes, category, geometry } = annotations;
  const order = [...rows].sort((a, b) => {
    for (let i = 0; i < 4; i++) {
      const difference = boxes[a * 4 + i] - boxes[b * 4 + i];
      if (difference !== 0) return difference;
    }
    return category[a] - category[b] || compare(geometry[a], geometry[b]) || a - b;
  });
  const isSame = (a: number, b: number) => {
    for (let i = 0; i < 4; i++) if (boxes[a * 4 + i] !== boxes[b * 4 + i]) return false;
    return category[a] === category[b] && geometry[a] === geometry[b];
  };
  const repeats = order.filter((row, index) => index > 0 && isSame(order[index - 1], row));
  return repeats
    .sort((a, b) => a - b)
    .map((row) => ({ message: 'twice', row, data: { shape: shapes[annotations.shape[row]] } }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function round(pixels: number): number {
  return Number(pixels.toPrecision(2));
}
