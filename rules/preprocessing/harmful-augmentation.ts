import { defineRule } from '../../src/model/rule.ts';
import { swapsOf, unreadableUnder } from '../shared/label-changes.ts';
import { listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'preprocessing/harmful-augmentation',
    title: 'An augmentation turns images of one class into images of another.',
    why: 'A flip leaves a cat a cat, and makes a left arrow a right one. The label stays, so that training teaches the model the opposite of the truth for every image that is flipped.',
    fix: 'Take the transform out, or swap the label together with the image.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['augmentation', 'models'],
    messages: {
      swapped: '{transform} ({effect}) turns {from} into {to}, and both are classes of {model}.',
      unreadable: '{transform} ({effect}) makes signs that nobody writes of {classes}, which are classes of {model}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { model, transforms } of Object.values(head.augmentation)) {
      const labels = head.models[model]?.labels ?? [];
      const told = new Set<string>();
      for (const { name, effects, at } of transforms) {
        for (const effect of effects) {
          const [pair] = swapsOf(effect, labels);
          const unread = pair ? [] : unreadableUnder(effect, labels);
          if ((!pair && unread.length === 0) || told.has(effect)) continue;
          told.add(effect);
          const shared = { subject: model, identity: `${model}/${effect}`, at };
          if (pair) {
            const [from, to] = pair;
            yield { ...shared, message: 'swapped', data: { model, transform: name, effect, from, to } };
          } else {
            yield {
              ...shared,
              message: 'unreadable',
              severity: 'warning',
              data: { model, transform: name, effect, classes: shortened(unread) },
            };
          }
        }
      }
    }
  },
});

function shortened(labels: readonly string[]): string {
  const shown = labels.slice(0, 5);
  return labels.length > shown.length ? `${shown.join(', ')} and ${labels.length - shown.length} more` : listed(shown);
}
