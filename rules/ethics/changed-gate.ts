import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: 'ethics/changed-gate',
    title: 'The pull request edits what checks it.',
    why: 'Whoever edits the workflow that runs the gate decides what it sees. Such a change needs the eyes of somebody who owns the gate, and should not come with the data or the model that it lets pass.',
    fix: 'Change the gate in a pull request of its own, reviewed by its owners, or waive the file in the policy first.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['gate'],
    messages: {
      edited: '{path} runs the gate, and was edited: {detail}.',
      removed: '{path} ran the gate, and was removed: {detail}.',
      policy: '{path} is the policy, and was edited: {detail}.',
    },
    options: { policy: 'Whether an edit of the policy file is a finding too; it never holds before it is merged.' },
  },

  defaults: { policy: false },

  *evaluate({ pair, options }) {
    for (const { changes } of Object.values(pair.gate)) {
      for (const { path, change, detail, at } of changes) {
        if (change === 'policy' && !options.policy) continue;
        yield {
          message: change,
          subject: path,
          identity: `${path} ${detail}`,
          at,
          data: { path, detail: detail.replace(/\.$/, '') },
        };
      }
    }
  },
});
