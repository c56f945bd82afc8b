import { basename } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { Fault } from '../../model/fault.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob } from '../../model/vision.ts';
import type { OutputTensor } from '../heads/output.ts';
import { fixedShape, type TensorShape } from '../pixels/preprocess.ts';
import type { Runtime } from './natives.ts';

const UNAVAILABLE =
  /execution provider|backend not found|shared library|webgpu_context|adapter|failed to allocate|bad_alloc|out of memory|no such file|doesn't exist|\bCUDA (?:failure|error)|\bCUDNN|\bCUBLAS/i;

/** A lambda's name and place in the runtime's source, before what it has to say. */
const SOURCE_PLACE = /^\S*\/onnxruntime\/.* was false\. /s;

/**
 * Options of a session on the job's provider. Threads wait instead of spinning, so that decoding gets the cores, and the
 * runtime's own log is silent: a model's names would be printed in it. TensorRT hands what it cannot do to CUDA, as its
 * documentation asks for.
 */
export function sessionOptions({ provider }: ModelJob, threads: number): InferenceSession.SessionOptions {
  return {
    executionProviders: provider === 'tensorrt' ? ['tensorrt', 'cuda'] : [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
  };
}

/**
 * Opens a model on the job's provider.
 *
 * @throws Fault `unavailable` when the provider or memory cannot be had, `broken` when the file is no model
 */
export async function openSession(
  runtime: Runtime,
  job: ModelJob,
  threads: number,
  more: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  try {
    return await runtime.InferenceSession.create(job.file, { ...sessionOptions(job, threads), ...more });
  } catch (error) {
    throw sessionFault(error, job, `The model could not be loaded on \`${job.provider}\``);
  }
}

/** What the runtime says of a failure, as a sentence. */
export function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(SOURCE_PLACE, '').replace(/[.\s]*$/, '.');
}

function sessionFault(error: unknown, { file }: ModelJob, what: string): Fault {
  const reason = reasonOf(error).replaceAll(file, basename(file));
  return UNAVAILABLE.test(reason)
    ? new Fault(
        'unavailable',
        `${what}: ${reason} Check this runner's providers, libraries and memory, or choose another provider.`,
      )
    : new Fault('broken', `${what}: ${reason} Export it to ONNX again.`);
}

/** How a job's images are put into runs. */
export interface Batching {
  /** Length of the batch dimension of each run. */
  size: number;
  /** Images that share a run; the other rows are zeros. */
  images: number;
}

/**
 * Every run has the same batch dimension, padded with zeros where images are missing, so that an image's scores do not
 * depend on its neighbours. Where pictures keep different sizes each has a run of its own.
 */
export function batchingOf(job: ModelJob, preprocessings: Preprocessing[]): Batching {
  const declared = job.input.shape[0];
  const fixed = typeof declared === 'number' && declared > 0 ? declared : undefined;
  const sameSize = preprocessings.every((preprocessing) => fixedShape(preprocessing) !== null);
  const size = fixed ?? (sameSize ? Math.max(1, job.batch) : 1);
  return { size, images: sameSize ? size : 1 };
}

/** Dimensions of one image as its tensor holds them. */
export function imageDims({ channels, height, width }: TensorShape, layout: Preprocessing['layout']): number[] {
  return layout === 'nchw' ? [channels, height, width] : [height, width, channels];
}

/**
 * @param dims - dimensions of one image
 * @throws Fault `broken` when the model's input has other dimensions
 */
export function checkDims({ input }: ModelJob, dims: number[]): void {
  const { shape } = input;
  const declared = shape.slice(1);
  const fits =
    shape.length === dims.length + 1 &&
    dims.every((d, i) => typeof declared[i] !== 'number' || declared[i] < 0 || declared[i] === d);
  if (!fits) {
    const wanted = shape.map((dimension) => dimension ?? '?').join(', ');
    throw new Fault(
      'broken',
      `Expected an image of the shape [${wanted}] for input \`${input.name}\` but the preprocessing makes [1, ${dims.join(', ')}]. Correct the preprocessing or the model.`,
    );
  }
}

type Values = Float32Array | Float64Array | Float16Array | Uint8ClampedArray;

const ARRAYS: Record<string, { type: Tensor.Type; make: (length: number) => Values }> = {
  float: { type: 'float32', make: (length) => new Float32Array(length) },
  float32: { type: 'float32', make: (length) => new Float32Array(length) },
  float16: { type: 'float16', make: (length) => new Float16Array(length) },
  double: { type: 'float64', make: (length) => new Float64Array(length) },
  float64: { type: 'float64', make: (length) => new Float64Array(length) },
  uint8: { type: 'uint8', make: (length) => new Uint8ClampedArray(length) },
};

/**
 * An array of the model's element type; a byte input rounds and clips what is written to it.
 *
 * @throws Fault `broken` when the type is none that images can be given in
 */
export function valuesFor({ input }: ModelJob, length: number): Values {
  const known = ARRAYS[input.type];
  if (!known) {
    throw new Fault(
      'broken',
      `Expected an input of type float, float16, double or uint8 for \`${input.name}\` but received ${input.type}. Export the model with an image input.`,
    );
  }
  return known.make(length);
}

export function inputTensor(runtime: Runtime, { input }: ModelJob, values: Values, dims: number[]): Tensor {
  const { type } = ARRAYS[input.type];
  if (type === 'uint8') return new runtime.Tensor(type, new Uint8Array(values.buffer), dims);
  const tensor = new runtime.Tensor(type as 'float32', values as Float32Array, dims);
  if (type === 'float16') {
    // onnxruntime-node 1.30 cannot read a Float16Array: it takes the same bits as 16-bit integers.
    Object.defineProperty(tensor, 'data', { value: new Uint16Array(values.buffer) });
  }
  return tensor;
}

/** Values of all outputs of one run; what is more is no answer to pictures. */
const MOST_VALUES = 2 ** 28;

/**
 * Runs the model once and hands over the job's outputs, in its order.
 *
 * @throws Fault `broken` when the run fails, there is no such output, or the outputs are beyond all measure
 */
export async function run(session: InferenceSession, job: ModelJob, tensor: Tensor): Promise<OutputTensor[]> {
  const unknown = job.outputs.find((name) => !session.outputNames.includes(name));
  if (unknown !== undefined) {
    throw new Fault(
      'broken',
      `Expected an output \`${unknown}\` but the model has ${session.outputNames.map((name) => `\`${name}\``).join(', ')}. Name one of them.`,
    );
  }
  let outputs: InferenceSession.OnnxValueMapType;
  try {
    outputs = await session.run({ [job.input.name]: tensor }, job.outputs);
  } catch (error) {
    throw sessionFault(error, job, `The model could not be run on \`${job.provider}\``);
  }
  const tensors = job.outputs.map((name) => ({ name, output: outputs[name] as Tensor }));
  const values = tensors.reduce((sum, { output }) => sum + output.size, 0);
  if (values > MOST_VALUES) {
    throw new Fault(
      'broken',
      `Expected at most ${MOST_VALUES} values in the outputs of one run but received ${values}. Lower the batch, or export the model with smaller outputs.`,
    );
  }
  return tensors.map(({ name, output }) => outputTensor(name, output));
}

function outputTensor(name: string, { dims, type, data }: Tensor): OutputTensor {
  const isInteger = /^(?:u?int|bool)/.test(type);
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return { name, dims, isInteger, data: Float64Array.from(data, Number) };
  }
  return { name, dims, isInteger, data: data as ArrayLike<number> };
}
