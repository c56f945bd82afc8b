import { parentPort } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { ModelJob } from '../../model/vision.ts';
import { encodeAnswer } from '../answers.ts';
import { geometryOf } from '../heads/geometry.ts';
import type { OutputTensor, ReadAnswer } from '../heads/output.ts';
import { recognise } from '../heads/recognise.ts';
import type { Pixels } from '../pixels/image.ts';
import { classCount } from '../probabilities.ts';
import { loadRuntime } from './natives.ts';
import type { ImageTensor } from './pixels-thread.ts';
import { likeness } from './restored.ts';
import { inputTensor, openSession, run, valuesFor } from './session.ts';

/** A thread that holds one session: a run blocks it, and nothing else. */
export interface RunThread {
  role: 'run';
  nativesRoot: string;
  threads: number;
  job: ModelJob;
  /** Length of the batch dimension. */
  batch: number;
  wanted: 'answers' | 'classes';
}

/** A picture of the batch: one tensor for each preprocessing, its size as that turns it, and what it should become. */
export interface BatchRow {
  tensors: ImageTensor[];
  size: { width: number; height: number };
  target: Pixels | null;
}

export interface RunRequest {
  /** Rows of the batch; `null` where a row stays zeros. */
  rows: (BatchRow | null)[];
}

/** An encoded answer, class indices under each preprocessing, or why the picture has none; `null` for empty rows. */
export type RowResult = Uint8Array | Int32Array | { error: string } | null;

export type RunReply =
  | { ready: true }
  | { results: RowResult[] }
  | { fault: { kind: 'broken' | 'unavailable'; message: string } };

export async function serveRuns(data: RunThread): Promise<void> {
  const port = parentPort!;
  const fail = (error: unknown) => {
    const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
    port.postMessage({ fault: { kind, message: error instanceof Error ? error.message : String(error) } });
  };
  try {
    const evaluate = await evaluator(data);
    // One after the other: replies carry no name, and a batch without a single picture would overtake the one that runs.
    let turn: Promise<void> = Promise.resolve();
    port.on('message', ({ rows }: RunRequest) => {
      turn = turn.then(() => evaluate(rows)).then((results) => port.postMessage({ results }), fail);
    });
    port.postMessage({ ready: true });
  } catch (error) {
    fail(error);
  }
}

async function evaluator(data: RunThread): Promise<(rows: RunRequest['rows']) => Promise<RowResult[]>> {
  const { job, batch } = data;
  const runtime = loadRuntime(data.nativesRoot);
  const session = await openSession(runtime, job, data.threads);
  let read: ReadAnswer | undefined;

  async function outputsOf(rows: RunRequest['rows'], alternative: number): Promise<OutputTensor[]> {
    const { dims } = rows.find((row) => row !== null)!.tensors[alternative];
    const length = dims.reduce((a, b) => a * b);
    const values = valuesFor(job, length * batch);
    rows.forEach((row, i) => {
      if (!row) return;
      values.set(new (values.constructor as Float32ArrayConstructor)(row.tensors[alternative].values), i * length);
    });
    return run(session, job, inputTensor(runtime, job, values, [batch, ...dims]));
  }

  return async (rows) => {
    const filled = rows.findIndex((row) => row !== null);
    if (filled < 0) return rows.map(() => null);
    if (data.wanted === 'classes') {
      const answers = rows.map((row) => row && new Int32Array(row.tensors.length));
      for (let a = 0; a < rows[filled]!.tensors.length; a++) {
        const [scores] = await outputsOf(rows, a);
        answers.forEach((answer, row) => {
          if (answer) answer[a] = highest(scores, row, batch, job);
        });
      }
      return answers;
    }
    const outputs = await outputsOf(rows, 0);
    read ??= recognise(job, outputs, rows.length, batch);
    return rows.map((row, index) => row && answerOf(row, read!, outputs, index));
  };

  function answerOf(row: BatchRow, readAnswer: ReadAnswer, outputs: OutputTensor[], index: number): RowResult {
    const answer = readAnswer(outputs, index, batch, geometryOf(job.preprocessing, row.size));
    if (answer.task !== 'restoration') return encodeAnswer(answer);
    const scores = likeness(answer.picture, row.target, job.preprocessing.colour === 'bgr');
    return 'error' in scores ? scores : encodeAnswer({ task: 'restoration', ...scores });
  }
}

/** Class with the highest score, the lower one on ties; −1 when a score is not finite. */
function highest(scores: OutputTensor, row: number, batch: number, job: ModelJob): number {
  const classes = classCount(scores, batch);
  const at = (c: number) => scores.data[row * classes + c];
  if (classes === 1) {
    const level = job.head === 'probabilities' ? 0.5 : 0;
    return Number.isFinite(at(0)) ? Number(at(0) > level) : -1;
  }
  let best = 0;
  for (let c = 0; c < classes; c++) {
    if (!Number.isFinite(at(c))) return -1;
    if (at(c) > at(best)) best = c;
  }
  return best;
}
