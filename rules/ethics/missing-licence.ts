import { defineRule } from '../../src/model/rule.ts';
import { listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'ethics/missing-licence',
    title: 'A dataset or model has no licence.',
    why: 'Without a licence nobody may use the images or the weights, and nobody can show that they were allowed to train on them.',
    fix: 'Add a licence file beside it, `license:` in the front matter of its card, or `licence:` in the policy.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['governance'],
    messages: { missing: 'The {kind} {name} has no licence; the gate looked in {looked}.' },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { licences } of Object.values(head.governance)) {
      for (const { name, kind, licence, at, looked } of licences) {
        if (licence !== null) continue;
        yield {
          message: 'missing',
          subject: name,
          identity: `${kind}/${name}`,
          at,
          data: { kind, name, looked: listed(looked) || 'the policy' },
        };
      }
    }
  },
});
