import type { Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { pairOf, placeOf, repeated, unchangedAmong } from '../shared/samples.ts';

export default defineRule({
  meta: {
    id: 'training-data/label-conflict',
    title: 'The same image has two labels.',
    why: 'One of the two labels is wrong. In training they pull the model in two directions; in evaluation one of them is graded wrong whatever the model answers.',
    fix: 'Look at the image, keep the right label, and remove the other copy.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: { conflict: '{path} is labelled {label}, and the same image is labelled {other} as {twin}.' },
    options: {},
  },

  defaults: {},

  *evaluate({ base, head }) {
    for (const samples of Object.values(head.samples)) {
      const { path, hash, label } = samples;
      for (const { row, twin } of conflicts(samples, base.samples?.[samples.dataset])) {
        const labels = [label[row], label[twin]].sort();
        yield {
          message: 'conflict',
          subject: path[row],
          identity: [hash[row], ...labels].join(' '),
          at: placeOf(samples, row),
          data: { path: path[row], label: label[row] ?? '', twin: path[twin], other: label[twin] ?? '' },
          evidence: pairOf(samples, [
            [twin, `${label[twin]}: ${path[twin]}`],
            [row, `${label[row]}: ${path[row]}`],
          ]),
        };
      }
    }
  },
});

/** For each image with several labels, the first copy of each label but the one that it has had for longest. */
function conflicts(samples: Samples, base: Samples | undefined): { row: number; twin: number }[] {
  const { hash, label, count } = samples;
  const groups = repeated(count, (row) => (hash[row] === '' || label[row] === null ? null : hash[row]));
  const unchanged = unchangedAmong(samples, base, [...groups.values()].flat());
  const found = [...groups.values()].flatMap((rows) => {
    const firstOf = new Map<string | null, number>();
    for (const row of [...rows.filter(unchanged), ...rows]) {
      if (!firstOf.has(label[row])) firstOf.set(label[row], row);
    }
    const [twin, ...others] = firstOf.values();
    return others.map((row) => ({ row, twin }));
  });
  return found.sort((a, b) => a.row - b.row);
}
