import type { Determinism, OutputParity } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: 'deployment/nondeterministic-output',
    title: 'A model answers the same picture differently.',
    why: 'An answer that depends on the session or on the other pictures of its batch cannot be reproduced, neither when it is disputed nor when it is debugged. A model exported in training mode (dropout, batch statistics) does just that.',
    fix: 'Export the model in evaluation mode (`model.eval()`), without dropout, random operators and normalisation over the batch.',
    severity: 'warning',
    recommended: true,
    measure: 'measured',
    needs: ['determinism'],
    messages: {
      repeated:
        '{model} gives {output} up to {difference} apart for the same picture in one session ({share} of its largest value; {turned} of {images} answers turn).',
      session:
        '{model} gives {output} up to {difference} apart for the same picture in two sessions ({share} of its largest value; {turned} of {images} answers turn).',
      batch:
        '{model} gives {output} up to {difference} apart for the same picture alone and in a batch ({share} of its largest value; {turned} of {images} answers turn).',
    },
    options: { tolerance: "Difference that is accepted, as a share of the output's largest value." },
  },

  defaults: { tolerance: 0.001 },

  *evaluate({ head, options }) {
    for (const { model, images, ways, at } of Object.values(head.determinism)) {
      for (const { way, turned, outputs } of ways) {
        const worst = worstOf(outputs);
        // Not-finite differences count too.
        if (!worst || worst.share <= options.tolerance) continue;
        yield {
          message: messages[way],
          subject: model,
          identity: `${model}/${way}`,
          at,
          measured: worst.share,
          limit: options.tolerance,
          noise: options.tolerance,
          data: {
            model,
            images,
            turned,
            output: `\`${worst.output}\``,
            difference: Number(worst.maxError.toPrecision(3)),
            share: `${Number((100 * worst.share).toPrecision(2))} %`,
          },
        };
        // Whoever differs in one session differs in two and in a batch.
        break;
      }
    }
  },
});

const messages = { 'same session': 'repeated', 'another session': 'session', batch: 'batch' } as const satisfies Record<
  Determinism['ways'][number]['way'],
  string
>;

function worstOf(outputs: readonly OutputParity[]): (OutputParity & { share: number }) | undefined {
  return outputs
    .map((output) => ({ ...output, share: output.maxError === 0 ? 0 : output.maxError / output.maxReference }))
    .toSorted((a, b) => b.share - a.share)[0];
}
