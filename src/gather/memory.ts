import type { Memory } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { Gatherer, GatherResult } from '../model/gatherer.ts';
import { digest } from './digest.ts';
import { jobOf } from './evaluation/job.ts';
import { materialise } from './model-files.ts';

const version = 1;

/** Peak memory of each model that a target limits; measured once for each content, batch and runtime. */
export const memory: Gatherer<'memory'> = {
  fact: 'memory',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Memory>> = { entries: {}, faults: [] };
    for (const target of Object.values(facts.targets ?? {})) {
      if (target.budgets.memoryMb === undefined) continue;
      for (const name of target.models) {
        const model = facts.models?.[name];
        if (!model) continue;
        try {
          const { runtime } = await tools.vision.versions();
          const job = jobOf(model, policy, '', target.provider, target.batch);
          const kind = `memory@${version} ${runtime}`;
          const key = digest(
            model.contentHash,
            JSON.stringify([target.provider, job.batch, job.input, job.preprocessing]),
          );
          const known = tools.cache.getMany(kind, [key]).get(key);
          const peakMb = known
            ? Number(Buffer.from(known).toString())
            : await tools.vision.memory({ ...job, file: await materialise(snapshot, model, tools.scratch) });
          if (!known) tools.cache.putMany(kind, [[key, Buffer.from(String(peakMb))]]);
          result.entries[`${name} on ${target.target}`] = {
            model: name,
            target: target.target,
            peakMb,
            batch: job.batch,
          };
        } catch (error) {
          if (!(error instanceof Fault)) throw error;
          result.faults.push({ name, fault: error });
        }
      }
    }
    return result;
  },
};
