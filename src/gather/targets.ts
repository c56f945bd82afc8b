import type { Target } from '../model/facts.ts';
import type { Gatherer } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import { policyPosition } from './policy-position.ts';

/** The policy's targets, with the models that run on each. */
export const targets: Gatherer<'targets'> = {
  fact: 'targets',
  async gather(_, policy) {
    const entries = Object.keys(policy.targets).map((name) => [name, targetOf(policy, name)] as const);
    return { entries: Object.fromEntries(entries), faults: [] };
  },
};

/** A budget in FLOPs is one of half as many multiply–accumulates: each is two operations. */
function targetOf(policy: Policy, name: string): Target {
  const { models, provider, batch, latencyMs, latencyTolerance, growth, costPerHour, opset, runtime, ...limits } =
    policy.targets[name];
  const { parameters, flops, fileMb, memoryMb, gpuMemoryMb } = limits;
  const macs = flops === undefined ? undefined : flops / 2;
  const budgets = Object.entries({ parameters, macs, fileMb, memoryMb, gpuMemoryMb }).filter(
    ([, budget]) => budget !== undefined,
  );
  return {
    target: name,
    models: models ?? Object.keys(policy.models),
    provider,
    batch,
    latencyTolerance,
    ...(opset !== undefined && { opset }),
    ...(runtime !== undefined && { runtime }),
    budgets: Object.fromEntries(budgets),
    latencyMs: { ...latencyMs },
    growth: growth ?? null,
    costPerHour: costPerHour ?? null,
    at: policyPosition(policy, 'targets', name),
  };
}
