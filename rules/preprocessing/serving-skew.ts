import type { ReferenceTensor } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { counted } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'preprocessing/serving-skew',
    title: 'Images reach the model otherwise in serving, or here, than in training.',
    why: 'Training, evaluation and serving each have code that turns an image into numbers. Where they disagree the evaluation measures another system than the one that answers, and the loss shows in production alone.',
    fix: 'Make the declarations say the same, or correct `preprocessing` so that it makes the tensors of the training pipeline; the finding names what differs.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['serving'],
    uses: ['models'],
    messages: {
      declared: '{model} is served with another {part} than it is evaluated with: {serving}, instead of {declared}.',
      shape:
        'The reference tensor {tensor} has the shape {stored}, and the preprocessing of {model} makes {made} of {image}.',
      tensors:
        'Of {count} of {model}, {differing} from what its preprocessing makes here, {tensor} the most: by {mean} grey levels on average, and by {most} at most.',
      explained:
        'Of {count} of {model}, {differing} from what its preprocessing makes here, {tensor} the most: by {mean} grey levels on average. They were made with {explanation}.',
    },
    options: {
      levels:
        'Difference from a reference tensor that is accepted, on average over its values, in grey levels of the picture: decoders and kernels of other libraries differ by less than 1.',
    },
  },

  defaults: { levels: 1 },

  *evaluate({ head, options }) {
    for (const { model, declared, tensors, explanation } of Object.values(head.serving)) {
      const at = head.models[model]?.preprocessingAt;
      for (const { part, declared: own, serving } of declared?.differences ?? []) {
        yield {
          message: 'declared',
          subject: model,
          identity: `${model}/${part}`,
          at: declared?.at,
          data: { model, part, serving, declared: own },
        };
      }
      const others = (tensors ?? []).filter(({ shapes }) => shapes !== null);
      for (const { image, tensor, shapes } of others.slice(0, 1)) {
        yield {
          message: 'shape',
          subject: model,
          identity: `${model}/shape`,
          at,
          data: { model, tensor, image, stored: shapes!.stored.join(' × '), made: shapes!.made.join(' × ') },
        };
      }
      const differing = (tensors ?? []).filter(({ shapes, mean }) => shapes === null && !(mean <= options.levels));
      if (differing.length === 0) continue;
      const worst = differing.reduce((most, one) => (one.mean > most.mean ? one : most));
      yield {
        message: explanation === null ? 'tensors' : 'explained',
        subject: model,
        identity: `${model}/tensors`,
        at,
        data: {
          model,
          count: counted(tensors!.length, 'reference tensor'),
          differing: differing.length === 1 ? '1 differs' : `${differing.length} differ`,
          tensor: worst.tensor,
          ...levelsOf(worst),
          ...(explanation === null ? { most: written(worst.most) } : { explanation }),
        },
      };
    }
  },
});

function levelsOf({ mean }: ReferenceTensor): { mean: string } {
  return { mean: written(mean) };
}

function written(levels: number): string {
  return Number.isNaN(levels) ? 'no number of' : String(Number(levels.toPrecision(3)));
}
