import type { Model, PixelStatistics, Samples } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Gatherer, GatherResult, Tools } from '../../model/gatherer.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { evaluationSplit, pathsByHash, readImages, sampleRows } from '../contents.ts';
import { digest } from '../digest.ts';
import { keepInBatches } from '../keep.ts';

const version = 1;

/** Enough for a mean to a hundredth of a standard deviation of most datasets. */
const most = 300;

/** Measures the values that each model is given, on a sample of its training images. */
export const pixelStatistics: Gatherer<'pixelStatistics'> = {
  fact: 'pixelStatistics',
  async gather(snapshot, _policy, tools, { facts }) {
    const result: GatherResult<Record<string, PixelStatistics>> = { entries: {}, faults: [] };
    for (const model of Object.values(facts.models ?? {})) {
      const samples = facts.samples?.[model.dataset];
      const split = samples && (samples.split.includes('train') ? 'train' : evaluationSplit(samples));
      if (!samples || !split || model.task === 'restoration') continue;
      try {
        const measured = await measure(snapshot, model, samples, split, tools);
        if (measured) result.entries[model.model] = measured;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        result.faults.push({ name: model.model, fault: error });
      }
    }
    return result;
  },
};

async function measure(
  snapshot: Snapshot,
  model: Model,
  samples: Samples,
  split: string,
  tools: Tools,
): Promise<PixelStatistics | null> {
  const rows = [...samples.split.keys()].filter((row) => samples.split[row] === split && samples.hash[row] !== '');
  const paths = pathsByHash(samples, sampleRows(samples, rows, most));
  const moments = await momentsOf(snapshot, model.preprocessing, paths, tools);
  if (moments.length === 0) return null;
  const n = moments.length;
  const channels = moments[0].length / 2;
  const mean: number[] = [];
  const std: number[] = [];
  const standardError: number[] = [];
  for (let c = 0; c < channels; c += 1) {
    const means = moments.map((image) => image[c]);
    const average = means.reduce((sum, value) => sum + value, 0) / n;
    const square = moments.reduce((sum, image) => sum + image[channels + c], 0) / n;
    const between = means.reduce((sum, value) => sum + (value - average) ** 2, 0) / Math.max(n - 1, 1);
    mean.push(round(average));
    std.push(round(Math.sqrt(Math.max(square - average ** 2, 0))));
    standardError.push(round(Math.sqrt(between / n)));
  }
  return { model: model.model, split, n, mean, std, standardError };
}

/** Of each image the mean of each channel, then the mean of its squares, on values from 0 to 1. Images that cannot be decoded are left out. */
async function momentsOf(
  snapshot: Snapshot,
  declared: Preprocessing,
  paths: ReadonlyMap<string, string>,
  tools: Tools,
): Promise<Float64Array[]> {
  const { decoder } = await tools.vision.versions();
  const preprocessing: Preprocessing = { ...declared, rescale: 1 / 255, normalise: null, layout: 'nchw' };
  const kind = `pixel-moments@${version} ${decoder} ${digest(JSON.stringify(preprocessing))}`;
  const known = new Map(tools.cache.getMany(kind, [...paths.keys()]));
  const missing = new Map([...paths].filter(([hash]) => !known.has(hash)));
  if (missing.size > 0) {
    const kept = keepInBatches(tools.cache, kind);
    const encoded = readImages(snapshot, missing, (_hash, fault) => {
      if (fault.kind !== 'broken') throw fault;
    });
    for await (const { key, tensors } of tools.vision.tensors([preprocessing], encoded)) {
      const tensor = tensors?.[0];
      const moments = tensor ? momentsOfTensor(tensor.values, tensor.dims[0]) : new Float64Array();
      const bytes = new Uint8Array(moments.buffer);
      known.set(key, bytes);
      kept.add(key, bytes);
    }
    kept.flush();
  }
  return [...paths.keys()].flatMap((hash) => {
    const bytes = known.get(hash);
    return bytes && bytes.length > 0 ? [new Float64Array(Uint8Array.from(bytes).buffer)] : [];
  });
}

function momentsOfTensor(values: Float32Array, channels: number): Float64Array<ArrayBuffer> {
  const area = values.length / channels;
  const moments = new Float64Array(2 * channels);
  for (let c = 0; c < channels; c += 1) {
    let sum = 0;
    let squares = 0;
    for (let at = c * area; at < (c + 1) * area; at += 1) {
      sum += values[at];
      squares += values[at] ** 2;
    }
    moments[c] = sum / area;
    moments[channels + c] = squares / area;
  }
  return moments;
}

const round = (value: number) => Math.round(value * 1e5) / 1e5;
