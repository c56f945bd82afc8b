import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { encodeAnswer } from '../src/vision/answers.ts';
import {
  type PixelsReply,
  type PixelsRequest,
  type PixelsThread,
  servePixels,
} from '../src/vision/child/pixels-thread.ts';
import { type RunRequest, type RunThread, serveRuns } from '../src/vision/child/run-thread.ts';
import { serve } from '../src/vision/child/serve.ts';
import { IMAGE_VALUES, SIDE, wait } from './overlap-job.ts';

/**
 * The child door of bench/overlap.ts: the product's own, but a part can be taken out. `job.provider` names the parts:
 * `decoded` or `prepared` pixels, then `cpu`, `nothing` or `wait:<milliseconds for each image>`.
 */
if (isMainThread) serve();
else serveThread(workerData as PixelsThread | RunThread);

function serveThread(data: PixelsThread | RunThread): void {
  const own = data.role === 'pixels' ? data.plans[0].job : data.job;
  const [pixels, run] = own.provider.split('+');
  const job = { ...own, provider: 'cpu' };
  if (data.role === 'pixels') {
    if (pixels === 'decoded') servePixels({ ...data, plans: data.plans.map((plan) => ({ ...plan, job })) });
    else servePrepared();
  } else if (run === 'cpu') {
    void serveRuns({ ...data, job });
  } else {
    serveWaits(data, Number(run.split(':')[1] ?? 0));
  }
}

/** Hands out tensors without decoding anything: what is left is inference. */
function servePrepared(): void {
  parentPort!.on('message', ({ id }: PixelsRequest) => {
    const values = new Float32Array(IMAGE_VALUES).fill(0.5).buffer;
    const tensors = [{ values, dims: [3, SIDE, SIDE], size: { width: SIDE, height: SIDE } }];
    const rows = [{ tensors, target: null }];
    parentPort!.postMessage({ id, rows } satisfies PixelsReply, [values]);
  });
}

/** A session whose run only waits, as that of an accelerator does: the thread is blocked, the processor is free. */
function serveWaits({ batch }: RunThread, milliseconds: number): void {
  const answer = encodeAnswer({ task: 'classification', probabilities: Float32Array.of(1, 0) });
  parentPort!.on('message', ({ rows }: RunRequest) => {
    const stacked = new Float32Array(batch * IMAGE_VALUES);
    rows.forEach((row, i) => {
      if (row) stacked.set(new Float32Array(row.tensors[0].values), i * IMAGE_VALUES);
    });
    wait(milliseconds * batch);
    parentPort!.postMessage({ results: rows.map((row) => row && [answer]) });
  });
  parentPort!.postMessage({ ready: true });
}
