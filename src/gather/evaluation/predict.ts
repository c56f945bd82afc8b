import { placeOf } from '../../model/facts/places.ts';
import type { Model, SplitPredictions } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Answer } from '../../model/vision.ts';
import { pathsByHash, readImages } from '../contents.ts';
import { keepInBatches } from '../keep.ts';
import { materialise } from '../model-files.ts';
import { jobOf, predictionKey } from './job.ts';
import type { Asked, Reading } from './task-reader.ts';
import { readerOf } from './tasks.ts';

/** Raised when a prediction changes its meaning. */
const version = 1;

export interface ModelAt {
  model: Model;
  snapshot: Snapshot;
}

export interface RowsAt extends Omit<Asked, 'policy'> {
  leftOut: number;
}

/** How a model's answers are read; its key holds all that they depend on. */
export async function readingOf(model: Model, policy: Policy, tools: Tools): Promise<Reading> {
  const { runtime, decoder } = await tools.vision.versions();
  const job = jobOf(model, policy, '', tools.provider);
  return {
    model: model.model,
    task: model.task,
    classes: model.labels,
    threshold: 0.5,
    path: model.path,
    at: model.labelsAt ?? model.at,
    key: `predictions@${version} ${predictionKey(model, job, model.preprocessing, `${runtime} ${decoder}`)}`,
  };
}

/**
 * Runs a model of one commit on rows of the same or the other one whose truth is known. Each answer is kept by the
 * content of model and image, so that the 2 × 2 of models and data costs only what changed.
 * @throws Fault when the model cannot be run, its outputs do not fit its classes, or images could not be had.
 */
export async function predictRows(
  { model, snapshot }: ModelAt,
  data: RowsAt,
  policy: Policy,
  tools: Tools,
): Promise<SplitPredictions> {
  const reading = await readingOf(model, policy, tools);
  const reader = readerOf(model.task);
  const asked = { ...data, policy };
  const known = knownAnswers(reading, asked, tools);
  const missing = data.rows.filter((row) => !known.has(reader.keyOf(data.samples, row)));
  if (missing.length > 0) {
    const file = await materialise(snapshot, model, tools.scratch);
    const job = jobOf(model, policy, file, tools.provider);
    const kept = keepInBatches(tools.cache, reading.key);
    const onFault = (key: string, fault: Fault) => {
      if (fault.kind !== 'broken') throw fault;
      known.set(key, null);
    };
    const images = readImages(data.snapshot, pathsByHash(data.samples, missing), onFault);
    for await (const { key, probabilities } of tools.vision.predict(job, images)) {
      known.set(key, probabilities && { task: 'classification', probabilities });
      kept.add(key, encode(probabilities));
      tools.progress(`${model.model} on ${data.split}`, known.size, data.rows.length);
    }
    kept.flush();
  }
  return splitOf(reading, asked, data.leftOut, known, tools);
}

/** Answers that the cache has, by what they depend on in the data; `null` for an image that could not be decoded. */
function knownAnswers(
  reading: Reading,
  { samples, rows }: Pick<Asked, 'samples' | 'rows'>,
  tools: Tools,
): Map<string, Answer | null> {
  const keys = new Set(rows.map((row) => readerOf(reading.task).keyOf(samples, row)));
  const known = new Map<string, Answer | null>();
  for (const [key, value] of tools.cache.getMany(reading.key, [...keys])) {
    known.set(key, value.byteLength === 0 ? null : decode(value));
  }
  return known;
}

function encode(probabilities: Float32Array | null): Uint8Array {
  return probabilities
    ? new Uint8Array(probabilities.buffer, probabilities.byteOffset, probabilities.byteLength)
    : new Uint8Array();
}

function decode(value: Uint8Array): Answer {
  return { task: 'classification', probabilities: new Float32Array(value.slice().buffer) };
}

async function splitOf(
  reading: Reading,
  asked: Asked,
  leftOut: number,
  known: ReadonlyMap<string, Answer | null>,
  tools: Tools,
): Promise<SplitPredictions> {
  const { samples, split, rows } = asked;
  const reader = readerOf(reading.task);
  const answers = new Map<number, Answer>();
  for (const row of rows) {
    const answer = known.get(reader.keyOf(samples, row));
    if (answer) answers.set(row, answer);
  }
  if (answers.size === 0 && rows.length > 0) throw noneReadable(asked);
  const held = await reader.results(reading, asked, answers, tools);
  return { split, ...held, leftOut, unreadable: rows.length - held.rows.length };
}

/** Without a single answer every score is undefined, and a rule that finds none would pass in silence. */
function noneReadable({ samples, split, rows }: Asked): Fault {
  return new Fault(
    'broken',
    `None of the ${rows.length} labelled images of ${samples.dataset} in ${split} can be read, ${samples.path[rows[0]]} among them. Restore them.`,
    placeOf(samples, rows[0]),
  );
}
