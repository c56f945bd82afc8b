import type { Images, Model, PairedCounts, Probes, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { evaluationSplit, labelledRows, pathsByHash, readImages, sampleRows } from '../contents.ts';
import { digest } from '../digest.ts';
import { materialise } from '../model-files.ts';
import { type Alternative, alternativesTo, type ImageStatistics } from './alternatives.ts';
import { thumbnails } from './features.ts';
import { jobOf } from './job.ts';

const version = 2;

/** Images on which every alternative is tried, and other ones on which only the best of them is tested. */
const selectSize = 200;
const confirmSize = 1000;
const statisticsSample = 200;

/** Runs each model under the usual alternatives to its declared preprocessing, on labelled evaluation images. */
export const probes: Gatherer<'probes'> = {
  fact: 'probes',
  async gather(snapshot, policy, tools, { facts }) {
    const result: GatherResult<Record<string, Probes>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      const samples = facts.samples?.[model.dataset];
      const split = samples && evaluationSplit(samples);
      if (!samples || !split || model.task !== 'classification' || !facts.predictions?.[model.model]) continue;
      try {
        const rows = sampleRows(samples, labelledRows(samples, split), selectSize + confirmSize);
        const statistics = await statisticsOf(snapshot, model, samples, facts.images?.[samples.dataset], tools);
        result.entries[model.model] = await probe(snapshot, model, samples, rows, statistics, policy, tools);
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: model.model, fault: error });
      }
    }
    return result;
  },
};

async function probe(
  snapshot: Snapshot,
  model: Model,
  samples: Samples,
  rows: readonly number[],
  statistics: ImageStatistics,
  policy: Policy,
  tools: Tools,
): Promise<Probes> {
  const { runtime, decoder } = await tools.vision.versions();
  const job = jobOf(model, policy, '', tools.provider);
  const alternatives = alternativesTo(model.preprocessing, statistics);
  const kind = `probes@${version} ${runtime} ${decoder}`;
  const key = digest(
    model.contentHash,
    JSON.stringify([job, alternatives, model.labels]),
    ...rows.flatMap((row) => [samples.hash[row], samples.label[row] ?? '']),
  );
  const known = tools.cache.getMany(kind, [key]).get(key);
  if (known) return { ...(JSON.parse(Buffer.from(known).toString()) as Probes), model: model.model };

  const file = await materialise(snapshot, model, tools.scratch);
  const classOf = new Map(model.labels.map((label, index) => [label, index]));
  const answer = async (chosen: readonly Alternative[], asked: readonly number[]): Promise<Answer[]> => {
    const tried = [{}, ...chosen.map(({ changed }) => changed)].map((changed, index) => ({
      name: String(index),
      preprocessing: { ...model.preprocessing, ...changed },
    }));
    const encoded = readImages(snapshot, pathsByHash(samples, asked), (_hash, fault) => {
      if (fault.kind !== 'broken') throw fault;
    });
    const answers = new Map<string, Int32Array>();
    for await (const { key: hash, predicted } of tools.vision.probe({ ...job, file }, tried, encoded)) {
      if (predicted) answers.set(hash, predicted);
    }
    return asked.flatMap((row) => {
      const predicted = answers.get(samples.hash[row]);
      return predicted ? [{ truth: classOf.get(samples.label[row] ?? '') ?? -1, predicted }] : [];
    });
  };

  const { select, confirm } = halve(rows);
  const selected = await answer(alternatives, select);
  const counts = alternatives.map((_, index) => count(selected, index + 1));
  const best = counts.reduce((leader, own, index) => (gain(own) > gain(counts[leader]) ? index : leader), 0);
  const confirmed = alternatives.length > 0 ? await answer([alternatives[best]], confirm) : [];
  const found: Probes = {
    model: model.model,
    n: selected.length + confirmed.length,
    probes: alternatives.map(({ name, changed }, index) => ({
      alternative: name,
      changed,
      select: counts[index],
      confirm: count(index === best ? confirmed : [], 1),
    })),
  };
  tools.cache.putMany(kind, [[key, Buffer.from(JSON.stringify(found))]]);
  return found;
}

interface Answer {
  truth: number;
  /** The declared preprocessing's answer, then each alternative's. */
  predicted: Int32Array;
}

/** Every so many rows, so that both parts are spread over the sample; at most half of it selects. */
function halve(rows: readonly number[]): { select: number[]; confirm: number[] } {
  const step = Math.max(2, Math.floor(rows.length / selectSize));
  const select = rows.filter((_, index) => index % step === 0).slice(0, selectSize);
  const chosen = new Set(select);
  return { select, confirm: rows.filter((row) => !chosen.has(row)).slice(0, confirmSize) };
}

function gain({ onlySecond, onlyFirst }: PairedCounts): number {
  return onlySecond - onlyFirst;
}

function count(seen: readonly Answer[], alternative: number): PairedCounts {
  const counts: PairedCounts = { n: seen.length, bothRight: 0, onlyFirst: 0, onlySecond: 0, bothWrong: 0 };
  for (const { truth, predicted } of seen) {
    const first = predicted[0] === truth;
    const second = predicted[alternative] === truth;
    counts[first ? (second ? 'bothRight' : 'onlyFirst') : second ? 'onlySecond' : 'bothWrong'] += 1;
  }
  return counts;
}

async function statisticsOf(
  snapshot: Snapshot,
  model: Model,
  samples: Samples,
  images: Images | undefined,
  tools: Tools,
): Promise<ImageStatistics> {
  const rows = sampleRows(
    samples,
    labelledRows(samples, samples.split.includes('train') ? 'train' : (evaluationSplit(samples) ?? '')),
    statisticsSample,
  );
  const features = await thumbnails(snapshot, samples, rows, tools);
  const sum = [0, 0, 0];
  const squares = [0, 0, 0];
  let pixels = 0;
  for (const values of features.values()) {
    for (let index = 0; index < values.length; index += 1) {
      sum[index % 3] += values[index];
      squares[index % 3] += values[index] ** 2;
    }
    pixels += values.length / 3;
  }
  const round = (value: number) => Math.round(value * 1e4) / 1e4;
  const mean = sum.map((total) => round(total / Math.max(pixels, 1)));
  const std = squares.map((total, channel) =>
    round(Math.sqrt(Math.max(total / Math.max(pixels, 1) - (sum[channel] / Math.max(pixels, 1)) ** 2, 1e-8))),
  );
  const { resize, crop } = model.preprocessing;
  const size = crop ?? ('width' in resize ? resize : null);
  const evaluated = size && images ? labelledRows(samples, evaluationSplit(samples) ?? '') : [];
  return {
    mean: mean as [number, number, number],
    std: std as [number, number, number],
    otherSize: evaluated.some(
      (row) => size && images && (images.width[row] !== size.width || images.height[row] !== size.height),
    ),
    otherAspect: evaluated.some(
      (row) => size && images && images.width[row] * size.height !== images.height[row] * size.width,
    ),
  };
}
