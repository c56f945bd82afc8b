import type { DatasetChanges, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { counted, listed } from '../shared/wording.ts';

/** Formats whose labels are indices into the class list. */
const indexed = new Set(['coco', 'yolo', 'masks', 'parquet']);

export default defineRule({
  meta: {
    id: 'training-data/class-order-change',
    title: 'Classes have other indices than before.',
    why: 'Models and index-based label files know a class by its place in the list. When a class moves, every trained model answers with the wrong name, and every label file that was not rewritten means another class, without an error anywhere.',
    fix: 'Keep the order and add new classes at the end. If the new order is meant, rewrite the label files, train the models anew, and waive this finding.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'changes'],
    messages: {
      reordered: 'The class list of {dataset} is in another order: {moves}.',
      inserted: '{names} came into the class list of {dataset} before the end, so that {moved} moved: {moves}.',
      removed: '{names} left the class list of {dataset} before the end, so that {moved} moved: {moves}.',
      shifted:
        '{names} left the class list of {dataset} and {added} came in before the end, so that {moved} moved: {moves}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head, pair }) {
    for (const { dataset, classes } of Object.values<DatasetChanges>(pair.changes)) {
      const samples: Samples | undefined = head.samples[dataset];
      if (!samples || (!samples.classesAt && !indexed.has(samples.format))) continue;
      const order = compare(classes.base, classes.head);
      if (!order) continue;
      const { message, moves, removed, added } = order;
      yield {
        message,
        subject: dataset,
        identity: `${dataset}: ${moves.map(({ name, from, to }) => `${name} ${from} ${to}`).join(', ')}`,
        at: samples.classesAt ?? undefined,
        data: {
          dataset,
          moves: inWords(moves),
          moved: counted(moves.length, 'class', 'classes'),
          names: listed((message === 'inserted' ? added : removed).map(quoted)),
          added: listed(added.map(quoted)),
        },
      };
    }
  },
});

interface Move {
  name: string;
  from: number;
  to: number;
}

/** What moved the classes that both lists have; `null` when none moved. */
function compare(base: readonly string[], head: readonly string[]) {
  const places = new Map(head.map((name, index) => [name, index]));
  const kept = base.flatMap((name, from): Move[] => {
    const to = places.get(name);
    return to === undefined ? [] : [{ name, from, to }];
  });
  const moves = kept.filter(({ from, to }) => from !== to);
  if (moves.length === 0) return null;
  const known = new Set(base);
  const last = Math.max(...moves.map(({ from, to }) => Math.max(from, to)));
  const removed = base.slice(0, last).filter((name) => !places.has(name));
  const added = head.slice(0, last).filter((name) => !known.has(name));
  const inOrder = kept.every(({ to }, index) => index === 0 || kept[index - 1].to < to);
  const message = !inOrder
    ? 'reordered'
    : removed.length === 0
      ? 'inserted'
      : added.length === 0
        ? 'removed'
        : 'shifted';
  return { message, moves, removed, added } as const;
}

function inWords(moves: readonly Move[]): string {
  const shown = moves.slice(0, 3).map(({ name, from, to }) => `${quoted(name)} was ${from} and is ${to}`);
  return [...shown, ...(moves.length > 3 ? [`and ${moves.length - 3} more`] : [])].join(', ');
}

function quoted(name: string): string {
  return `“${name}”`;
}
