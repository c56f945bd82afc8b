import { placeOf } from '../../model/facts/places.ts';
import type { Model, Samples, SplitPredictions } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { pathsByHash, readImages } from '../contents.ts';
import { jobOf, predictionKey } from './job.ts';
import { keepInBatches } from '../keep.ts';
import { materialise } from '../model-files.ts';

/** Raised when a prediction changes its meaning. */
const version = 1;

export interface ModelAt {
  model: Model;
  snapshot: Snapshot;
}

export interface RowsAt {
  samples: Samples;
  snapshot: Snapshot;
  split: string;
  rows: readonly number[];
  leftOut: number;
}

/**
 * Runs a model of one commit on labelled images of the same or the other one. Each image's prediction is kept by the
 * content of model and image, so that the 2 × 2 of models and data costs only what changed.
 * @throws Fault when the model cannot be run, its outputs do not fit its classes, or images could not be had.
 */
export async function predictRows(
  { model, snapshot }: ModelAt,
  data: RowsAt,
  policy: Policy,
  tools: Tools,
): Promise<SplitPredictions> {
  const { runtime, decoder } = await tools.vision.versions();
  const job = jobOf(model, policy, '', tools.provider);
  const kind = `predictions@${version} ${predictionKey(model, job, model.preprocessing, `${runtime} ${decoder}`)}`;
  const paths = pathsByHash(data.samples, data.rows);
  const known = new Map<string, Float32Array | null>();
  for (const [hash, value] of tools.cache.getMany(kind, [...paths.keys()])) {
    known.set(hash, decode(value));
    paths.delete(hash);
  }
  if (paths.size > 0) {
    const file = await materialise(snapshot, model, tools.scratch);
    const kept = keepInBatches(tools.cache, kind);
    const encoded = readImages(data.snapshot, paths, (hash, fault) => {
      if (fault.kind !== 'broken') throw fault;
      known.set(hash, null);
    });
    for await (const { key, probabilities } of tools.vision.predict({ ...job, file }, encoded)) {
      known.set(key, probabilities);
      kept.add(key, encode(probabilities));
      tools.progress(`${model.model} on ${data.split}`, known.size, data.rows.length);
    }
    kept.flush();
  }
  return toColumns(model, data, known);
}

function encode(probabilities: Float32Array | null): Uint8Array {
  return probabilities
    ? new Uint8Array(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength)
    : new Uint8Array();
}

function decode(value: Uint8Array): Float32Array | null {
  return value.byteLength === 0 ? null : new Float32Array(value.slice().buffer);
}

function toColumns(
  model: Model,
  { samples, split, rows, leftOut }: RowsAt,
  known: ReadonlyMap<string, Float32Array | null>,
): SplitPredictions {
  const read = rows.filter((row) => known.get(samples.hash[row]));
  const k = model.labels.length;
  const index = new Map(model.labels.map((label, position) => [label, position]));
  const foreign = read.find((row) => !index.has(samples.label[row] ?? ''));
  if (foreign !== undefined) throw unknownLabel(model, samples, foreign);
  if (read.length === 0 && rows.length > 0) throw noneReadable(samples, split, rows);
  const predictions: SplitPredictions = {
    split,
    rows: Int32Array.from(read),
    truth: Int32Array.from(read, (row) => index.get(samples.label[row] ?? '') as number),
    probabilities: new Float32Array(read.length * k),
    predicted: new Int32Array(read.length),
    leftOut,
    unreadable: rows.length - read.length,
  };
  read.forEach((row, position) => {
    const scores = known.get(samples.hash[row]) as Float32Array;
    if (scores.length !== k) {
      throw new Fault(
        'broken',
        `${model.path} answers with ${scores.length} classes but its list of labels names ${k}. Correct \`labels\` of models.${model.model}.`,
        model.labelsAt ?? model.at,
      );
    }
    predictions.probabilities.set(scores, position * k);
    predictions.predicted[position] = argMax(scores);
  });
  return predictions;
}

function unknownLabel(model: Model, samples: Samples, row: number): Fault {
  return new Fault(
    'broken',
    `The label ${JSON.stringify(samples.label[row])} of ${samples.path[row]} is not among the classes of ${model.model} (${model.labels.join(', ')}). Correct the label, or the model's list of labels.`,
    placeOf(samples, row),
  );
}

/** Without a single answer every score is undefined, and a rule that finds none would pass in silence. */
function noneReadable(samples: Samples, split: string, rows: readonly number[]): Fault {
  return new Fault(
    'broken',
    `None of the ${rows.length} labelled images of ${samples.dataset} in ${split} can be read, ${samples.path[rows[0]]} among them. Restore them.`,
    placeOf(samples, rows[0]),
  );
}

function argMax(values: Float32Array): number {
  let best = 0;
  for (let index = 1; index < values.length; index += 1) if (values[index] > values[best]) best = index;
  return best;
}
