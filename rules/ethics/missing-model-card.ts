import type { Card, Scores } from '../../src/model/facts.ts';
import type { Problem } from '../../src/model/finding.ts';
import { defineRule } from '../../src/model/rule.ts';
import { cardFaults, cardMessages } from '../shared/card-faults.ts';
import { score } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'ethics/missing-model-card',
    title: 'A model has no card, or one that leaves out or misstates what must be said.',
    why: 'Whoever uses the model decides by its card what it is for and how far to trust it. A number that was true of an older model is a promise that this one does not keep.',
    fix: 'Write a README.md beside the model, with YAML front matter and the sections that the policy asks for, and renew the results of its `model-index` whenever the model changes.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['governance'],
    uses: ['scores'],
    messages: {
      ...cardMessages,
      claim: 'The card of {name} claims {metric} of {claimed}; the gate measured {measured} on {split}.',
    },
    options: {
      sections: 'Topics that must have a heading: words of it, alternatives between `|`, such as `limitations|risks`.',
      difference: 'Difference between a claimed and a measured score that is accepted, in its own unit.',
    },
  },

  defaults: { sections: [] as string[], difference: 0.01 },

  *evaluate({ head, options }) {
    for (const { cards = [] } of Object.values(head.governance)) {
      for (const card of cards) {
        if (card.kind !== 'model') continue;
        yield* cardFaults<'claim'>(card, options.sections);
        const scores = head.scores[card.name];
        if (scores) yield* falseClaims(card, scores, options.difference);
      }
    }
  },
});

/** Names that Hugging Face's metrics have and ours have not. */
const otherNames: Record<string, string> = { f1: 'macro_f1', precision: 'macro_precision', recall: 'macro_recall' };

/** Results whose metric is one of ours and whose value is neither the measured one nor a hundred times it. */
function* falseClaims(
  { name, results }: Card,
  { evaluation, splits }: Scores,
  difference: number,
): Generator<Problem<'claim'>> {
  const values = splits[evaluation]?.values ?? {};
  for (const { metric, value, at } of results) {
    const plain = metric.toLowerCase().replace(/[\s-]+/g, '_');
    const measured = values[plain] ?? values[otherNames[plain] ?? ''];
    if (measured === undefined || measured === null) continue;
    const away = Math.min(Math.abs(value - measured), Math.abs(value / 100 - measured));
    if (away <= difference) continue;
    yield {
      message: 'claim',
      subject: name,
      identity: `model/${name}/${plain}`,
      at,
      measured: away,
      limit: difference,
      data: { name, metric, claimed: value, measured: score(measured), split: evaluation },
    };
  }
}
