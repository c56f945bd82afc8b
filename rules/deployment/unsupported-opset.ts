import type { Model, Target } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { supportOf } from '../../src/runtimes/runtimes.ts';

export default defineRule({
  meta: {
    id: 'deployment/unsupported-opset',
    title: 'A model is of an ONNX opset that its target does not take.',
    why: 'A runtime refuses a model of an opset that is newer than itself, or reads operators by definitions that it does not have. It is found out when the model is loaded on the device.',
    fix: 'Export the model with an older `opset_version`, convert it with `onnx.version_converter`, or name the newer runtime in the policy once the devices have it.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['targets', 'models'],
    messages: {
      above: '{model} is of opset {opset}, and {target} takes {most} at most.',
      newer: '{model} is of opset {opset}, and {runtime}, which {target} has, takes {least} to {most}.',
      older: '{model} is of opset {opset}, and {runtime}, which {target} has, takes {least} to {most}.',
    },
    options: {},
  },

  defaults: {},

  *evaluate({ head }) {
    for (const target of Object.values(head.targets)) {
      for (const name of target.models) {
        const model = head.models[name];
        const opset = model && opsetOf(model);
        if (opset === undefined) continue;
        for (const { message, limit, data, isGuess } of limitsOf(opset, target)) {
          yield {
            message,
            subject: name,
            identity: `${name}/${target.target}`,
            at: { path: model.path },
            ...(isGuess && { severity: 'warning' }),
            measured: opset,
            limit,
            unit: 'opset',
            data: { model: name, opset, target: target.target, ...data },
          };
        }
      }
    }
  },
});

function opsetOf({ opsets }: Model): number | undefined {
  return opsets['ai.onnx'] ?? opsets[''];
}

function* limitsOf(opset: number, { opset: declared, runtime }: Target) {
  if (declared !== undefined && opset > declared) {
    yield { message: 'above' as const, limit: declared, data: { most: declared }, isGuess: false };
  }
  const support = runtime === undefined ? null : supportOf(runtime);
  if (!support?.opset) return;
  const [least, most] = support.opset;
  const data = { runtime: support.title, least, most };
  if (opset > most) yield { message: 'newer' as const, limit: most, data, isGuess: support.isOlder };
  if (opset < least) yield { message: 'older' as const, limit: least, data, isGuess: false };
}
