import {
  type AnnotationChange,
  type AnnotationChanges,
  type Annotations,
  annotationChangeKinds,
  type Samples,
} from '../../model/facts.ts';
import type { Position } from '../../model/fault.ts';
import { Tally } from './tally.ts';

/** A change by rows: of its image at head, and of the mark at base and head, −1 where a side has none. A mask has no row. */
export interface MarkChange {
  kind: AnnotationChange['kind'];
  image: number;
  was: number;
  is: number;
  iou: number | null;
}

/** Changes of one kind that are listed; all are counted. */
const listed = 200;

/** Counts all changes and lists the first of each kind: of evaluation splits before others, those that moved farthest. */
export function summarise(
  changes: readonly MarkChange[],
  base: Samples,
  head: Samples,
  partner: Int32Array,
): Pick<AnnotationChanges, 'totals' | 'relabellings' | 'items'> {
  const totals = new Tally<{ kind: AnnotationChange['kind']; split: string; label: string | null }>();
  const relabellings = new Tally<{ split: string; from: string | null; to: string | null }>();
  for (const change of changes) {
    const { kind, image } = change;
    const split = head.split[image];
    const label = labelOf(change, base, head);
    totals.add({ kind, split, label });
    if (kind === 're-classed') relabellings.add({ split, from: classAt(base, change.was), to: label });
  }
  const isEvaluation = ({ image }: MarkChange) => ['validation', 'test'].includes(head.split[image]);
  const rank = (change: MarkChange) => (isEvaluation(change) ? 0 : 2) + (change.kind === 'moved' ? change.iou! : 0);
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  const first = annotationChangeKinds.flatMap((kind) =>
    (byKind.get(kind) ?? []).toSorted((a, b) => rank(a) - rank(b)).slice(0, listed),
  );
  return {
    totals: totals.counts,
    relabellings: relabellings.counts.toSorted((a, b) => b.n - a.n),
    items: first.map((change) => itemOf(change, base, head, partner)),
  };
}

function itemOf(change: MarkChange, base: Samples, head: Samples, partner: Int32Array): AnnotationChange {
  const { kind, image, iou } = change;
  return {
    kind,
    path: head.path[image],
    hash: head.hash[image],
    split: head.split[image],
    label: labelOf(change, base, head),
    ...(kind === 're-classed' && { from: classAt(base, change.was) }),
    iou,
    at: placeOf(change, base, head, partner),
  };
}

function labelOf({ was, is }: MarkChange, base: Samples, head: Samples): string | null {
  return is >= 0 ? classAt(head, is) : classAt(base, was);
}

/** A mark's class; `null` for a mask, and where it is not in the class list. */
function classAt({ classes, annotations }: Samples, row: number): string | null {
  return classes[annotations?.category[row] ?? -1] ?? null;
}

function placeOf({ kind, image, was, is }: MarkChange, base: Samples, head: Samples, partner: Int32Array): Position {
  if (is >= 0) return markAt(head.annotations!, is);
  if (was >= 0) return markAt(base.annotations!, was);
  return { path: kind === 'removed' ? base.masks!.path[partner[image]] : head.masks!.path[image] };
}

function markAt({ files, file, line, column }: Annotations, row: number): Position {
  return {
    path: files[file[row]],
    ...(line[row] > 0 && { line: line[row] }),
    ...(column[row] > 0 && { column: column[row] }),
  };
}
