/** What became of a dataset, in words and rows that every renderer shows; names in them are as written, and the renderer's to escape. */
import type { ClassCount, DatasetChanges, Relabelling } from '../../model/facts.ts';
import type { Report } from '../../model/report.ts';
import { listed, plural } from '../wording.ts';

const evaluation = ['validation', 'test'];
/** Classes that became another one and are named in a line. */
const named = 3;
const longestList = 6;

/** The datasets of which there is something to say. */
export function changedDatasets({ changes: { datasets } }: Report): DatasetChanges[] {
  return datasets.filter((changes) => phrasesOf(changes).length > 0);
}

/**
 * A line's worth: `+120 −3 images, 14 relabelled (9 in test), 2 moved train → test`, then the annotations, then the
 * class list; each a phrase of its own.
 */
export function phrasesOf(changes: DatasetChanges): string[] {
  const phrases = [samplePhrase(changes), annotationPhrase(changes), classPhrase(changes)];
  return phrases.filter((phrase) => phrase !== '');
}

export function samplePhrase({ totals }: DatasetChanges): string {
  const { added = 0, removed = 0 } = sums(totals);
  const others = (['modified', 're-encoded', 'renamed', 'relabelled'] as const).flatMap((kind) =>
    kindPart(totals, kind),
  );
  const moves = splitMoves({ totals }).map(({ from, to, n }) => `${amount(n)} moved ${from} → ${to}`);
  return [...balance(added, removed, 'image'), ...others, ...few(moves)].join(', ');
}

export function annotationPhrase({ annotations }: DatasetChanges): string {
  if (annotations === null) return '';
  const { totals, relabellings } = annotations;
  const { added = 0, removed = 0 } = sums(totals);
  const pairs = mergedBySplit(relabellings);
  const classes = pairs
    .slice(0, named)
    .map(({ from, to, n, splits }) => `${amount(n)} ${arrow(from, to)}${inSplits(splits)}`);
  const rest = pairs.slice(named).reduce((sum, { n }) => sum + n, 0);
  const parts = [
    ...balance(added, removed, 'annotation'),
    ...kindPart(totals, 'moved'),
    ...classes,
    ...(rest > 0 ? [`${amount(rest)} otherwise re-classed`] : []),
    ...kindPart(totals, 're-shaped'),
    ...kindPart(totals, 'edited'),
  ];
  if (parts.length === 0) return '';
  return added + removed > 0 ? parts.join(', ') : `annotations: ${parts.join(', ')}`;
}

export function classPhrase({ classes: { base, head, moved } }: DatasetChanges): string {
  if (base.length === 0 || head.length === 0) return '';
  const missing = (from: readonly string[], names: readonly string[]) => {
    const known = new Set(names);
    return from.filter((name) => !known.has(name));
  };
  const [fresh, gone] = [missing(head, base), missing(base, head)];
  return [
    ...(fresh.length > 0 ? [`new ${fresh.length === 1 ? 'class' : 'classes'} ${few(fresh).join(', ')}`] : []),
    ...(gone.length > 0 ? [`no more ${few(gone).join(', ')}`] : []),
    ...(moved.length > 0
      ? [`another index for ${moved.length === 1 ? 'a class' : `${amount(moved.length)} classes`}`]
      : []),
  ].join(', ');
}

/** Samples that are now in another split, most first. */
export function splitMoves({ totals }: Pick<DatasetChanges, 'totals'>): { from: string; to: string; n: number }[] {
  const moves = totals.filter(({ kind }) => kind === 'moved');
  return moves.map(({ from, split, n }) => ({ from, to: split, n })).sort((a, b) => b.n - a.n);
}

/** Classes whose number is another, those that changed most first. */
export function changedCounts(counts: readonly ClassCount[]): ClassCount[] {
  return counts
    .filter(({ base, head }) => base !== head)
    .sort((a, b) => Math.abs(b.head - b.base) - Math.abs(a.head - a.base));
}

/** Both numbers of each split, where one of its classes changed. */
export function splitCounts(counts: readonly ClassCount[]): Omit<ClassCount, 'label'>[] {
  const splits = Map.groupBy(counts, ({ split }) => split);
  return [...splits]
    .filter(([, classes]) => classes.some(({ base, head }) => base !== head))
    .map(([split, classes]) => ({
      split,
      base: classes.reduce((sum, { base }) => sum + base, 0),
      head: classes.reduce((sum, { head }) => sum + head, 0),
    }));
}

/** What share of the class became the other one, 0–1; `null` where base has none of it. */
export function shareOf({ split, from, n }: Relabelling, counts: readonly ClassCount[]): number | null {
  const base = counts.find((count) => count.split === split && count.label === from)?.base ?? 0;
  return base > 0 ? Math.min(1, n / base) : null;
}

/** `cat → dog`, where nothing is a label too. */
export function arrow(from: string | null, to: string | null): string {
  return `${from ?? 'no class'} → ${to ?? 'no class'}`;
}

export interface EvaluationEdit {
  at: { path: string; line?: number; column?: number };
  /** `scab → rust`, `car moved, IoU 0.41`. */
  what: string;
  split: string;
}

/** Edits of what models are evaluated against, as far as they are listed: labels, then annotations. */
export function evaluationEdits({ samples, annotations }: DatasetChanges): EvaluationEdit[] {
  const isEvaluation = (split: string | undefined) => split !== undefined && evaluation.includes(split);
  const relabelled = samples.filter(
    ({ kind, split, from }) => kind === 'relabelled' && (isEvaluation(split) || isEvaluation(from?.split)),
  );
  const edited = annotations?.items.filter(({ split }) => isEvaluation(split)) ?? [];
  return [
    ...relabelled.map(({ at, split, label, from }) => ({ at, split, what: arrow(from?.label ?? null, label) })),
    ...edited.map(({ at, split, kind, label, from, iou }) => ({
      at,
      split,
      what: annotationWords({ kind, label, from, iou }),
    })),
  ];
}

/** How many such edits there are, listed or not. */
export function evaluationEditCount({ relabellings, annotations }: DatasetChanges): number {
  const all = [...relabellings, ...(annotations?.totals ?? [])];
  return all.reduce((sum, { split, n }) => sum + (evaluation.includes(split) ? n : 0), 0);
}

type Words = Pick<NonNullable<DatasetChanges['annotations']>['items'][number], 'kind' | 'label' | 'from' | 'iou'>;

export function annotationWords({ kind, label, from, iou }: Words): string {
  if (kind === 're-classed')
    return `${arrow(from ?? null, label)}${iou === null || iou === 1 ? '' : `, IoU ${iou.toFixed(2)}`}`;
  const name = label ?? 'mask';
  return kind === 'moved' ? `${name} moved, IoU ${(iou ?? 0).toFixed(2)}` : `${name} ${kind}`;
}

type Total<K extends string> = { kind: K; split: string; n: number };

function sums<K extends string>(totals: readonly Total<K>[]): Partial<Record<K, number>> {
  const all: Partial<Record<K, number>> = {};
  for (const { kind, n } of totals) all[kind] = (all[kind] ?? 0) + n;
  return all;
}

/** `+120 −3 images`. */
function balance(added: number, removed: number, noun: string): string[] {
  const parts = [...(added > 0 ? [`+${amount(added)}`] : []), ...(removed > 0 ? [`−${amount(removed)}`] : [])];
  return parts.length === 0 ? [] : [`${parts.join(' ')} ${added + removed === 1 ? noun : `${noun}s`}`];
}

/** `14 relabelled (9 in test)`. */
function kindPart<K extends string>(totals: readonly Total<K>[], kind: K): string[] {
  const own = totals.filter((total) => total.kind === kind);
  const n = own.reduce((sum, total) => sum + total.n, 0);
  const quiet = ['renamed', 're-encoded'].includes(kind);
  return n === 0 ? [] : [`${amount(n)} ${kind}${quiet ? '' : inSplits(own)}`];
}

/** How many of them are in evaluation splits: the part that a reviewer must see. */
function inSplits(parts: readonly { split: string; n: number }[]): string {
  const counts = evaluation.flatMap((split) => {
    const n = parts.reduce((sum, part) => sum + (part.split === split ? part.n : 0), 0);
    return n > 0 ? [`${amount(n)} in ${split}`] : [];
  });
  return counts.length > 0 ? ` (${listed(counts)})` : '';
}

function mergedBySplit(relabellings: readonly Relabelling[]) {
  const pairs = Map.groupBy(relabellings, ({ from, to }) => JSON.stringify([from, to]));
  return [...pairs.values()]
    .map((splits) => ({ ...splits[0], n: splits.reduce((sum, { n }) => sum + n, 0), splits }))
    .sort((a, b) => b.n - a.n);
}

function few(parts: readonly string[]): string[] {
  const more = parts.length - longestList;
  return more > 0 ? [...parts.slice(0, longestList), `${plural(more, 'other')}`] : [...parts];
}

function amount(n: number): string {
  return n.toLocaleString('en');
}
