import type { Latency } from '../model/facts.ts';
import type { GatherResult, PairGatherer, Tools } from '../model/gatherer.ts';
import { addEntry } from './add-entry.ts';
import { type TimedTarget, timeTogether } from './timed-models.ts';

/** A policy without targets still has one: this runner, an image at a time. */
const thisRunner = (tools: Tools): TimedTarget => ({
  target: 'this runner',
  provider: tools.provider,
  batch: 1,
  latencyTolerance: 0.05,
  latencyMs: {},
});

/** Times the base's and the head's model together, in alternating runs; equal models are not timed: their ratio is 1. */
export const latency: PairGatherer<'latency'> = {
  fact: 'latency',
  async gather(base, head, tools) {
    const result: GatherResult<Record<string, Latency>> = { entries: {}, faults: [] };
    const targets = Object.values(head.gathered.facts.targets ?? {});
    for (const model of Object.values(head.gathered.facts.models ?? {})) {
      const before = base.gathered.facts.models?.[model.model];
      if (!before || before.contentHash === model.contentHash) continue;
      const own = targets.filter(({ models }) => models.includes(model.model));
      for (const target of own.length > 0 ? own : [thisRunner(tools)]) {
        const name = own.length > 0 ? `${model.model} on ${target.target}` : model.model;
        await addEntry(result, name, () =>
          timeTogether(
            { snapshot: base.snapshot, policy: base.policy, model: before },
            { snapshot: head.snapshot, policy: head.policy, model },
            target,
            tools,
          ),
        );
      }
    }
    return result;
  },
};
