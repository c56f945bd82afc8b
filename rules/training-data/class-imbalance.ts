import { defineRule } from '../../src/model/rule.ts';
import { countClasses, countedBy } from '../shared/classes.ts';

export default defineRule({
  meta: {
    id: 'training-data/class-imbalance',
    title: 'One class has many times the training examples of another.',
    why: 'A model that sees one class twenty times as often learns to answer it when in doubt. The rare class pays, and accuracy hides it.',
    fix: 'Collect more images of the rare class, or weight the loss or the sampling and raise this ratio in the policy to what you accept.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: {
      imbalance:
        '{dataset} has {most} training {what} of {largest} and {least} of {smallest}, a ratio of {measured} to 1.',
    },
    options: {
      ratio:
        'Largest class over smallest class that is accepted, by training images, or by annotations where images have no label of their own.',
    },
  },

  defaults: { ratio: 20 },

  *evaluate({ head, options }) {
    for (const samples of Object.values(head.samples)) {
      const classes = [...(countClasses(samples).get('train') ?? [])].sort(([, a], [, b]) => b - a);
      if (classes.length < 2) continue;
      const [largest, most] = classes[0];
      const [smallest, least] = classes[classes.length - 1];
      if (most <= options.ratio * least) continue;
      yield {
        message: 'imbalance',
        subject: samples.dataset,
        identity: samples.dataset,
        at: samples.classesAt ?? undefined,
        measured: most / least,
        limit: options.ratio,
        data: { dataset: samples.dataset, largest, most, smallest, least, what: `${countedBy(samples)}s` },
      };
    }
  },
});
