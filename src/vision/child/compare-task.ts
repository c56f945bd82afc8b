import type { InferenceSession } from 'onnxruntime-node';
import { Fault } from '../../model/fault.ts';
import type { ModelJob } from '../../model/vision.ts';
import type { OutputTensor } from '../heads/output.ts';
import { PARITY_SUMS, type ParitySums, paritySums } from '../parity.ts';
import { decodeInTurn, reasonOf } from './decode.ts';
import { loadDecoder, loadRuntime, type Runtime } from './natives.ts';
import { type ImageTensor, tensorFor } from './pixels-thread.ts';
import type { Channel, ImageTask, Start } from './serve.ts';
import { batchingOf, inputTensor, openSession, run, valuesFor } from './session.ts';
import { sharedTurns, turnsOf } from './turns.ts';

type Outputs = OutputTensor[];

/** Rows of a batch that are not the picture's: noise, so that what leaks from row to row is seen. */
const LARGEST_BATCH = 8;

/**
 * Runs each picture in two ways that should answer alike, and tells how far their outputs are apart. With `other` it is
 * the second model beside the first; without, the first model once more: in the same session, in another one, and in a
 * batch of other pictures.
 */
export async function compareTask(
  start: Extract<Start, { task: 'compare' }>,
  { answer, fail }: Channel,
): Promise<ImageTask> {
  const runtime = loadRuntime(start.nativesRoot);
  const sharp = loadDecoder(start.nativesRoot);
  const turns = turnsOf(sharedTurns());
  const open = (job: ModelJob) => openSession(runtime, job, start.threads.run);
  const first = await open(start.job);
  const second = await open(start.other ?? start.job);

  async function compare(id: number, bytes: Uint8Array): Promise<void> {
    let decoded: Awaited<ReturnType<typeof decodeInTurn>>;
    try {
      decoded = await decodeInTurn(turns, sharp, bytes, start.limitPixels);
    } catch (error) {
      return answer({ type: 'compared', id, error: reasonOf(error), flips: [] });
    }
    answer({ type: 'running' });
    const { job, other } = start;
    const own = tensorFor(decoded, job);
    const reference = await runOne(runtime, first, job, own);
    const others = other
      ? [await runOne(runtime, second, other, tensorFor(decoded, other))]
      : [
          await runOne(runtime, first, job, own),
          await runOne(runtime, second, job, own),
          await runAmongOthers(runtime, first, job, own),
        ];
    const sums = others.map((outputs) => sumsOf(reference, outputs, other ?? job));
    const body = Buffer.concat(sums.flat().map(({ buffer }) => Buffer.from(buffer as ArrayBuffer)));
    const flips = others.map((outputs) => Number(decisionOf(reference[0]) !== decisionOf(outputs[0])));
    answer({ type: 'compared', id, error: null, flips }, body);
  }

  // One after the other: a run blocks the thread anyway.
  let turn: Promise<void> = Promise.resolve();
  return {
    image(id, bytes) {
      turn = turn.then(() => compare(id, bytes)).catch(fail);
    },
    flush() {},
  };
}

/** The picture alone, with zeros beside it where the model's batch is fixed. */
async function runOne(
  runtime: Runtime,
  session: InferenceSession,
  job: ModelJob,
  { values, dims }: ImageTensor,
): Promise<Outputs> {
  const declared = job.input.shape[0];
  const batch = typeof declared === 'number' && declared > 0 ? declared : 1;
  const laid = valuesFor(job, batch * dims.reduce((a, b) => a * b, 1));
  laid.set(new (laid.constructor as Float32ArrayConstructor)(values));
  return firstRow(await run(session, job, inputTensor(runtime, job, laid, [batch, ...dims])), batch);
}

/** The picture in the first row of a batch of noise. */
async function runAmongOthers(
  runtime: Runtime,
  session: InferenceSession,
  job: ModelJob,
  { values, dims }: ImageTensor,
): Promise<Outputs> {
  const { size } = batchingOf(job, [job.preprocessing]);
  const batch = typeof job.input.shape[0] === 'number' ? size : Math.min(size, LARGEST_BATCH);
  const length = dims.reduce((a, b) => a * b, 1);
  const laid = valuesFor(job, batch * length);
  const picture = new (laid.constructor as Float32ArrayConstructor)(values);
  laid.set(picture);
  let state = 0x9e3779b9;
  for (let i = length; i < laid.length; i++) {
    // Values of the picture itself, drawn by xorshift32: they lie where pixels lie.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    laid[i] = picture[(state >>> 0) % length];
  }
  return firstRow(await run(session, job, inputTensor(runtime, job, laid, [batch, ...dims])), batch);
}

/** The first picture's part of outputs that have a row for each; others are kept whole. */
function firstRow(outputs: Outputs, batch: number): Outputs {
  return outputs.map((output) => {
    const { data, dims } = output;
    if (batch === 1 || dims[0] !== batch) return output;
    return {
      ...output,
      dims: [1, ...dims.slice(1)],
      data: Array.from({ length: data.length / batch }, (_, i) => data[i]),
    };
  });
}

function sumsOf(reference: Outputs, outputs: Outputs, { file }: ModelJob): ParitySums[] {
  return reference.map((own, index) => {
    const other = outputs[index];
    if (other?.data.length === own.data.length) return paritySums(own.data, other.data);
    // Lists of objects differ in length where one more is found.
    if (other && own.dims.length === other.dims.length) return new Float64Array(PARITY_SUMS);
    throw new Fault(
      'broken',
      `Expected an output like \`${own.name}\` [${own.dims.join(', ')}] from ${file.split(/[\\/]/).at(-1)} but received ${other ? `\`${other.name}\` [${other.dims.join(', ')}]` : 'none'}. Export the variant with the outputs of its reference, in the same order.`,
    );
  });
}

/** The class with the highest score of a single row of them; empty for every other output. */
function decisionOf({ dims, data }: OutputTensor): string {
  const values = dims.filter((size) => size !== 1);
  if (values.length !== 1 || data.length > 100_000) return '';
  let best = 0;
  for (let i = 1; i < data.length; i++) if (data[i] > data[best]) best = i;
  return String(best);
}
