import { parentPort } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { ModelJob } from '../../model/vision.ts';
import { classCount, type OutputKind, probabilitiesOf, recogniseKind, type Scores } from '../probabilities.ts';
import { loadRuntime } from './natives.ts';
import type { ImageTensor } from './pixels-thread.ts';
import { inputTensor, openSession, run, valuesFor } from './session.ts';

/** A thread that holds one session: a run blocks it, and nothing else. */
export interface RunThread {
  role: 'run';
  nativesRoot: string;
  threads: number;
  job: ModelJob;
  /** Length of the batch dimension. */
  batch: number;
  wanted: 'probabilities' | 'classes';
}

export interface RunRequest {
  /** Rows of the batch; `null` where a row stays zeros. One tensor for each preprocessing. */
  rows: (ImageTensor[] | null)[];
}

export type RunReply =
  | { ready: true }
  /** For each row of the request its probabilities, or its arg max under each preprocessing; `null` for empty rows. */
  | { results: (Float32Array | Int32Array | null)[] }
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

async function evaluator(data: RunThread): Promise<(rows: RunRequest['rows']) => Promise<RunResults>> {
  const { job, batch } = data;
  const runtime = loadRuntime(data.nativesRoot);
  const session = await openSession(runtime, job, data.threads);
  let kind: OutputKind | undefined = job.output.kind === 'auto' ? undefined : job.output.kind;

  async function scoresOf(rows: RunRequest['rows'], alternative: number): Promise<Scores> {
    const { dims } = rows.find((row) => row !== null)![alternative];
    const length = dims.reduce((a, b) => a * b);
    const values = valuesFor(job, length * batch);
    rows.forEach((row, i) => {
      if (row) values.set(new (values.constructor as Float32ArrayConstructor)(row[alternative].values), i * length);
    });
    return run(session, job, inputTensor(runtime, job, values, [batch, ...dims]));
  }

  return async (rows) => {
    const filled = rows.findIndex((row) => row !== null);
    if (filled < 0) return rows.map(() => null);
    if (data.wanted === 'classes') {
      const answers = rows.map((row) => row && new Int32Array(row.length));
      for (let a = 0; a < rows[filled]!.length; a++) {
        const scores = await scoresOf(rows, a);
        answers.forEach((answer, row) => {
          if (answer) answer[a] = highest(scores, row, batch, kind);
        });
      }
      return answers;
    }
    const scores = await scoresOf(rows, 0);
    kind ??= recogniseKind(scores, rows.length, batch);
    return rows.map((row, i) => row && probabilitiesOf(scores, i, batch, kind!));
  };
}

type RunResults = (Float32Array | Int32Array | null)[];

/** Class with the highest score, the lower one on ties; −1 when a score is not finite. */
function highest(scores: Scores, row: number, batch: number, kind: OutputKind | undefined): number {
  const classes = classCount(scores, batch);
  const at = (c: number) => Number(scores.data[row * classes + c]);
  if (classes === 1) return Number.isFinite(at(0)) ? Number(at(0) > (kind === 'probabilities' ? 0.5 : 0)) : -1;
  let best = 0;
  for (let c = 0; c < classes; c++) {
    if (!Number.isFinite(at(c))) return -1;
    if (at(c) > at(best)) best = c;
  }
  return best;
}
