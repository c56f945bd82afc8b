import { defineRule } from '../../src/model/rule.ts';
import { nameOnce } from '../shared/annotations.ts';

export default defineRule({
  meta: {
    id: 'training-data/unknown-label',
    title: 'A label is not in the class list.',
    why: 'A label that the class list does not hold has no index: one trainer stops, another drops the image, a third counts a class more than the model has. Most often it is a slip of the pen, and the class that was meant loses an image.',
    fix: 'Correct the label, or add the class to the list.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: { unknown: '{problem}.' },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { dataset, problems } of Object.values(head.samples)) {
      const once = nameOnce();
      for (const { message, at, unknown } of problems) {
        if (!unknown) continue;
        yield {
          message: 'unknown',
          subject: unknown.label || '(empty)',
          identity: once(`${dataset}/${unknown.label}`),
          at,
          measured: unknown.count,
          limit: 0,
          data: { problem: message.replace(/\.$/, '') },
        };
      }
    }
  },
});
