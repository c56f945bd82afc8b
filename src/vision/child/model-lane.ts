import { Worker } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob } from '../../model/vision.ts';
import type { BatchRow, RowResult, RunReply, RunRequest, RunThread } from './run-thread.ts';
import { batchingOf } from './session.ts';

export interface LaneOptions {
  door: string;
  nativesRoot: string;
  threads: number;
  job: ModelJob;
  preprocessings: Preprocessing[];
  asked: RunThread['asked'];
}

export interface LaneEvents {
  /** A run is about to begin. */
  running(): void;
  /** What the model said of an image, or why the image cannot be asked of. */
  result(id: number, result: RowResult): void;
  fail(error: unknown): void;
}

/** One model's way: images wait for their batch in the order in which they came, whoever decoded them first. */
export interface RunLane {
  /** An image arrived, and is being decoded. */
  expect(id: number): void;
  decoded(id: number, row: BatchRow | { error: string }): void;
  /** Runs the batches that are whole, and where no more images are on their way the rest too. */
  send(partial: boolean): void;
}

interface Waiting {
  id: number;
  row?: BatchRow | { error: string };
}

/** Opens the model in a thread of its own; ready when the thread is. */
export async function openLane(options: LaneOptions, { running, result, fail }: LaneEvents): Promise<RunLane> {
  const { door, nativesRoot, threads, job, preprocessings, asked } = options;
  const batching = batchingOf(job, preprocessings);
  const thread: RunThread = {
    role: 'run',
    nativesRoot,
    threads,
    job,
    batch: batching.size,
    asked,
    variants: preprocessings,
  };
  const runner = new Worker(door, { workerData: thread });
  let waiting: Waiting[] = [];
  const byId = new Map<number, Waiting>();
  const inRun: Waiting[][] = [];

  await new Promise<void>((resolve, reject) => {
    runner.on('error', reject);
    runner.on('message', (message: RunReply) => {
      if ('ready' in message) return resolve();
      if ('fault' in message) {
        const fault = new Fault(message.fault.kind, message.fault.message);
        reject(fault);
        return fail(fault);
      }
      inRun.shift()!.forEach(({ id, row }, index) => {
        result(id, row && 'error' in row ? row : message.results[index]);
      });
    });
  });

  return {
    expect(id) {
      const image = { id };
      waiting.push(image);
      byId.set(id, image);
    },
    decoded(id, row) {
      const image = byId.get(id)!;
      byId.delete(id);
      image.row = row;
    },
    send(partial) {
      while (waiting.length >= batching.images || (partial && waiting.length > 0)) {
        const batch = waiting.slice(0, batching.images);
        if (batch.some(({ row }) => row === undefined)) return;
        waiting = waiting.slice(batching.images);
        const rows = batch.map(({ row }) => (row && 'tensors' in row ? row : null));
        inRun.push(batch);
        running();
        const transfer = rows.flatMap((row) => row?.tensors.map(({ values }) => values) ?? []);
        runner.postMessage({ rows } satisfies RunRequest, transfer);
        for (const image of batch) if (image.row && 'tensors' in image.row) image.row = undefined;
      }
    },
  };
}
