import type { AnnotationChange, AnnotationChanges, Annotations, Samples } from '../../model/facts.ts';
import {
  boxAt,
  type MarkedSide,
  overlap,
  pairMarks,
  type Scale,
  sameAttributes,
  sameBox,
  sameShape,
} from './annotation-pairs.ts';
import { type MarkChange, summarise } from './annotation-summary.ts';
import { annotationCounts } from './class-counts.ts';
import { uprightSize } from './same-picture.ts';
import type { DatasetSide, SamplePairs } from './sample-pairs.ts';

/** Share of the unchanged marks that must have kept their ids, for ids to name the changed ones. */
const lasting = 0.95;
/** IoU from which the box of a picture that was resized is where it was: its numbers were rounded. */
const rounded = 0.95;

/**
 * What became of the marks of each image that both sides have; `null` when neither marks anything. Most images are as
 * they were, which is seen without pairing. Lengths are compared in their unit: marks in fractions are other ones than
 * marks in pixels.
 */
export function annotationChanges(
  base: DatasetSide | undefined,
  head: DatasetSide | undefined,
  { partner }: SamplePairs,
): AnnotationChanges | null {
  const [before, after] = [base?.samples, head?.samples];
  if (![before, after].some((samples) => samples?.annotations || samples?.masks)) return null;
  const counts = annotationCounts(before, after);
  if (!base || !head) return { counts, totals: [], relabellings: [], items: [] };
  const changes = markChanges(base, head, partner).concat(maskChanges(base.samples, head.samples, partner));
  return { counts, ...summarise(changes, base.samples, head.samples, partner) };
}

const sameSize: Scale = [1, 1];

function markChanges(base: DatasetSide, head: DatasetSide, partner: Int32Array): MarkChange[] {
  const [before, after] = markedSides(base.samples, head.samples);
  const [marksBefore, marksAfter] = [marksByImage(base.samples), marksByImage(head.samples)];
  const hasOneUnit = before.marks.unit === after.marks.unit;
  const isSame = sameMark(before, after);
  const changed: { image: number; old: Int32Array; now: Int32Array; scale: Scale }[] = [];
  let [same, withId] = [0, 0];
  for (const [image, was] of partner.entries()) {
    if (was < 0) continue;
    const [old, now] = [marksBefore(was), marksAfter(image)];
    const scale = after.marks.unit === 'pixels' ? scaleOf(base, was, head, image) : sameSize;
    const isUnchanged =
      hasOneUnit && scale === sameSize && old.length === now.length && old.every((mark, i) => isSame(mark, now[i]));
    if (!isUnchanged) changed.push({ image, old, now, scale });
    else {
      same += old.length;
      for (const [i, mark] of old.entries()) if (before.marks.id[mark] === after.marks.id[now[i]]) withId++;
    }
  }
  const hasLastingIds = withId >= same * lasting;
  return changed.flatMap(({ image, old, now, scale }): MarkChange[] => {
    const { pairs, removed, added } = hasOneUnit
      ? pairMarks(before, old, after, now, { scale, hasLastingIds })
      : { pairs: [], removed: [...old], added: [...now] };
    return [
      ...pairs.flatMap(([was, is]): MarkChange[] => {
        const change = changeOf(before, was, after, is, scale);
        return change ? [{ ...change, image, was, is }] : [];
      }),
      ...removed.map((was): MarkChange => ({ kind: 'removed', image, was, is: -1, iou: null })),
      ...added.map((is): MarkChange => ({ kind: 'added', image, was: -1, is, iou: null })),
    ];
  });
}

/** What a pair of marks differs in, if in anything: the class before the box, the box before the rest. */
function changeOf(base: MarkedSide, was: number, head: MarkedSide, is: number, scale: Scale) {
  const isScaled = scale !== sameSize;
  const hasSameNumbers = !isScaled && sameBox(base.marks, was, head.marks, is);
  const iou = hasSameNumbers ? 1 : overlap(boxAt(base.marks, was, scale), boxAt(head.marks, is));
  const change = (kind: AnnotationChange['kind']) => ({ kind, iou });
  if (base.classOf(was) !== head.classOf(is)) return change('re-classed');
  if (!hasSameNumbers && !(isScaled && iou >= rounded)) return change('moved');
  if (!isScaled && !sameShape(base.marks, was, head.marks, is)) return change('re-shaped');
  return sameAttributes(base.marks, head.marks)(was, is) ? null : change('edited');
}

/** Masks whose bytes differ, and those that one side alone has. */
function maskChanges(base: Samples, head: Samples, partner: Int32Array): MarkChange[] {
  const changes: MarkChange[] = [];
  if (!base.masks && !head.masks) return changes;
  for (const [image, was] of partner.entries()) {
    if (was < 0) continue;
    const [before, after] = [base.masks?.hash[was] ?? '', head.masks?.hash[image] ?? ''];
    if (before === after) continue;
    const kind = before === '' ? 'added' : after === '' ? 'removed' : 're-shaped';
    changes.push({ kind, image, was: -1, is: -1, iou: null });
  }
  return changes;
}

/** Classes are shared by name: base's as indices of head's list, and those that head no longer has after its end. */
function markedSides(base: Samples, head: Samples): [MarkedSide, MarkedSide] {
  const indices = new Map(head.classes.map((name, index) => [name, index]));
  const shared = base.classes.map((name, index) => indices.get(name) ?? head.classes.length + index);
  const [before, after] = [base.annotations ?? noMarks, head.annotations ?? noMarks];
  return [
    { marks: before, classOf: (row) => shared[before.category[row]] ?? -1 },
    { marks: after, classOf: (row) => after.category[row] },
  ];
}

const noMarks: Annotations = {
  count: 0,
  sample: new Int32Array(),
  category: new Int32Array(),
  shape: new Uint8Array(),
  boxes: new Float64Array(),
  unit: 'pixels',
  area: new Float64Array(),
  crowd: new Uint8Array(),
  geometry: [],
  id: [],
  attributes: {},
  files: [],
  file: new Int32Array(),
  line: new Int32Array(),
  column: new Int32Array(),
};

/** The rows of each image's marks, in their order. */
function marksByImage({ count, annotations }: Samples): (image: number) => Int32Array {
  const { sample } = annotations ?? noMarks;
  const start = new Int32Array(count + 2);
  for (const image of sample) if (image >= 0) start[image + 2]++;
  for (let image = 2; image <= count + 1; image++) start[image] += start[image - 1];
  const rows = new Int32Array(start[count + 1]);
  for (let row = 0; row < sample.length; row++) if (sample[row] >= 0) rows[start[sample[row] + 1]++] = row;
  return (image) => rows.subarray(start[image], start[image + 1]);
}

function sameMark(base: MarkedSide, head: MarkedSide): (was: number, is: number) => boolean {
  const hasSameAttributes = sameAttributes(base.marks, head.marks);
  return (was, is) =>
    base.classOf(was) === head.classOf(is) &&
    sameBox(base.marks, was, head.marks, is) &&
    sameShape(base.marks, was, head.marks, is) &&
    hasSameAttributes(was, is);
}

/** By how much an image was resized, as far as both sizes are known. */
function scaleOf(base: DatasetSide, was: number, head: DatasetSide, image: number): Scale {
  if (base.samples.hash[was] === head.samples.hash[image] || !base.images || !head.images) return sameSize;
  const [width, height] = uprightSize(base.images, was);
  const [newWidth, newHeight] = uprightSize(head.images, image);
  const isResized = (width !== newWidth || height !== newHeight) && width * height * newWidth * newHeight > 0;
  return isResized ? [newWidth / width, newHeight / height] : sameSize;
}
