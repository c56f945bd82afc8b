import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: 'training-data/invalid-annotation',
    title: 'A part of the listing could not be taken in as it is written.',
    why: 'A row that is ragged, repeated or points nowhere is dropped by one reader and misread by another, so that nobody trains on the dataset that was meant. What the gate leaves out it has not checked.',
    fix: 'Mend the line; each finding says what was expected there.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['samples'],
    messages: { invalid: '{problem}.' },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { dataset, problems } of Object.values(head.samples)) {
      const copies = new Map<string, number>();
      for (const { message, at } of problems) {
        const name = `${dataset}/${at.path}: ${withoutLines(message)}`;
        const copy = (copies.get(name) ?? 0) + 1;
        copies.set(name, copy);
        yield {
          message: 'invalid',
          subject: at.path,
          identity: copy === 1 ? name : `${name}#${copy}`,
          at,
          data: { problem: message.replace(/\.$/, '') },
        };
      }
    }
  },
});

/** Lines move when rows are added above them, and the problem stays the same. */
function withoutLines(message: string): string {
  return message.replace(/\bline \d+/g, 'line');
}
