import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { EvaluateOptions, Evaluation } from '../evaluate/evaluate.ts';
import type { BothSides } from '../evaluate/run-rule.ts';
import { doorPath } from '../natives/doors.ts';

/** Evaluates in a worker thread: rules may compute for seconds, and this thread must hear a cancellation. */
export async function judge(sides: BothSides, options: EvaluateOptions, signal: AbortSignal): Promise<Evaluation> {
  const worker = new Worker(doorPath('worker'), { workerData: { sides, options } });
  try {
    const [evaluation] = await once(worker, 'message', { signal });
    return evaluation as Evaluation;
  } finally {
    await worker.terminate();
  }
}
