import type { Model, Placement, Target } from '../model/facts.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ModelJob, Placing } from '../model/vision.ts';
import { addEntry } from './add-entry.ts';
import { digest } from './digest.ts';
import { jobOf } from './evaluation/job.ts';
import { materialise } from './model-files.ts';

const version = 1;

type Place = Pick<Target, 'target' | 'provider' | 'batch'>;

/** Where the nodes of each model lie, on every target with another provider than the CPU, and on that of the evaluation. */
export const placements: Gatherer<'placements'> = {
  fact: 'placements',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Placement>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      for (const place of placesOf(model, Object.values(facts.targets ?? {}), tools.provider)) {
        const { target, provider } = place;
        const known = { model: model.model, target, provider };
        const find = async () => ({ ...known, ...(await placingOf(snapshot, policy, tools, model, place)) });
        await addEntry(result, model.model, find, `${model.model} on ${target}`);
      }
    }
    return result;
  },
};

function placesOf(model: Model, targets: Target[], provider: string): Place[] {
  const own = targets.filter(({ models }) => models.includes(model.model));
  const here = { target: 'this runner', provider, batch: 1 };
  return [...own, here].filter((place, index, all) => {
    if (place.provider === 'cpu') return false;
    return place !== here || !all.slice(0, index).some((other) => other.provider === provider);
  });
}

async function placingOf(
  snapshot: Snapshot,
  policy: Policy,
  tools: Tools,
  model: Model,
  { provider, batch }: Place,
): Promise<Placing> {
  const job = jobOf(model, policy, '', provider, batch);
  const { runtime } = await tools.vision.versions();
  const devices = (await tools.vision.gpus()).map(({ name, driver }) => `${name} ${driver}`);
  const kind = `placement@${version} ${runtime}`;
  const key = keyOf(model, job, devices);
  const kept = tools.cache.getMany(kind, [key]).get(key);
  if (kept) return JSON.parse(Buffer.from(kept).toString()) as Placing;
  const file = await materialise(snapshot, model, tools.scratch);
  const placing = await tools.vision.place({ ...job, file }, tools.scratch);
  // A provider that is missing may be there tomorrow: that depends on more than the model.
  if (placing.missing === null) tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(placing))]]);
  return placing;
}

function keyOf(model: Model, { provider, batch, input, preprocessing }: ModelJob, devices: readonly string[]): string {
  return digest(model.contentHash, JSON.stringify([provider, batch, input, preprocessing, devices]));
}
