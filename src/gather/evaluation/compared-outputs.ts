import type { Model, OutputParity, Samples } from '../../model/facts.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { addParity, PARITY_SUMS, parityOf } from '../../vision/parity.ts';
import { pathsByHash, readImages } from '../contents.ts';
import { digest } from '../digest.ts';
import { materialise } from '../model-files.ts';
import { jobOf } from './job.ts';

const version = 1;

/** What ways of running a model's pictures had apart, summed over the pictures. */
export interface ComparedOutputs {
  images: number;
  /** By way: on how many images the class turned, and each output's distance. */
  ways: { turned: number; outputs: OutputParity[] }[];
}

/** Numbers that survive JSON: infinities and NaN do not, and the distances are made of these. */
interface Kept {
  images: number;
  ways: { turned: number; sums: number[][] }[];
}

/**
 * Runs some pictures through a model and a second one, or through the model again in other ways (`Vision.compare`).
 * @param rows - rows of `samples` whose pictures are asked
 * @throws Fault when a model cannot be run or their outputs cannot be compared
 */
export async function compareOutputs(
  { snapshot, policy }: { snapshot: Snapshot; policy: Policy },
  model: Model,
  other: Model | null,
  { samples, rows }: { samples: Samples; rows: readonly number[] },
  tools: Tools,
): Promise<ComparedOutputs> {
  const { runtime, decoder } = await tools.vision.versions();
  const jobs = [model, ...(other ? [other] : [])].map((one) => jobOf(one, policy, '', tools.provider));
  const kind = `compared-outputs@${version} ${runtime} ${decoder}`;
  const key = digest(
    model.contentHash,
    other?.contentHash ?? '',
    JSON.stringify(jobs),
    ...rows.map((row) => samples.hash[row]),
  );
  const known = tools.cache.getMany(kind, [key]).get(key);
  const kept = known ? (JSON.parse(Buffer.from(known).toString(), revive) as Kept) : await compare();
  if (!known) tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(kept, flatten))]]);
  return {
    images: kept.images,
    ways: kept.ways.map(({ turned, sums }) => ({
      turned,
      outputs: sums.map((own, index) => ({ output: jobs[0].outputs[index], ...parityOf(Float64Array.from(own)) })),
    })),
  };

  async function compare(): Promise<Kept> {
    const files = await Promise.all(
      [model, ...(other ? [other] : [])].map((one) => materialise(snapshot, one, tools.scratch)),
    );
    const [first, second] = jobs.map((job, index) => ({ ...job, file: files[index] }));
    const images = readImages(snapshot, pathsByHash(samples, rows), (_hash, fault) => {
      if (fault.kind !== 'broken') throw fault;
    });
    const byImage = new Map<string, { flips: number[]; sums: Float64Array }>();
    for await (const { key: hash, compared } of tools.vision.compare(first, second ?? null, images)) {
      if (compared) byImage.set(hash, compared);
    }
    // In the order of the rows: sums of fractions depend on their order.
    const answered = [...new Set(rows.map((row) => samples.hash[row]))].flatMap((hash) => byImage.get(hash) ?? []);
    const ways = Array.from({ length: other ? 1 : 3 }, (_, way) => ({
      turned: answered.reduce((sum, { flips }) => sum + flips[way], 0),
      sums: first.outputs.map((_, output) => {
        const total = new Float64Array(PARITY_SUMS);
        for (const { sums } of answered) {
          const start = (way * first.outputs.length + output) * PARITY_SUMS;
          addParity(total, sums.subarray(start, start + PARITY_SUMS));
        }
        return [...total];
      }),
    }));
    return { images: answered.length, ways };
  }
}

function flatten(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function revive(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? Number(value) : value;
}
