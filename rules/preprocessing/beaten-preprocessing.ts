import { defineRule } from '../../src/model/rule.ts';
import { lossOf } from '../shared/subject-tests.ts';
import { pValue } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'preprocessing/beaten-preprocessing',
    title: 'A model does better with another preprocessing than with the declared one.',
    why: 'A model is fed other pixels than it was trained on when a mean, a channel order, a layout or a resize got lost on the way. It still answers, only worse, and nothing fails. The usual alternatives are tried on some evaluation images, and the best of them is tested on the others.',
    fix: 'Declare the preprocessing that the model was trained with; the finding names one that does better.',
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['probes'],
    uses: ['models'],
    messages: {
      beaten: '{model} scores {better} in {score} with {alternative}, and {declared} {how} (n = {n}, {p}).',
    },
    options: {
      margin: "Gain of another preprocessing that is accepted, in the score's own unit: 0.01 is 1 point of accuracy.",
    },
  },

  defaults: { margin: 0.01 },

  *evaluate({ head, options }) {
    for (const { model, probes } of Object.values(head.probes)) {
      for (const { alternative, confirm } of probes) {
        const loss = confirm && confirm.n > 0 ? lossOf(confirm, options.margin) : null;
        if (!confirm || !loss) continue;
        const { base: better, head: declared, ...test } = loss;
        const isDeclared = head.models[model]?.preprocessingDeclared ?? true;
        yield {
          ...test,
          message: 'beaten',
          subject: model,
          identity: model,
          at: head.models[model]?.preprocessingAt,
          family: 'score',
          data: {
            model,
            score: confirm.score,
            alternative,
            better,
            declared,
            how: isDeclared ? 'as declared' : 'as it is fed where nothing is declared',
            n: confirm.n,
            p: pValue(test.p),
          },
        };
      }
    }
  },
});
