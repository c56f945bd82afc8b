import type { Parity } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { lossOf, scoreNames } from '../shared/subject-tests.ts';
import { score as scoreText } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'deployment/precision-loss',
    title: 'A model of lower precision answers worse than the one that it stands for.',
    why: 'What is evaluated is the full model and what is shipped is its fp16 or int8 variant. Quantisation that costs nothing on average can cost a whole class: the one whose activations the calibration never saw.',
    fix: "Calibrate with pictures of every class, keep the first and the last layers in full precision, quantise by channel, or train with quantisation; or accept the loss by the variant's `tolerance`.",
    severity: 'error',
    recommended: true,
    measure: 'measured',
    needs: ['parity'],
    messages: {
      score:
        '{model} scores {variant} in {score}, and {reference}, which it is a variant of, {full} on the same {n} images: {turned}{outputs}.',
      class:
        '{model} reaches {variant} in {score} of {name}, and {reference}, which it is a variant of, {full} on the same {n} {things}: {turned}{outputs}.',
      'not-finite': '{model} gives {output} values that are not finite, where {reference} does not.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const parity of Object.values(head.parity)) {
      const { model, reference, tolerance, at } = parity;
      const told = { model, reference, turned: turnedOf(parity), outputs: outputsOf(parity) };
      for (const { output } of parity.outputs.filter(({ maxError }) => !Number.isFinite(maxError))) {
        const data = { model, reference, output: `\`${output}\`` };
        yield { message: 'not-finite', subject: model, identity: `${model}/${output}`, at, data };
      }
      for (const { base, head: own, data: _, requiredN, ...test } of parity.overall) {
        yield {
          ...test,
          message: 'score',
          subject: model,
          identity: `${model}/${reference}`,
          at,
          requiredN: requiredN ?? undefined,
          family: 'score',
          data: { ...told, score: parity.score, variant: scoreText(own), full: scoreText(base), n: test.n },
        };
      }
      for (const compared of parity.classes) {
        const { subject, score, n } = compared;
        const loss = n === 0 ? null : lossOf(compared, tolerance);
        if (loss === null) continue;
        const { base, head: own, ...test } = loss;
        yield {
          ...test,
          message: 'class',
          subject: `${model}: ${subject}`,
          identity: `${model}/${reference}/${subject}`,
          at,
          family: 'classes and groups',
          data: {
            ...told,
            name: subject,
            score: scoreNames[score] ?? score,
            variant: own,
            full: base,
            n,
            things: score === 'ap' ? 'objects' : 'images',
          },
        };
      }
    }
  },
});

function turnedOf({ flips: { negative, positive, of, n } }: Parity): string {
  return `${negative} of ${n} ${of} turned from right to wrong and ${positive} from wrong to right`;
}

/** Tensors explain, and do not decide: what a difference is worth only the answers tell. */
function outputsOf({ outputs }: Parity): string {
  return outputs
    .filter(({ values, maxError }) => values > 0 && Number.isFinite(maxError))
    .map(
      ({ output, cosine, sqnr, maxError }) =>
        `; output \`${output}\` has cosine ${cosine.toFixed(4)}, ${Number.isFinite(sqnr) ? `${sqnr.toFixed(1)} dB` : 'no noise'}, at most ${Number(maxError.toPrecision(3))} apart`,
    )
    .join('');
}
