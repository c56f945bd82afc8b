import type { Samples } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { countClasses, countedBy } from '../shared/classes.ts';
import { placeOf } from '../shared/samples.ts';
import { roleOf } from '../shared/splits.ts';
import { counted } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'training-data/too-few-samples',
    title: 'A class has too few examples in a split.',
    why: 'A class of a handful of training images is memorised, not learnt. With 20 evaluation images, all of them right, the true recall may still be 84 % (95 % interval); with fewer, a class can fail unseen.',
    fix: 'Collect more images of the class, merge it with another, or take it out of the class list.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: { few: '{class} has {count} in {split} of {dataset}; {limit} are wanted.' },
    options: {
      train: 'Images, or annotations where images have no label of their own, that each class should have in train.',
      evaluation: 'The same for each evaluation split.',
    },
  },

  defaults: { train: 20, evaluation: 20 },

  *evaluate({ head, options }) {
    for (const samples of Object.values(head.samples)) {
      const { dataset, classes } = samples;
      const what = countedBy(samples);
      const splits = [...countClasses(samples)].filter(([split]) => roleOf(split) >= 0);
      for (const [split, counts] of splits.sort(([a], [b]) => roleOf(a) - roleOf(b))) {
        const limit = split === 'train' ? options.train : options.evaluation;
        for (const name of classes) {
          const count = counts.get(name) ?? 0;
          if (count >= limit) continue;
          yield {
            message: 'few',
            subject: name,
            identity: `${dataset}/${split}/${name}`,
            at: samples.classesAt ?? firstOf(samples, name),
            measured: count,
            limit,
            unit: `${what}s`,
            data: { class: name, count: counted(count, what), split, dataset },
          };
        }
      }
    }
  },
});

function firstOf(samples: Samples, name: string) {
  const row = samples.label.indexOf(name);
  return row < 0 ? undefined : placeOf(samples, row);
}
