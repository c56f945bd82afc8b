import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: 'deployment/fixed-batch',
    title: 'A model takes another number of images at once than its target gives it.',
    why: 'A batch that is fixed in the graph is the only one that the model takes: code that gives it more or fewer images fails, or has to fill up the rest.',
    fix: 'Export the model with a free batch dimension (`dynamic_axes` or `dynamic_shapes` in PyTorch), or with the batch of the target.',
    severity: 'warning',
    recommended: true,
    measure: 'counted',
    needs: ['targets', 'models'],
    messages: {
      fixed: '{model} takes {fixed} at once, which is fixed in its input `{input}`, and {target} gives it {batch}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { target, models, batch } of Object.values(head.targets)) {
      for (const name of models) {
        const model = head.models[name];
        const input = model?.inputs.find(({ shape }) => shape.length === 4) ?? model?.inputs[0];
        const fixed = input?.shape[0];
        if (!model || !input || typeof fixed !== 'number' || fixed === batch) continue;
        yield {
          message: 'fixed',
          subject: name,
          identity: `${name}/${target}`,
          at: { path: model.path },
          data: { model: name, fixed: images(fixed), input: input.name, target, batch: images(batch) },
        };
      }
    }
  },
});

function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`;
}
