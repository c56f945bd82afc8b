import type { Latency, Model, Target } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { GatherResult, PairGatherer, Tools } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { digest } from './digest.ts';
import { jobOf } from './evaluation/job.ts';
import { materialise } from './model-files.ts';

const version = 2;
/** Fresh processes, rounds of runs in each, warm-up rounds before them, and seconds after which no further process is begun. */
export const timingPlan = { sessions: 8, runs: 18, warmUp: 2, limitSeconds: 30 };

/** A policy without targets still has one: this runner, an image at a time. */
const thisRunner = (tools: Tools): Pick<Target, 'target' | 'provider' | 'batch' | 'latencyTolerance'> => ({
  target: 'this runner',
  provider: tools.provider,
  batch: 1,
  latencyTolerance: 0.05,
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
        try {
          result.entries[name] = await measure(
            { snapshot: base.snapshot, policy: base.policy, model: before },
            { snapshot: head.snapshot, policy: head.policy, model },
            target,
            tools,
          );
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          result.faults.push({ name, fault: error });
        }
      }
    }
    return result;
  },
};

interface ModelAt {
  snapshot: Snapshot;
  policy: Policy;
  model: Model;
}

async function measure(
  base: ModelAt,
  head: ModelAt,
  target: Pick<Target, 'target' | 'provider' | 'batch' | 'latencyTolerance'>,
  tools: Tools,
): Promise<Latency> {
  const { runtime } = await tools.vision.versions();
  const kind = `latency@${version} ${runtime}`;
  const jobs = [base, head].map(({ model, policy }) => jobOf(model, policy, '', target.provider, target.batch));
  const key = digest(
    base.model.contentHash,
    head.model.contentHash,
    JSON.stringify([jobs.map(({ input, batch }) => [input, batch]), target.provider, timingPlan]),
  );
  const known = tools.cache.getMany(kind, [key]).get(key);
  const timing = known
    ? (JSON.parse(Buffer.from(known).toString(), revive) as Pick<Latency, 'pairs' | 'device'>)
    : await tools.vision.time({
        base: { ...jobs[0], file: await materialise(base.snapshot, base.model, tools.scratch) },
        head: { ...jobs[1], file: await materialise(head.snapshot, head.model, tools.scratch) },
        ...timingPlan,
      });
  const { pairs, device } = timing;
  if (!known) tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify({ pairs, device }, flatten))]]);
  return {
    model: head.model.model,
    target: target.target,
    provider: target.provider,
    batch: jobs[1].batch,
    tolerance: target.latencyTolerance,
    pairs,
    runtime,
    device,
  };
}

function flatten(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}

function revive(_key: string, value: unknown): unknown {
  return Array.isArray(value) && typeof value[0] === 'number' ? Float64Array.from(value) : value;
}
