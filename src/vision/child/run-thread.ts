import { parentPort } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob } from '../../model/vision.ts';
import { encodeAnswer } from '../answers.ts';
import { geometryOf } from '../heads/geometry.ts';
import type { OutputTensor, ReadAnswer } from '../heads/output.ts';
import { recognise } from '../heads/recognise.ts';
import type { Pixels } from '../pixels/image.ts';
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
  /** `model`: one tensor a picture, whose answer must be one. `variants`: several, each read by itself, which may have none. */
  asked: 'model' | 'variants';
  /** Preprocessing of each tensor of a picture. */
  variants: Preprocessing[];
}

/** A picture of the batch: one tensor for each preprocessing, and what it should become. */
export interface BatchRow {
  tensors: ImageTensor[];
  target: Pixels | null;
}

export interface RunRequest {
  /** Rows of the batch; `null` where a row stays zeros. */
  rows: (BatchRow | null)[];
}

/** The encoded answers, of no bytes where a variant has none, or why the picture has none at all; `null` for empty rows. */
export type RowResult = Uint8Array[] | { error: string } | null;

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
  /** How the outputs of each variant are read, once that is known. */
  const reads: ReadAnswer[] = [];

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
    const filled = rows.find((row) => row !== null);
    if (!filled) return rows.map(() => null);
    if (data.asked === 'model') {
      const outputs = await outputsOf(rows, 0);
      reads[0] ??= recognise(job, outputs, rows.length, batch);
      return rows.map((row, index) => row && answerOf(row, outputs, index));
    }
    const answers = rows.map((row) => (row === null ? null : row.tensors.map((): Uint8Array => new Uint8Array())));
    for (const [variant] of filled.tensors.entries()) {
      const outputs = await outputsOf(rows, variant);
      answers.forEach((own, index) => {
        if (own) own[variant] = variantAnswer(rows, outputs, index, variant);
      });
    }
    return answers;
  };

  function answerOf(row: BatchRow, outputs: OutputTensor[], index: number): RowResult {
    const answer = reads[0](outputs, index, batch, geometryOf(job.preprocessing, row.tensors[0].size));
    if (answer.task !== 'restoration') return [encodeAnswer(answer)];
    const scores = likeness(answer.picture, row.target, job.preprocessing.colour === 'bgr');
    return 'error' in scores ? scores : [encodeAnswer({ task: 'restoration', ...scores })];
  }

  /** Pictures that were prepared wrongly may be answered with what is no answer at all. */
  function variantAnswer(
    rows: RunRequest['rows'],
    outputs: OutputTensor[],
    index: number,
    variant: number,
  ): Uint8Array {
    try {
      reads[variant] ??= recognise(job, outputs, rows.length, batch);
      const geometry = geometryOf(data.variants[variant], rows[index]!.tensors[variant].size);
      const answer = reads[variant](outputs, index, batch, geometry);
      return answer.task === 'restoration' ? new Uint8Array() : encodeAnswer(answer);
    } catch (error) {
      if (error instanceof Fault && error.kind === 'broken') return new Uint8Array();
      throw error;
    }
  }
}
