import type { Annotations } from '../../model/facts.ts';

/** Least IoU at which two boxes of one class are one that was moved. */
const leastMoved = 0.1;
/** Least IoU at which two boxes of two classes are one whose class was changed. */
const leastReclassed = 0.5;
/** Pairs of boxes of one image that are compared; past that, boxes that share neither figure nor id count as others. */
const comparisons = 1_000_000;

/** One side's annotations; `classOf` is the class of a row as an index that both sides share, −1 where it is none of theirs. */
export interface MarkedSide {
  marks: Annotations;
  classOf(row: number): number;
}

/** What base's lengths are multiplied by, horizontally and vertically. */
export type Scale = readonly [x: number, y: number];

export interface MarkPairs {
  pairs: [base: number, head: number][];
  removed: number[];
  added: number[];
}

/**
 * Pairs the marks of one image by what they share, most first: all but the id; box, points and class; box and points;
 * the id, where ids are known to last and the class is the same or the boxes meet; then the boxes that overlap most, the
 * class being a reason only between equal overlaps.
 */
export function pairMarks(
  base: MarkedSide,
  before: Int32Array,
  head: MarkedSide,
  after: Int32Array,
  { scale, hasLastingIds }: { scale: Scale; hasLastingIds: boolean },
): MarkPairs {
  const found: MarkPairs = { pairs: [], removed: [...before], added: [...after] };
  if (scale[0] === 1 && scale[1] === 1) {
    if (isInOrder(base.marks, before, head.marks, after)) {
      return { pairs: Array.from(before, (was, i): [number, number] => [was, after[i]]), removed: [], added: [] };
    }
    const figures = [figureOf(base.marks), figureOf(head.marks)] as const;
    const attributes = [attributesOf(base.marks), attributesOf(head.marks)] as const;
    const keys: ((side: 0 | 1, row: number) => string)[] = [
      (side, row) => `${figures[side](row)} ${[base, head][side].classOf(row)} ${attributes[side](row)}`,
      (side, row) => `${figures[side](row)} ${[base, head][side].classOf(row)}`,
      (side, row) => figures[side](row),
    ];
    for (const key of keys) pairEqual(found, key);
  }
  const iou = (was: number, row: number) => overlap(boxAt(base.marks, was, scale), boxAt(head.marks, row));
  const isOneClass = (was: number, row: number) => base.classOf(was) === head.classOf(row);
  if (hasLastingIds) {
    const isLikely = (was: number, row: number) => isOneClass(was, row) || iou(was, row) > 0;
    pairEqual(found, (side, row) => [base, head][side].marks.id[row], isLikely);
  }
  pairOverlapping(found, iou, isOneClass);
  return found;
}

/** Whether both list the same boxes and points in the same order, no two at one corner: then only classes and attributes may differ. */
function isInOrder(base: Annotations, before: Int32Array, head: Annotations, after: Int32Array): boolean {
  return (
    before.length === after.length &&
    before.every((was, i) => sameBox(base, was, head, after[i]) && sameShape(base, was, head, after[i])) &&
    new Set(before.values().map((was) => base.boxes[was * 4] + Math.PI * base.boxes[was * 4 + 1])).size ===
      before.length
  );
}

export type Box = readonly [left: number, top: number, width: number, height: number];

export function boxAt({ boxes }: Annotations, row: number, [x, y]: Scale = [1, 1]): Box {
  const at = row * 4;
  return [boxes[at] * x, boxes[at + 1] * y, boxes[at + 2] * x, boxes[at + 3] * y];
}

/** Intersection over union, 0–1; 0 where a box has no area or a value that is no number. */
export function overlap([left, top, width, height]: Box, [left2, top2, width2, height2]: Box): number {
  const x = Math.min(left + width, left2 + width2) - Math.max(left, left2);
  const y = Math.min(top + height, top2 + height2) - Math.max(top, top2);
  if (!(x > 0 && y > 0)) return 0;
  return (x * y) / (width * height + width2 * height2 - x * y);
}

/** Whether the same numbers are written; NaN is as NaN. */
export function sameBox(base: Annotations, was: number, head: Annotations, is: number): boolean {
  for (let i = 0; i < 4; i++) if (!Object.is(base.boxes[was * 4 + i], head.boxes[is * 4 + i])) return false;
  return true;
}

export function sameShape(base: Annotations, was: number, head: Annotations, is: number): boolean {
  return (
    base.shape[was] === head.shape[is] && base.crowd[was] === head.crowd[is] && base.geometry[was] === head.geometry[is]
  );
}

/** Compares the attributes of two rows; one without a value is as one that is not there. */
export function sameAttributes(base: Annotations, head: Annotations): (was: number, is: number) => boolean {
  const names = [...new Set([...Object.keys(base.attributes), ...Object.keys(head.attributes)])];
  const columns = names.map((name) => [base.attributes[name], head.attributes[name]]);
  return (was, is) => columns.every(([before, after]) => (before?.[was] ?? null) === (after?.[is] ?? null));
}

function figureOf({ boxes, shape, geometry, crowd }: Annotations): (row: number) => string {
  return (row) => `${boxes.subarray(row * 4, row * 4 + 4).join()} ${shape[row]} ${crowd[row]} ${geometry[row]}`;
}

function attributesOf({ attributes }: Annotations): (row: number) => string {
  const columns = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
  return (row) => JSON.stringify(columns.flatMap(([name, values]) => (values[row] == null ? [] : [name, values[row]])));
}

/** Pairs rows of one key in their order; `''` is none. */
function pairEqual(
  found: MarkPairs,
  keyOf: (side: 0 | 1, row: number) => string,
  isLikely: (was: number, row: number) => boolean = () => true,
): void {
  if (found.removed.length === 0 || found.added.length === 0) return;
  const waiting = Map.groupBy(found.removed.toReversed(), (row) => keyOf(0, row));
  waiting.delete('');
  const paired = new Set<number>();
  found.added = found.added.filter((row) => {
    const rows = waiting.get(keyOf(1, row));
    const was = rows?.at(-1);
    if (was === undefined || !isLikely(was, row)) return true;
    rows!.pop();
    paired.add(was);
    found.pairs.push([was, row]);
    return false;
  });
  found.removed = found.removed.filter((row) => !paired.has(row));
}

function pairOverlapping(
  found: MarkPairs,
  iou: (was: number, row: number) => number,
  isOneClass: (was: number, row: number) => boolean,
): void {
  if (found.removed.length * found.added.length > comparisons) return;
  const candidates = found.removed.flatMap((was) =>
    found.added.flatMap((row) => {
      const one = { was, row, iou: iou(was, row), isOneClass: isOneClass(was, row) };
      return one.iou >= (one.isOneClass ? leastMoved : leastReclassed) ? [one] : [];
    }),
  );
  candidates.sort(
    (a, b) => b.iou - a.iou || Number(b.isOneClass) - Number(a.isOneClass) || a.was - b.was || a.row - b.row,
  );
  const paired = new Set<number>();
  const taken = new Set<number>();
  for (const { was, row } of candidates) {
    if (paired.has(was) || taken.has(row)) continue;
    paired.add(was);
    taken.add(row);
    found.pairs.push([was, row]);
  }
  found.removed = found.removed.filter((row) => !paired.has(row));
  found.added = found.added.filter((row) => !taken.has(row));
}
