import type { NearDuplicates, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { bestMatches, type Match, nearPairs, unchangedInPairs } from '../shared/near-pairs.ts';
import { copiesOf, pairOf, placeOf, unchangedAmong } from '../shared/samples.ts';

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
    uses: ['nearDuplicates'],
    messages: {
      conflict: '{path} is labelled {label}, and the same image is labelled {other} as {twin}.',
      same: '{path} is labelled {label}, and the same picture, in other bytes, is labelled {other} as {twin}.',
      similar:
        '{path} is labelled {label}, and {twin}, which looks like it, is labelled {other}: {distance} of the 64 bits of their perceptual hashes differ. Their pixels do not agree: look at both.',
    },
    options: {
      distance:
        'Bits, of 64, in which the perceptual hashes of pictures may differ that are named, as a warning, without agreeing pixels.',
    },
  },

  defaults: { distance: 2 },

  *evaluate({ base, head, options }) {
    for (const samples of Object.values(head.samples)) {
      const { path, hash, label } = samples;
      const before = base.samples?.[samples.dataset];
      for (const { row, twin, pair } of nearConflicts(
        samples,
        before,
        head.nearDuplicates[samples.dataset],
        options.distance,
      )) {
        yield {
          message: pair.confirmed ? 'same' : 'similar',
          subject: path[row],
          identity: [pair.name, ...[label[row], label[twin]].sort()].join(' '),
          ...(pair.confirmed ? {} : { severity: 'warning' as const }),
          at: placeOf(samples, row),
          data: {
            path: path[row],
            label: label[row] ?? '',
            twin: path[twin],
            other: label[twin] ?? '',
            distance: pair.distance,
          },
          evidence: conflictOf(samples, row, twin),
        };
      }
      for (const { row, twin } of conflicts(samples, before)) {
        const labels = [label[row], label[twin]].sort();
        yield {
          message: 'conflict',
          subject: path[row],
          identity: [hash[row], ...labels].join(' '),
          at: placeOf(samples, row),
          data: { path: path[row], label: label[row] ?? '', twin: path[twin], other: label[twin] ?? '' },
          evidence: conflictOf(samples, row, twin),
        };
      }
    }
  },
});

/** For each image with several labels, the first copy of each label but the one that it has had for longest. */
function conflicts(samples: Samples, base: Samples | undefined): { row: number; twin: number }[] {
  const { label } = samples;
  const groups = copiesOf(samples).map((rows) => rows.filter((row) => label[row] !== null));
  const unchanged = unchangedAmong(samples, base, groups.flat());
  const found = groups.flatMap((rows) => {
    const firstOf = new Map<string | null, number>();
    for (const row of [...rows.filter(unchanged), ...rows]) {
      if (!firstOf.has(label[row])) firstOf.set(label[row], row);
    }
    const [twin, ...others] = firstOf.values();
    return others.map((row) => ({ row, twin }));
  });
  return found.sort((a, b) => a.row - b.row);
}

/** Look-alikes of which no label agrees: the one to blame is the new one, else the later one. */
function nearConflicts(
  samples: Samples,
  base: Samples | undefined,
  near: NearDuplicates | undefined,
  distance: number,
): Match[] {
  const { label } = samples;
  const pairs = nearPairs(samples, near, distance);
  const unchanged = unchangedInPairs(samples, base, pairs);
  const matches = pairs.flatMap((pair): Match[] => {
    const [first, second] = [pair.first, pair.second].map((rows) => rows.filter((row) => label[row] !== null));
    if (first.length === 0 || second.length === 0) return [];
    if (first.some((a) => second.some((b) => label[a] === label[b]))) return [];
    const [a, b] = [first[0], second[0]].sort((x, y) => x - y);
    return [unchanged(b) && !unchanged(a) ? { row: a, twin: b, pair } : { row: b, twin: a, pair }];
  });
  return bestMatches(matches);
}

function conflictOf(samples: Samples, row: number, twin: number) {
  const { path, label } = samples;
  return pairOf(samples, [
    [twin, `${label[twin]}: ${path[twin]}`],
    [row, `${label[row]}: ${path[row]}`],
  ]);
}
