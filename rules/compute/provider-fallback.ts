import type { Placement, StrayNode } from '../../src/model/facts.ts';
import { defineRule } from '../../src/model/rule.ts';
import { counted, listed, percent } from '../shared/wording.ts';

export default defineRule({
  meta: {
    id: 'compute/provider-fallback',
    title: 'A model does not run where its target says.',
    why: 'A runtime that cannot put an operator on the accelerator puts it on the CPU and says nothing. The tensors are copied there and back, the accelerator waits, and what was measured holds for another machine than the one that serves.',
    fix: 'Replace the operator by one that the provider has, export with another opset, or move it out of the graph. Where the provider itself is missing, install its libraries on the runner, or choose another one for the target.',
    severity: 'error',
    recommended: true,
    measure: 'counted',
    needs: ['placements', 'models'],
    messages: {
      missing:
        '{model} runs on {provider} on {target}, and no session could be opened there: {reason} The runtime offers {offered}.',
      fallback:
        '{nodes} of {model} on {target} ({operator}) ran on {where} and not on {provider}, for {share} of the time of all nodes.',
      copies: '{model} copies {tensors} between {provider} and the host in the midst of each run on {target}.',
    },
    options: {
      bytes:
        'Bytes up to which a node outside the provider only reckons with shapes, which runtimes do there on purpose.',
    },
  },

  defaults: { bytes: 1024 },

  *evaluate({ head, options }) {
    for (const placement of Object.values(head.placements)) {
      const { model, target, provider, missing, copies } = placement;
      const at = head.models[model] && { path: head.models[model].path };
      const place = { subject: `${model} on ${target}`, at };
      if (missing !== null) {
        yield {
          ...place,
          message: 'missing',
          identity: `${model}/${target}`,
          data: { model, provider, target, reason: missing, offered: listed(placement.offered) },
        };
        continue;
      }
      for (const [operator, strays] of straysByOperator(placement, options.bytes)) {
        const where = strays[0].provider;
        const time = strays.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
        yield {
          ...place,
          message: 'fallback',
          identity: `${model}/${target}/${where}/${operator}`,
          // From TensorRT to CUDA the tensors stay where they are.
          ...(where === 'cpu' ? {} : { severity: 'warning' as const }),
          measured: strays.length,
          limit: 0,
          unit: 'nodes',
          data: {
            nodes: counted(strays.length, 'node'),
            model,
            target,
            operator,
            where,
            provider,
            share: percent(placement.milliseconds > 0 ? time / placement.milliseconds : 0),
          },
        };
      }
      if (copies > 0) {
        yield {
          ...place,
          message: 'copies',
          severity: 'warning',
          identity: `${model}/${target}`,
          measured: copies,
          limit: 0,
          unit: 'copies',
          data: { model, tensors: counted(copies, 'tensor'), provider, target },
        };
      }
    }
  },
});

function straysByOperator({ strays }: Placement, bytes: number): [operator: string, strays: StrayNode[]][] {
  const large = strays.filter((node) => node.bytes > bytes);
  const grouped = Map.groupBy(large, ({ operator, provider }) => `${provider}/${operator}`);
  return [...grouped.values()].map((nodes) => [nodes[0].operator, nodes]);
}
