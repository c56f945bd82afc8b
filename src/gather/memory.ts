import type { Memory, MemoryPeak, Model, OutOfMemory, Target } from '../model/facts.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { addEntry } from './add-entry.ts';
import { digest } from './digest.ts';
import { jobOf } from './evaluation/job.ts';
import { materialise } from './model-files.ts';
import { rememberLater } from './remember.ts';

const version = 2;
/** Further runs that look for the largest batch that fits. */
const mostTries = 6;

type Measured = Pick<Memory, 'peak' | 'outOfMemory'>;

/** Peak memory of each model on each target at the target's batch; measured once for each content, batch and runtime. */
export const memory: Gatherer<'memory'> = {
  fact: 'memory',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Memory>> = { entries: {}, faults: [] };
    for (const target of Object.values(facts.targets ?? {})) {
      for (const name of target.models) {
        const model = facts.models?.[name];
        const entry = `${name} on ${target.target}`;
        // Where the provider is missing, `placements` says so; only who limits memory must hear that it was not measured.
        const isMissing = facts.placements?.[entry]?.missing != null;
        if (!model || (isMissing && !limitsMemory(target))) continue;
        const find = async () => {
          const { batch } = jobOf(model, policy, '', target.provider, target.batch);
          return {
            model: name,
            target: target.target,
            batch,
            ...(await measuredOf(snapshot, policy, tools, model, target)),
          };
        };
        await addEntry(result, name, find, entry);
      }
    }
    return result;
  },
};

function limitsMemory({ budgets }: Target): boolean {
  return budgets.memoryMb !== undefined || budgets.gpuMemoryMb !== undefined;
}

async function measuredOf(
  snapshot: Snapshot,
  policy: Policy,
  tools: Tools,
  model: Model,
  target: Target,
): Promise<Measured> {
  const { provider, batch, budgets } = target;
  const { runtime } = await tools.vision.versions();
  const devices = provider === 'cpu' ? [] : (await tools.vision.gpus()).map(({ name, driver }) => [name, driver]);
  const job = jobOf(model, policy, '', provider, batch);
  const kind = `memory@${version} ${runtime}`;
  const parameters = [provider, job.batch, job.input, job.preprocessing, devices, budgets.memoryMb];
  const key = digest(model.contentHash, JSON.stringify(parameters));
  return rememberLater(tools.cache, kind, key, async () => {
    const file = await materialise(snapshot, model, tools.scratch);
    const run = (images: number) => tools.vision.memory({ ...job, file, batch: images }, budgets.memoryMb);
    return measure(run, job.batch, isBatchFixed(model));
  });
}

function isBatchFixed({ inputs }: Model): boolean {
  return typeof inputs[0]?.shape[0] === 'number';
}

async function measure(
  run: (batch: number) => Promise<MemoryPeak | OutOfMemory>,
  batch: number,
  isFixed: boolean,
): Promise<Measured> {
  const first = await run(batch);
  if (!('where' in first)) return { peak: first, outOfMemory: null };
  let fits = 0;
  let tooLarge = batch;
  for (let tries = 0; tries < mostTries && !isFixed && tooLarge - fits > 1; tries++) {
    const tried = (fits + tooLarge) >> 1;
    if ('where' in (await run(tried))) tooLarge = tried;
    else fits = tried;
  }
  return { peak: null, outOfMemory: { ...first, fits } };
}
