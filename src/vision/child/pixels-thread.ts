import { parentPort } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob } from '../../model/vision.ts';
import type { Pixels } from '../pixels/image.ts';
import { orient } from '../pixels/orient.ts';
import { preprocess, tensorShape } from '../pixels/preprocess.ts';
import { type Decoded, decodeInTurn, reasonOf } from './decode.ts';
import { decoderOfThread } from './natives.ts';
import type { BatchRow } from './run-thread.ts';
import { checkDims, imageDims, valuesFor } from './session.ts';
import { turnsOf } from './turns.ts';

/** A thread that decodes pictures and makes tensors of them. */
export interface PixelsThread {
  role: 'pixels';
  nativesRoot: string;
  limitPixels: number;
  /** Of `sharedTurns`, one for the process. */
  turns: Int32Array<SharedArrayBuffer>;
  /** What is made of each picture: for each model its tensors. */
  plans: { job: ModelJob; preprocessings: Preprocessing[] }[];
}

export interface PixelsRequest {
  id: number;
  bytes: Uint8Array;
  /** The picture that it should become, encoded. */
  target: Uint8Array | null;
}

/** One image's values under one preprocessing. */
export interface ImageTensor {
  values: ArrayBuffer;
  /** Without the batch dimension. */
  dims: number[];
}

export type PixelsReply =
  /** A row for each plan. */
  | { id: number; rows: BatchRow[] }
  | { id: number; error: string }
  | { fault: { kind: 'broken' | 'unavailable'; message: string } };

/** Pictures in the decoder at once: one is decoded while the arithmetic of another goes on. */
const DECODING_AT_ONCE = 2;

export function servePixels(data: PixelsThread): void {
  const sharp = decoderOfThread(data.nativesRoot);
  const turns = turnsOf(data.turns);
  const port = parentPort!;
  const reply = (message: PixelsReply, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

  const waiting: PixelsRequest[] = [];
  let decoding = 0;
  port.on('message', (request: PixelsRequest) => {
    waiting.push(request);
    void work();
  });

  async function work(): Promise<void> {
    if (decoding >= DECODING_AT_ONCE) return;
    decoding += 1;
    for (let request = waiting.shift(); request; request = waiting.shift()) await answer(request);
    decoding -= 1;
  }

  async function answer({ id, bytes, target: encoded }: PixelsRequest): Promise<void> {
    let decoded: Decoded;
    let target: Decoded | null;
    try {
      decoded = await decodeInTurn(turns, sharp, bytes, data.limitPixels);
      target = encoded && (await decodeInTurn(turns, sharp, encoded, data.limitPixels));
    } catch (error) {
      reply({ id, error: reasonOf(error) });
      return;
    }
    try {
      const rows = rowsOf(decoded, target, data.plans);
      reply(
        { id, rows },
        rows.flatMap(({ tensors }) => tensors.map(({ values }) => values)),
      );
    } catch (error) {
      const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
      reply({ fault: { kind, message: reasonOf(error) } });
    }
  }
}

/** Models that take pictures alike are given copies of one tensor. */
function rowsOf(decoded: Decoded, target: Decoded | null, plans: PixelsThread['plans']): BatchRow[] {
  const made = new Map<string, ImageTensor>();
  return plans.map(({ job, preprocessings }) => ({
    tensors: preprocessings.map((preprocessing) => {
      const key = JSON.stringify([preprocessing, job.input.type]);
      const known = made.get(key);
      if (known) {
        checkDims(job, known.dims);
        return { values: known.values.slice(0), dims: known.dims };
      }
      const tensor = tensorOf(decoded, preprocessing, job);
      made.set(key, tensor);
      return tensor;
    }),
    size: uprightSize(decoded, preprocessings[0]),
    target: target && (job.preprocessing.orientation === 'apply' ? uprightOf(target) : target.pixels),
  }));
}

function uprightOf({ pixels, header }: Decoded): Pixels {
  return orient(pixels, header.orientation);
}

function uprightSize({ pixels, header }: Decoded, { orientation }: Preprocessing): { width: number; height: number } {
  const isTurned = orientation === 'apply' && header.orientation >= 5;
  const { width, height } = pixels;
  return isTurned ? { width: height, height: width } : { width, height };
}

function tensorOf(decoded: Decoded, preprocessing: Preprocessing, job: ModelJob): ImageTensor {
  const { pixels, header } = decoded;
  const shape = tensorShape(preprocessing, uprightSize(decoded, preprocessing));
  const dims = imageDims(shape, preprocessing.layout);
  checkDims(job, dims);
  const values = valuesFor(job, shape.channels * shape.height * shape.width);
  preprocess(pixels, header.orientation, preprocessing, values);
  return { values: values.buffer as ArrayBuffer, dims };
}
