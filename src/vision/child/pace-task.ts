import { Worker } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import { loadDecoder, loadRuntime } from './natives.ts';
import type { PixelsReply, PixelsRequest, PixelsThread } from './pixels-thread.ts';
import type { Channel, ImageTask, Start, ThreadDoors } from './serve.ts';
import { batchingOf, openSession, run } from './session.ts';
import { stimulus } from './stimulus.ts';
import { sharedTurns } from './turns.ts';

const WARM_UP = 2;
const LEAST_RUNS = 5;
const INFERENCE_MS = 1000;

interface Held {
  id: number;
  bytes: Uint8Array;
}

/**
 * Measures both halves of an evaluation by themselves, on the same images: decoding and preprocessing by all threads, then
 * runs of the model on a batch that lies ready. Images are held until all are there; each is then answered with the figures.
 */
export async function paceTask(
  start: Extract<Start, { task: 'pace' }>,
  doors: ThreadDoors,
  { answer, fail }: Channel,
): Promise<ImageTask> {
  loadDecoder(start.nativesRoot);
  const held: Held[] = [];

  async function measure(): Promise<void> {
    const { images, seconds } = await decodeAll(start, doors, held);
    const answered = await inferencePace(start);
    for (const { id } of held) {
      answer({ type: 'paced', id, images, decoded: images / seconds, answered, threads: start.threads.pixels });
    }
  }

  return {
    image: (id, bytes) => void held.push({ id, bytes }),
    flush: () => void measure().catch(fail),
  };
}

/** Seconds in which all images are decoded and preprocessed, by threads that are already there, and how many can be. */
async function decodeAll(
  { nativesRoot, limitPixels, threads, job }: Extract<Start, { task: 'pace' }>,
  doors: ThreadDoors,
  held: readonly Held[],
): Promise<{ images: number; seconds: number }> {
  const plans = [{ job, variants: [{ preprocessing: job.preprocessing }] }];
  const data: PixelsThread = { role: 'pixels', nativesRoot, limitPixels, turns: sharedTurns(), plans };
  const workers = Array.from({ length: threads.pixels }, () => new Worker(doors.pixels, { workerData: data }));
  try {
    // A first image each, untimed: the thread starts, and its code is compiled.
    const first = held.slice(0, 1);
    await Promise.all(workers.map((worker) => decodeBy([worker], first)));
    const began = performance.now();
    const images = await decodeBy(workers, held);
    return { images, seconds: (performance.now() - began) / 1000 };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function decodeBy(workers: readonly Worker[], images: readonly Held[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let decoded = 0;
  let open = images.length;
  const hear = (message: PixelsReply) => {
    if ('fault' in message) return reject(new Fault(message.fault.kind, message.fault.message));
    if ('rows' in message) decoded += 1;
    open -= 1;
    if (open === 0) resolve(decoded);
  };
  for (const worker of workers) {
    worker.removeAllListeners('message');
    worker.on('message', hear);
    worker.once('error', reject);
  }
  images.forEach(({ id, bytes }, index) => {
    workers[index % workers.length].postMessage({ id, bytes: bytes.slice(), target: null } satisfies PixelsRequest);
  });
  return promise;
}

/** Images a second of a model whose batch lies ready, by the median run. */
async function inferencePace({ nativesRoot, threads, job }: Extract<Start, { task: 'pace' }>): Promise<number> {
  const runtime = loadRuntime(nativesRoot);
  const session = await openSession(runtime, job, threads.run);
  const tensor = stimulus(runtime, job);
  for (let i = 0; i < WARM_UP; i++) await run(session, job, tensor);
  const times: number[] = [];
  const began = performance.now();
  while (times.length < LEAST_RUNS || performance.now() - began < INFERENCE_MS) {
    const start = performance.now();
    await run(session, job, tensor);
    times.push(performance.now() - start);
  }
  const median = times.toSorted((a, b) => a - b)[times.length >> 1];
  return (1000 * batchingOf(job, [job.preprocessing]).size) / median;
}
