import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { Fault } from '../model/fault.ts';
import {
  type Answer,
  type ImageDescription,
  type ModelJob,
  type Paced,
  type Prediction,
  type PreparedTensor,
  type Question,
  undecoded,
  type Vision,
} from '../model/vision.ts';
import { decodeAnswer } from './answers.ts';
import type { Frame } from './frames.ts';
import { findGpus } from './parent/gpus.ts';
import { measureMemory } from './parent/memory.ts';
import { once } from './parent/once.ts';
import type { ChildSettings, Limits } from './parent/process.ts';
import { type ImageReply, type Spread, spreadImages } from './parent/spread.ts';
import { timeModels } from './parent/timing.ts';
import { printable } from './printable.ts';
import type { Task, Threads } from './protocol.ts';

export interface VisionOptions {
  /** Folder whose `node_modules` holds sharp and onnxruntime-node; this project's own when absent. */
  nativesRoot?: string;
  /** Stops everything: children are killed and what waits for them throws the signal's reason. */
  signal?: AbortSignal;
  limits?: Partial<Limits>;
  /** Takes what child processes wrote to their outputs: one line, harmless to print. */
  log?: (line: string) => void;
  /** File that child processes begin at. */
  door?: string;
  threads?: Partial<Threads>;
}

type AnswerOf<T extends ImageReply['type']> = Frame<Extract<ImageReply, { type: T }>>;

const DEFAULT_LIMITS: Limits = {
  /** Where Pillow speaks of a decompression bomb. */
  pixels: 178_956_970,
  memoryMb: 8192,
  stallSeconds: 120,
};
/** A target may have more memory than a child is given by default; past its budget, a peak still is to be measured. */
const BUDGET_ROOM = 1.5;
const MOST_PROCESSES = 16;
/** Images in hand of a process that only decodes: one in the decoder, one in the arithmetic, one on its way. */
const DECODER_WINDOW = 3;
/** Batches in hand of a process with a model: one runs, one waits, one is being decoded. */
const BATCHES_IN_HAND = 3;

/**
 * Opens the pixels' way through a model. Nothing starts before it is asked for; each question has child processes of
 * its own, so that no picture and no model can spoil another's answer.
 */
export function openVision(options: VisionOptions = {}): Vision {
  const cores = availableParallelism();
  const closing = new AbortController();
  const settings: ChildSettings = {
    door: options.door ?? join(import.meta.dirname, 'child.ts'),
    common: {
      nativesRoot: options.nativesRoot ?? join(import.meta.dirname, '../..'),
      limitPixels: options.limits?.pixels ?? DEFAULT_LIMITS.pixels,
      threads: { pixels: options.threads?.pixels ?? cores, run: options.threads?.run ?? cores },
    },
    limits: { ...DEFAULT_LIMITS, memoryMb: Math.min(DEFAULT_LIMITS.memoryMb, mostMemoryMb()), ...options.limits },
    signal: options.signal ? AbortSignal.any([options.signal, closing.signal]) : closing.signal,
    log: options.log ?? (() => {}),
    running: new Set(),
  };

  /** Each image's answer, read by `read`; where there is none, `read` gets the reason. */
  async function* ask<T extends ImageReply['type'], R>(
    type: T,
    spread: Spread,
    images: AsyncIterable<Question>,
    read: (key: string, answer: AnswerOf<T> | string) => R,
  ): AsyncGenerator<R> {
    settings.signal.throwIfAborted();
    for await (const answered of spreadImages(settings, spread, images)) {
      const { key } = answered;
      if ('error' in answered) yield read(key, answered.error);
      else if (answered.frame.head.type === type) yield read(key, answered.frame as AnswerOf<T>);
      else yield read(key, `the decoder answered with a ${printable(answered.frame.head.type, 40)}`);
    }
  }

  const decoders = (task: Task): Spread => ({
    task,
    processes: Math.min(cores, MOST_PROCESSES),
    fewest: 1,
    most: DECODER_WINDOW,
  });
  /** Both sides' pictures are drawn at once, and there are few of them. */
  const perSide = Math.max(1, Math.floor(cores / 2));
  const models = (task: Task, jobs: readonly ModelJob[]): Spread => {
    const batch = Math.max(...jobs.map(batchOf));
    const most = batch * BATCHES_IN_HAND + settings.common.threads.pixels * 2;
    return { task, processes: 1, fewest: batch, most };
  };
  let versions: ReturnType<Vision['versions']> | undefined;
  const askVersions = () => {
    versions ??= once(settings, { task: 'versions' }, 'versions').then(({ head: { runtime, decoder, providers } }) => ({
      runtime,
      decoder,
      providers,
    }));
    return versions;
  };

  let gpus: ReturnType<Vision['gpus']> | undefined;

  return {
    describe: (images) => ask('description', decoders({ task: 'describe' }), images, readDescription),
    predict: (jobs, images) =>
      ask('prediction', models({ task: 'predict', jobs }, jobs), images, (key, answer) =>
        readPrediction(jobs, key, answer),
      ),
    probe: (job, variants, images) =>
      ask('prediction', models({ task: 'probe', job, variants }, [job]), images, (key, answer) => {
        if (typeof answer === 'string' || answer.head.error !== null) return { key, answers: null };
        return { key, answers: decodeAll(job.task, answer) };
      }),
    tensors: (preprocessings, images) =>
      ask('tensors', decoders({ task: 'tensors', preprocessings }), images, (key, answer) => ({
        key,
        tensors: typeof answer === 'string' || answer.head.dims.length === 0 ? null : readTensors(answer),
      })),
    compare: (job, other, images) =>
      ask('compared', models({ task: 'compare', job, other }, [job]), images, (key, answer) =>
        typeof answer === 'string' || answer.head.error !== null
          ? { key, compared: null }
          : { key, compared: { flips: answer.head.flips, sums: new Float64Array(answer.body.slice().buffer) } },
      ),
    features: (images) =>
      ask('features', decoders({ task: 'features' }), images, (key, answer) => ({
        key,
        features: typeof answer === 'string' || !answer.body.length ? null : new Float32Array(answer.body.buffer),
      })),
    miniatures: (images) =>
      ask('miniature', decoders({ task: 'miniatures' }), images, (key, answer) => ({
        key,
        luma: typeof answer === 'string' || !answer.body.length ? null : answer.body,
      })),
    untouched: (images) =>
      ask('likeness', decoders({ task: 'untouched' }), images, (key, answer) => {
        if (typeof answer === 'string' || !answer.body.length) return { key, likeness: null };
        const [psnr, ssim] = new Float64Array(answer.body.buffer);
        return { key, likeness: { psnr, ssim } };
      }),
    looks: (images, crops) =>
      ask('looks', decoders({ task: 'looks', crops }), images, (key, answer) =>
        typeof answer === 'string' || !answer.body.length
          ? { key, pixels: null, looks: null }
          : { key, pixels: answer.body.subarray(0, 32), looks: answer.body.subarray(32) },
      ),
    thumbnails: (images, size) =>
      ask('thumbnail', { ...decoders({ task: 'thumbnails', size }), processes: perSide }, images, (key, answer) =>
        typeof answer === 'string' || !answer.body.length
          ? { key, webp: null, width: 0, height: 0 }
          : { key, webp: answer.body, width: answer.head.width, height: answer.head.height },
      ),
    time: async (job) => {
      const { runtime } = await askVersions();
      return { ...(await timeModels(settings, job)), runtime };
    },
    memory: async (job, budgetMb = 0) => {
      const memoryMb = Math.max(settings.limits.memoryMb, Math.min(budgetMb * BUDGET_ROOM, mostMemoryMb()));
      const own = { ...settings, limits: { ...settings.limits, memoryMb } };
      return measureMemory(own, job, job.provider === 'cpu' ? [] : await findGpus(settings.signal));
    },
    surveyTensors: async (tensors) =>
      (await once(settings, { task: 'weights', tensors, wanted: 'surveys' }, 'surveys')).head.surveys,
    hashTensors: async (tensors) =>
      (await once(settings, { task: 'weights', tensors, wanted: 'hashes' }, 'hashes')).head.hashes,
    pace: async (job, images, count) => {
      // Room for one more: asked for it, the source says that there is none, and the child begins.
      const spread = { task: { task: 'pace', job } as const, processes: 1, fewest: count + 1, most: count + 1 };
      let paced: Paced | null = null;
      const read = (_: string, answer: AnswerOf<'paced'> | string) => (typeof answer === 'string' ? null : answer.head);
      for await (const head of ask('paced', spread, images, read)) {
        if (head && head.images > 0) {
          const { images: seen, decoded, answered, threads } = head;
          paced ??= { images: seen, decoded, answered, threads };
        }
      }
      return paced;
    },
    place: async (job, folder) => {
      const { type: _, ...placing } = (await once(settings, { task: 'place', job, folder }, 'placed')).head;
      return { ...placing, missing: placing.missing === null ? null : printable(placing.missing, 300) };
    },
    versions: askVersions,
    gpus: () => {
      gpus ??= findGpus(settings.signal);
      return gpus;
    },
    close: async () => {
      closing.abort(new Fault('unavailable', 'Expected open decoders but they were closed. Close them last.'));
      await Promise.all(settings.running);
    },
  };
}

/** What one child may take of this machine, or of the group that this process is held to, in MB: the gate must outlive it. */
function mostMemoryMb(): number {
  const held = process.constrainedMemory();
  return (0.8 * Math.min(totalmem(), held > 0 ? held : Number.POSITIVE_INFINITY)) / 2 ** 20;
}

function batchOf({ batch, input }: ModelJob): number {
  const declared = input.shape[0];
  return Math.max(1, typeof declared === 'number' && declared > 0 ? declared : batch);
}

function readDescription(key: string, answer: AnswerOf<'description'> | string): ImageDescription {
  if (typeof answer === 'string') return undecoded(key, answer);
  const { error, facts } = answer.head;
  if (!facts) return undecoded(key, printable(error ?? 'unreadable'));
  return { ...facts, key, error: null, icc: printable(facts.icc, 80), quality: facts.quality ?? Number.NaN };
}

function readTensors({ head: { dims }, body }: AnswerOf<'tensors'>): PreparedTensor[] {
  const values = new Float32Array(body.buffer, body.byteOffset, body.byteLength / Float32Array.BYTES_PER_ELEMENT);
  let at = 0;
  return dims.map((own) => {
    const length = own.reduce((a, b) => a * b, 1);
    at += length;
    return { dims: own, values: values.subarray(at - length, at) };
  });
}

/** Answers of one task, one after the other; `null` where one has no bytes. */
function decodeAll(task: ModelJob['task'], { head: { lengths }, body }: AnswerOf<'prediction'>): (Answer | null)[] {
  let at = 0;
  return lengths.map((length) => {
    const bytes = body.subarray(at, at + length);
    at += length;
    return length > 0 ? decodeAnswer(task, bytes) : null;
  });
}

function readPrediction(jobs: readonly ModelJob[], key: string, answer: AnswerOf<'prediction'> | string): Prediction {
  if (typeof answer === 'string') return { key, answers: null, error: answer };
  const { error, lengths } = answer.head;
  if (error !== null) return { key, answers: null, error: printable(error) };
  let at = 0;
  const answers = jobs.map(({ task }, index) => {
    const end = at + lengths[index];
    const own = decodeAnswer(task, answer.body.subarray(at, end));
    at = end;
    return own;
  });
  return { key, answers, error: null };
}
