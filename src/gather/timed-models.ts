import type { Latency, Model, Target } from '../model/facts.ts';
import type { Tools } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { fewestRuns } from '../statistics/percentile-bounds.ts';
import { digest } from './digest.ts';
import { jobOf } from './evaluation/job.ts';
import { materialise } from './model-files.ts';

const version = 2;

/** Fresh processes, rounds of runs in each, warm-up rounds before them, and seconds after which no further process is begun. */
export const timingPlan = { sessions: 8, runs: 18, warmUp: 2, limitSeconds: 30 };

/** A limit of p99 takes more runs than any other, and more time. */
const longestSeconds = 55;

export type TimedTarget = Pick<Target, 'target' | 'provider' | 'batch' | 'latencyTolerance' | 'latencyMs'>;

export interface ModelAt {
  snapshot: Snapshot;
  policy: Policy;
  model: Model;
}

/**
 * Times two models in turns, once for each pair of contents and each runtime.
 * @throws Fault when one of them cannot be run
 */
export async function timeTogether(base: ModelAt, head: ModelAt, target: TimedTarget, tools: Tools): Promise<Latency> {
  const { runtime } = await tools.vision.versions();
  const kind = `latency@${version} ${runtime}`;
  const plan = planFor(target);
  const jobs = [base, head].map(({ model, policy }) => jobOf(model, policy, '', target.provider, target.batch));
  const key = digest(
    base.model.contentHash,
    head.model.contentHash,
    JSON.stringify([jobs.map(({ input, batch }) => [input, batch]), target.provider, plan]),
  );
  const known = tools.cache.getMany(kind, [key]).get(key);
  const timing = known
    ? (JSON.parse(Buffer.from(known).toString(), revive) as Pick<Latency, 'pairs' | 'device'>)
    : await tools.vision.time({
        base: { ...jobs[0], file: await materialise(base.snapshot, base.model, tools.scratch) },
        head: { ...jobs[1], file: await materialise(head.snapshot, head.model, tools.scratch) },
        ...plan,
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

function planFor({ latencyMs }: TimedTarget): typeof timingPlan {
  if (latencyMs.p99 === undefined) return timingPlan;
  return {
    ...timingPlan,
    runs: Math.ceil(fewestRuns(0.99) / timingPlan.sessions),
    limitSeconds: longestSeconds,
  };
}

function flatten(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? [...value] : value;
}

function revive(_key: string, value: unknown): unknown {
  return Array.isArray(value) && typeof value[0] === 'number' ? Float64Array.from(value) : value;
}
