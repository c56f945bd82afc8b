import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { packTree } from '../columns/tree.ts';
import type { EvaluateOptions, Evaluation } from '../evaluate/evaluate.ts';
import type { BothSides } from '../evaluate/run-rule.ts';
import { doorPath } from '../natives/doors.ts';

/** What the worker thread is told, packed: first base, then the rest. */
export type JudgeMessage =
  | { step: 'base'; base: BothSides['base']; options: EvaluateOptions }
  | { step: 'rest'; rest: Omit<BothSides, 'base'> };

/** The worker thread in which rules run: they may compute for seconds, and this thread must hear a cancellation. */
export interface Judge {
  /** Runs the rules on base, while head is gathered. */
  begin(base: BothSides['base'], options: EvaluateOptions): void;
  /** Runs them on head, and judges. */
  finish(rest: Omit<BothSides, 'base'>, signal: AbortSignal): Promise<Evaluation>;
  close(): Promise<void>;
}

export function openJudge(): Judge {
  const worker = new Worker(doorPath('worker'));
  // Whoever waits for the evaluation hears of it.
  let broken: unknown;
  worker.on('error', (error) => {
    broken = error;
  });
  const tell = (message: JudgeMessage) => worker.postMessage(packTree(message));
  return {
    begin: (base, options) => tell({ step: 'base', base, options }),
    async finish(rest, signal) {
      if (broken) throw broken;
      tell({ step: 'rest', rest });
      const [evaluation] = await once(worker, 'message', { signal });
      return evaluation as Evaluation;
    },
    close: async () => void (await worker.terminate()),
  };
}
