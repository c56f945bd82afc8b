import type { Latency } from '../model/facts.ts';
import type { Gatherer, GatherResult } from '../model/gatherer.ts';
import { addEntry } from './add-entry.ts';
import { timeTogether } from './timed-models.ts';

/**
 * Times each model that base does not have, on the targets that limit latency: against itself. A model that base has is
 * timed together with it (`latency.ts`).
 */
export const durations: Gatherer<'durations'> = {
  fact: 'durations',
  async gather(snapshot, policy, tools, { facts }, other) {
    const result: GatherResult<Record<string, Latency>> = { entries: {}, faults: [] };
    if (snapshot.side === 'base') return result;
    const known = new Set(Object.values(other?.facts.models ?? {}).map(({ contentHash }) => contentHash));
    for (const target of Object.values(facts.targets ?? {})) {
      if (Object.keys(target.latencyMs).length === 0) continue;
      for (const name of target.models) {
        const model = facts.models?.[name];
        if (!model || other?.facts.models?.[name] || known.has(model.contentHash)) continue;
        const at = { snapshot, policy, model };
        await addEntry(result, name, () => timeTogether(at, at, target, tools), `${name} on ${target.target}`);
      }
    }
    return result;
  },
};
