import type { Model } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { definedIn, type Support, supportOf } from '../../src/runtimes/runtimes.ts';
import { counted } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'deployment/unsupported-operator',
    title: 'A model has an operator that its target does not have.',
    why: 'A converter stops at an operator that it does not know, and a runtime refuses the model or computes that part elsewhere, slowly. It is found out when the model is converted or loaded on the device.',
    fix: 'Export the model with operators that the target has: another opset, another layer, or the post-processing left to the code that calls it. The operators are those that the makers of the runtime publish; name its version in the policy as exactly as you know it.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['targets', 'models'],
    messages: {
      missing: '{model} has {nodes} of {operator}, which {runtime}, the runtime of {target}, does not have.',
      redefined:
        '{model} has {nodes} of {operator} as opset {version} defines it, and {runtime}, the runtime of {target}, has it as of opset {most} at most.',
    },
    options: {
      allowed:
        'Operators that the target has all the same, by a plug-in or a newer build: `domain:Name`, or `Name` for ONNX’s own.',
    },
  },

  defaults: { allowed: [] as string[] },

  *evaluate({ head, options }) {
    for (const { target, runtime, models } of Object.values(head.targets)) {
      const support = runtime === undefined ? null : supportOf(runtime);
      if (support === null) continue;
      for (const name of models) {
        const model = head.models[name];
        if (!model) continue;
        for (const { operator, count, message, data } of refused(model, support)) {
          if (options.allowed.includes(operator)) continue;
          yield {
            message,
            subject: name,
            identity: `${name}/${target}/${operator}`,
            at: { path: model.path },
            ...(support.isOlder && { severity: 'warning' }),
            data: { model: name, nodes: counted(count, 'node'), operator, runtime: support.title, target, ...data },
          };
        }
      }
    }
  },
});

/** Operators of the model that the runtime lacks, or has only as they were defined before. */
function* refused({ operators, opsets, structure }: Model, { operators: known, definitions }: Support) {
  const own = new Set(structure.functions);
  for (const [operator, count] of Object.entries(operators)) {
    if (own.has(operator)) continue;
    if (!known.has(operator)) {
      yield { operator, count, message: 'missing' as const, data: {} };
      continue;
    }
    const version = operator.includes(':') ? null : definedIn(operator, opsets['ai.onnx'] ?? opsets[''] ?? 0);
    if (definitions !== null && version !== null && version > definitions) {
      yield { operator, count, message: 'redefined' as const, data: { version, most: definitions } };
    }
  }
}
