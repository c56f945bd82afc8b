import { defineRule } from '../../src/model/rule.ts';

export default defineRule({
  meta: {
    id: 'compute/out-of-memory',
    title: 'A model does not fit into memory at the batch of its target.',
    why: 'The batch is what the service will ask for. Where it does not fit, the process is killed under load and takes every other request with it.',
    fix: 'Lower the batch of the target to one that fits, or export the model smaller: another precision, a smaller input, less kept between layers.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['memory', 'models'],
    messages: {
      smaller:
        '{model} runs out of {where} memory on {target} at its batch of {batch} ({reason}); a batch of {fits} did fit.',
      none: '{model} runs out of {where} memory on {target} at its batch of {batch} ({reason}), and no smaller batch did fit.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const { model, target, batch, outOfMemory } of Object.values(head.memory)) {
      if (outOfMemory === null) continue;
      const { where, reason, fits } = outOfMemory;
      yield {
        message: fits > 0 ? 'smaller' : 'none',
        subject: `${model} on ${target}`,
        identity: `${model}/${target}`,
        at: head.models[model] && { path: head.models[model].path },
        data: { model, target, where, batch, reason: reason.replace(/\.$/, ''), ...(fits > 0 ? { fits } : {}) },
      };
    }
  },
});
