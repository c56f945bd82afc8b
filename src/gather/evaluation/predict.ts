import { placeOf } from '../../model/facts/places.ts';
import type { Model, SplitPredictions } from '../../model/facts.ts';
import { Fault } from '../../model/fault.ts';
import type { Tools } from '../../model/gatherer.ts';
import type { Policy } from '../../model/policy.ts';
import type { Answer, Corruption } from '../../model/vision.ts';
import { decodeAnswer } from '../../vision/answers.ts';
import { askModels, type ModelAt } from './ask-models.ts';
import { jobOf, predictionKey } from './job.ts';
import type { Answers, Asked, Reading } from './task-reader.ts';
import { readerOf } from './tasks.ts';
import { inFrameOfTruth } from './turned-answers.ts';

/** Raised when a prediction changes its meaning. */
const version = 2;

export interface RowsAt extends Omit<Asked, 'policy'> {
  leftOut: number;
}

/** How a model's answers are read; its key holds all that they depend on. */
export async function readingOf(model: Model, policy: Policy, tools: Tools, corruption?: Corruption): Promise<Reading> {
  const { runtime, decoder } = await tools.vision.versions();
  const job = { ...jobOf(model, policy, '', tools.provider), ...(corruption && { corruption }) };
  return {
    model: model.model,
    task: model.task,
    classes: model.labels,
    threshold: policy.models[model.model]?.thresholds?.score ?? 0.5,
    shown: model.preprocessing.orientation === 'apply' ? 'upright' : 'stored',
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
export async function predictRows(at: ModelAt, data: RowsAt, policy: Policy, tools: Tools): Promise<SplitPredictions> {
  const reading = await readingOf(at.model, policy, tools, data.corruption);
  const asked = { ...data, policy };
  await askModels([{ ...at, kind: reading.key }], data, policy, tools);
  return splitOf(reading, asked, data.leftOut, keptAnswers(reading, asked, tools), tools);
}

/** The answers that are kept, read when they are looked at: maps of classes would fill the memory. */
export function keptAnswers({ key: kind, task }: Reading, { samples, rows }: Asked, { cache }: Tools): Answers {
  const reader = readerOf(task);
  const keys = new Map(rows.map((row) => [row, reader.keyOf(samples, row)]));
  const kept = cache.getMany(kind, [...new Set(keys.values())]);
  const bytesOf = (row: number) => {
    const bytes = kept.get(keys.get(row) ?? '');
    return bytes && bytes.byteLength > 0 ? bytes : null;
  };
  return {
    has: (row) => bytesOf(row) !== null,
    get(row): Answer | undefined {
      const bytes = bytesOf(row);
      return bytes ? decodeAnswer(task, bytes) : undefined;
    },
  };
}

/** Answers held against the truth. @throws Fault where not one row has an answer */
export async function splitOf(
  reading: Reading,
  asked: Asked,
  leftOut: number,
  answers: Answers,
  tools: Tools,
): Promise<SplitPredictions> {
  const { split, rows } = asked;
  if (rows.length > 0 && !rows.some((row) => answers.has(row))) throw noneReadable(asked);
  const laid = inFrameOfTruth(reading, asked, answers);
  const held = await readerOf(reading.task).results(reading, asked, laid, tools);
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
