import { Worker } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import { loadDecoder } from './natives.ts';
import type { ImageTensor, PixelsReply, PixelsRequest, PixelsThread } from './pixels-thread.ts';
import type { RunReply, RunRequest, RunThread } from './run-thread.ts';
import type { Channel, ImageTask, Start, ThreadDoors } from './serve.ts';
import { batchingOf } from './session.ts';

/** Images of a probe that share a run: each has a tensor for every alternative in memory. */
const PROBE_BATCH = 8;
/** Images that a decoding thread has before a further one is started: one in the decoder, one in the arithmetic. */
const IN_HAND = 2;

interface Decoder {
  thread: Worker;
  inHand: number;
}

/**
 * Predicts images with decoding overlapped with inference: threads decode and preprocess, one thread runs the model.
 * Batches are consecutive images in the order in which they came, whoever decoded them first.
 */
export async function modelTask(
  start: Extract<Start, { task: 'predict' | 'probe' }>,
  doors: ThreadDoors,
  { answer, fail }: Channel,
): Promise<ImageTask> {
  const probing = start.task === 'probe';
  const job = probing ? { ...start.job, batch: Math.min(start.job.batch, PROBE_BATCH) } : start.job;
  const preprocessings = probing ? start.alternatives.map(({ preprocessing }) => preprocessing) : [job.preprocessing];
  const batching = batchingOf(job, preprocessings);
  const { nativesRoot, limitPixels, threads } = start;
  loadDecoder(nativesRoot);

  const runThread: RunThread = {
    role: 'run',
    nativesRoot,
    threads: threads.run,
    job,
    batch: batching.size,
    wanted: probing ? 'classes' : 'probabilities',
  };
  const pixelsThread: PixelsThread = { role: 'pixels', nativesRoot, limitPixels, job, preprocessings };
  const runner = new Worker(doors.run, { workerData: runThread });
  const decoders: Decoder[] = [];

  /** Images in the order of arrival, until their batch is sent. */
  let waiting: { id: number; tensors?: ImageTensor[] | null; error?: string }[] = [];
  const byId = new Map<number, (typeof waiting)[number]>();
  const running: (typeof waiting)[] = [];
  let arrived = 0;

  const reply = (id: number, error: string | null, result?: Float32Array | Int32Array | null) =>
    answer(
      { type: probing ? 'probed' : 'prediction', id, error },
      result ? new Uint8Array(result.buffer, result.byteOffset, result.byteLength) : undefined,
    );

  function sendBatches(partial: boolean): void {
    while (waiting.length >= batching.images || (partial && waiting.length > 0)) {
      const batch = waiting.slice(0, batching.images);
      if (batch.some(({ tensors }) => tensors === undefined)) return;
      waiting = waiting.slice(batching.images);
      const rows = batch.map(({ tensors }) => tensors!);
      running.push(batch);
      answer({ type: 'running' });
      const transfer = rows.flatMap((row) => row?.map(({ values }) => values) ?? []);
      runner.postMessage({ rows } satisfies RunRequest, transfer);
    }
  }

  let flushed = 0;
  function startDecoder(): Decoder {
    const decoder: Decoder = { thread: new Worker(doors.pixels, { workerData: pixelsThread }), inHand: 0 };
    decoder.thread.on('error', fail);
    decoder.thread.on('message', (message: PixelsReply) => {
      if ('fault' in message) return fail(new Fault(message.fault.kind, message.fault.message));
      const image = byId.get(message.id)!;
      byId.delete(message.id);
      decoder.inHand--;
      image.tensors = 'tensors' in message ? message.tensors : null;
      if ('error' in message) image.error = message.error;
      sendBatches(flushed === arrived);
    });
    decoders.push(decoder);
    return decoder;
  }

  /** The least busy thread; a further one once all have enough in hand. */
  function freeDecoder(): Decoder {
    const least = decoders.toSorted((a, b) => a.inHand - b.inHand)[0];
    return least && (least.inHand < IN_HAND || decoders.length >= threads.pixels) ? least : startDecoder();
  }

  await new Promise<void>((resolve, reject) => {
    runner.on('error', reject);
    runner.on('message', (message: RunReply) => {
      if ('ready' in message) return resolve();
      if ('fault' in message) {
        const fault = new Fault(message.fault.kind, message.fault.message);
        reject(fault);
        return fail(fault);
      }
      running.shift()!.forEach(({ id, error }, row) => {
        reply(id, error ?? null, message.results[row]);
      });
    });
  });

  return {
    image(id, bytes) {
      const image = { id };
      waiting.push(image);
      byId.set(id, image);
      arrived++;
      const decoder = freeDecoder();
      decoder.inHand++;
      decoder.thread.postMessage({ id, bytes } satisfies PixelsRequest, [bytes.buffer as ArrayBuffer]);
    },
    flush() {
      flushed = arrived;
      sendBatches(true);
    },
  };
}
