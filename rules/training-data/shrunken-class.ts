import type { ClassCount, DatasetChanges, Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { counted, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/shrunken-class',
    title: 'A class lost many of its samples.',
    why: 'Samples that leave by accident – a filter too strict, a folder not copied, a half of an upload – are missed by no test: everything still runs, on less. What the model knew of the class it may forget.',
    fix: 'Find out why the samples left, and restore them. If they were taken out on purpose, say so in a waiver.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples', 'changes'],
    messages: {
      shrunken: '{class} has {now} in {split} of {dataset}; it had {before} and lost {share} of them.',
      vanished: '{class} has no {what} left in {split} of {dataset}; it had {before}.',
    },
    options: {
      share: 'Share of its samples, 0–1, that a class may lose in a split.',
      samples: 'Samples that a class must have had, at least, in a split.',
    },
  },

  defaults: { share: 0.2, samples: 10 },

  *evaluate({ head, pair, options }) {
    for (const changes of Object.values<DatasetChanges>(pair.changes)) {
      const samples: Samples | undefined = head.samples[changes.dataset];
      for (const [what, counts] of [
        ['image', changes.counts],
        ['annotation', changes.annotations?.counts ?? []],
      ] as const) {
        for (const count of counts.filter(({ base }) => base >= options.samples)) {
          const lost = lostShare(count);
          if (lost <= options.share) continue;
          const { split, label, base: before, head: now } = count;
          yield {
            message: now === 0 ? 'vanished' : 'shrunken',
            subject: label,
            identity: `${changes.dataset}/${split}/${label}/${what}`,
            at: samples?.classesAt ?? undefined,
            measured: lost,
            limit: options.share,
            data: {
              class: label,
              split,
              dataset: changes.dataset,
              what,
              now: counted(now, what),
              before: counted(before, what),
              share: percent(lost),
            },
          };
        }
      }
    }
  },
});

function lostShare({ base, head }: ClassCount): number {
  return (base - head) / base;
}
