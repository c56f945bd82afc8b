import { defineRule } from '../../src/model/rule.ts';
import { cardFaults, cardMessages } from '../shared/card-faults.ts';
import { listed } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'ethics/missing-data-card',
    title: 'A dataset has no card, or one that leaves out what must be said.',
    why: 'Who collected the images, how, of whom, and what they must not be used for is known to a few today and to nobody in a year. Regulations ask for it in writing.',
    fix: 'Write a README.md beside the images, with YAML front matter (license, tags) and the sections that the policy asks for. For Croissant metadata, fill in what mlcroissant requires.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['governance'],
    messages: {
      ...cardMessages,
      croissant: 'The Croissant metadata {path} of {name} lack {missing}.',
    },
    options: {
      sections: 'Topics that must have a heading: words of it, alternatives between `|`, such as `limitations|risks`.',
      recommended: 'Whether Croissant metadata must have what mlcroissant only recommends.',
    },
  },

  defaults: { sections: [] as string[], recommended: false },

  *evaluate({ head, options }) {
    for (const { cards = [] } of Object.values(head.governance)) {
      for (const card of cards) {
        if (card.kind !== 'dataset') continue;
        yield* cardFaults<'croissant'>(card, options.sections);
        if (!card.croissant) continue;
        const { path, problems, recommended } = card.croissant;
        const missing = [...problems, ...(options.recommended ? recommended : [])];
        if (missing.length === 0) continue;
        yield {
          message: 'croissant',
          subject: card.name,
          identity: `dataset/${card.name}/croissant`,
          at: { path, line: 1 },
          measured: missing.length,
          limit: 0,
          data: { path, name: card.name, missing: listed(missing) },
        };
      }
    }
  },
});
