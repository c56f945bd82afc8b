import type { Facts, Model, Pace, Target } from '../model/facts.ts';
import type { Gatherer, GatherResult, Tools } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Paced } from '../model/vision.ts';
import { addEntry } from './add-entry.ts';
import { evaluationSplit, pathsByHash, readImages, sampleRows } from './contents.ts';
import { digest } from './digest.ts';
import { jobOf } from './evaluation/job.ts';
import { materialise } from './model-files.ts';

const version = 1;
/** Enough for a rate, few enough to be held at once. */
const mostImages = 128;

/** Whether processors can feed the accelerator: measured for each model and each target that has one. */
export const pace: Gatherer<'pace'> = {
  fact: 'pace',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Pace>> = { entries: {}, faults: [] };
    for (const target of Object.values(facts.targets ?? {})) {
      if (target.provider === 'cpu') continue;
      for (const name of target.models) {
        const model = facts.models?.[name];
        const entry = `${name} on ${target.target}`;
        // Where the provider is missing, `placements` says so.
        if (!model || facts.placements?.[entry]?.missing != null) continue;
        const find = async () => {
          const paced = await pacedOf(snapshot, policy, tools, model, target, facts);
          const { target: place, provider, batch } = target;
          return paced && { model: name, target: place, provider, batch, ...paced };
        };
        await addEntry(result, name, find, entry);
      }
    }
    return result;
  },
};

async function pacedOf(
  snapshot: Snapshot,
  policy: Policy,
  tools: Tools,
  model: Model,
  { provider, batch }: Target,
  { samples: datasets }: Partial<Facts>,
): Promise<Paced | null> {
  const samples = datasets?.[model.dataset];
  const split = samples && evaluationSplit(samples);
  if (!samples || !split) return null;
  const own = [...samples.split.keys()].filter((row) => samples.split[row] === split && samples.hash[row] !== '');
  const paths = pathsByHash(samples, sampleRows(samples, own, mostImages));
  const job = jobOf(model, policy, '', provider, batch);
  const { runtime, decoder } = await tools.vision.versions();
  const kind = `pace@${version} ${runtime} ${decoder}`;
  const devices = (await tools.vision.gpus()).map(({ name, driver }) => [name, driver]);
  const parameters = [provider, job.batch, job.input, job.preprocessing, devices, [...paths.keys()]];
  const key = digest(model.contentHash, JSON.stringify(parameters));
  const known = tools.cache.getMany(kind, [key]).get(key);
  if (known) return JSON.parse(Buffer.from(known).toString()) as Paced;
  const file = await materialise(snapshot, model, tools.scratch);
  // An image that could not be had is for others to tell: a rate needs only some.
  const images = readImages(snapshot, paths, () => {});
  const paced = await tools.vision.pace({ ...job, file }, images, paths.size);
  if (paced) tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(paced))]]);
  return paced;
}
