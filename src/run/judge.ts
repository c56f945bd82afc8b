import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { packTree } from '../columns/tree.ts';
import type { EvaluateOptions, Evaluation } from '../evaluate/evaluate.ts';
import type { BothSides } from '../evaluate/run-rule.ts';
import { doorPath } from '../natives/doors.ts';

/** The worker thread in which rules run: they may compute for seconds, and this thread must hear a cancellation. */
export interface Judge {
  evaluate(sides: BothSides, options: EvaluateOptions, signal: AbortSignal): Promise<Evaluation>;
  close(): Promise<void>;
}

/** Starts the thread, which loads the rules while facts are gathered. */
export function openJudge(): Judge {
  const worker = new Worker(doorPath('worker'));
  // Heard again by whoever waits for an evaluation.
  let broken: unknown;
  worker.on('error', (error) => {
    broken = error;
  });
  return {
    async evaluate(sides, options, signal) {
      if (broken) throw broken;
      worker.postMessage(packTree({ sides, options }));
      const [evaluation] = await once(worker, 'message', { signal });
      return evaluation as Evaluation;
    },
    close: async () => void (await worker.terminate()),
  };
}
