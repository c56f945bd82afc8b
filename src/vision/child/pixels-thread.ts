import { parentPort } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob } from '../../model/vision.ts';
import { preprocess, tensorShape } from '../pixels/preprocess.ts';
import { type Decoded, decode, reasonOf } from './decode.ts';
import { decoderOfThread } from './natives.ts';
import { checkDims, imageDims, valuesFor } from './session.ts';

/** A thread that decodes pictures and makes tensors of them. */
export interface PixelsThread {
  role: 'pixels';
  nativesRoot: string;
  limitPixels: number;
  job: ModelJob;
  preprocessings: Preprocessing[];
}

export interface PixelsRequest {
  id: number;
  bytes: Uint8Array;
}

/** One image's values under one preprocessing. */
export interface ImageTensor {
  values: ArrayBuffer;
  /** Without the batch dimension. */
  dims: number[];
}

export type PixelsReply =
  | { id: number; tensors: ImageTensor[] }
  | { id: number; error: string }
  | { fault: { kind: 'broken' | 'unavailable'; message: string } };

/** Pictures in the decoder at once: one is decoded while the arithmetic of another goes on. */
const DECODING_AT_ONCE = 2;

export function servePixels(data: PixelsThread): void {
  const sharp = decoderOfThread(data.nativesRoot);
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

  async function answer({ id, bytes }: PixelsRequest): Promise<void> {
    let decoded: Decoded;
    try {
      decoded = await decode(sharp, bytes, data.limitPixels);
    } catch (error) {
      reply({ id, error: reasonOf(error) });
      return;
    }
    try {
      const tensors = data.preprocessings.map((preprocessing) => tensorOf(decoded, preprocessing, data.job));
      reply(
        { id, tensors },
        tensors.map(({ values }) => values),
      );
    } catch (error) {
      const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
      reply({ fault: { kind, message: reasonOf(error) } });
    }
  }
}

function tensorOf({ pixels, header }: Decoded, preprocessing: Preprocessing, job: ModelJob): ImageTensor {
  const turned = preprocessing.orientation === 'apply' && header.orientation >= 5;
  const size = turned ? { width: pixels.height, height: pixels.width } : pixels;
  const shape = tensorShape(preprocessing, size);
  const dims = imageDims(shape, preprocessing.layout);
  checkDims(job, dims);
  const values = valuesFor(job, shape.channels * shape.height * shape.width);
  preprocess(pixels, header.orientation, preprocessing, values);
  return { values: values.buffer as ArrayBuffer, dims };
}
