import { parentPort } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { Preprocessing } from '../../model/preprocessing.ts';
import type { ModelJob, Variant } from '../../model/vision.ts';
import { corrupt, type RecodeJpeg } from '../pixels/corruptions/corrupt.ts';
import type { Pixels } from '../pixels/image.ts';
import { orient } from '../pixels/orient.ts';
import { type Seen, see, sightKey, tensorShape, writeValues } from '../pixels/preprocess.ts';
import { transform } from '../pixels/transforms/transform.ts';
import { type Decoded, decodeInTurn, reasonOf, uprightSize } from './decode.ts';
import { decoderOfThread, type Sharp } from './natives.ts';
import type { BatchRow } from './run-thread.ts';
import { checkDims, imageDims, valuesFor } from './session.ts';
import { type Turns, turnsOf } from './turns.ts';

/** A thread that decodes pictures and makes tensors of them. */
export interface PixelsThread {
  role: 'pixels';
  nativesRoot: string;
  limitPixels: number;
  /** Of `sharedTurns`, one for the process. */
  turns: Int32Array<SharedArrayBuffer>;
  /** What is made of each picture: for each model its tensors. */
  plans: { job: ModelJob; variants: Variant[] }[];
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
  /** Of the picture that it was made of, turned as its preprocessing turns it. */
  size: Size;
}

interface Size {
  width: number;
  height: number;
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
      const corrupted = await corruptedBy(decoded, data.plans, recoder(turns, sharp, data.limitPixels));
      const rows = rowsOf(decoded, target, data.plans, corrupted);
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

/** Writes a picture as JPEG and reads it again. */
function recoder(turns: Turns, sharp: Sharp, limitPixels: number): RecodeJpeg {
  return async ({ width, height, channels, data }, quality) => {
    const bytes = await sharp(data, { raw: { width, height, channels } }).jpeg({ quality }).toBuffer();
    return (await decodeInTurn(turns, sharp, bytes, limitPixels)).pixels;
  };
}

/** The picture as each job's corruption leaves it, by the corruption's key. */
async function corruptedBy(
  { pixels }: Decoded,
  plans: PixelsThread['plans'],
  recode: RecodeJpeg,
): Promise<Map<string, Pixels>> {
  const corrupted = new Map<string, Pixels>();
  for (const { job } of plans) {
    const key = corruptionKey(job);
    if (job.corruption && !corrupted.has(key)) corrupted.set(key, await corrupt(pixels, job.corruption, recode));
  }
  return corrupted;
}

function corruptionKey({ corruption }: ModelJob): string {
  return corruption ? JSON.stringify(corruption) : '';
}

/** Tensors that are alike are made once and copied; what is seen of a picture is resized once, however its values are scaled. */
function rowsOf(
  decoded: Decoded,
  target: Decoded | null,
  plans: PixelsThread['plans'],
  corrupted: ReadonlyMap<string, Pixels> = new Map(),
): BatchRow[] {
  const made = new Map<string, ImageTensor>();
  const sights = new Map<string, Seen>();
  const changed = new Map<string, Pixels>();
  const changedBy = ({ transform: kind }: Variant, corruption: string): Pixels => {
    const pixels = corrupted.get(corruption) ?? decoded.pixels;
    if (kind === undefined) return pixels;
    const key = `${kind} ${corruption}`;
    const own = changed.get(key) ?? transform(pixels, kind);
    changed.set(key, own);
    return own;
  };
  const sightOf = (variant: Variant, corruption: string): Seen => {
    const { preprocessing } = variant;
    const key = `${variant.transform} ${sightKey(preprocessing)} ${corruption}`;
    const seen = sights.get(key) ?? see(changedBy(variant, corruption), decoded.header.orientation, preprocessing);
    sights.set(key, seen);
    return seen;
  };
  return plans.map(({ job, variants }) => ({
    tensors: variants.map((variant) => {
      const { preprocessing } = variant;
      const size = uprightSize(decoded, preprocessing);
      const key = JSON.stringify([variant, job.input.type, job.corruption]);
      const known = made.get(key);
      const tensor = known ?? {
        ...tensorOf(sightOf(variant, corruptionKey(job)), preprocessing, job, size),
        size,
      };
      made.set(key, tensor);
      const dims = dimsFor(job, preprocessing, tensor.dims);
      return { ...tensor, dims, ...(known && { values: known.values.slice(0) }) };
    }),
    target: target && (job.preprocessing.orientation === 'apply' ? uprightOf(target) : target.pixels),
  }));
}

/** What a job's own preprocessing makes of one picture. */
export function tensorFor(decoded: Decoded, job: ModelJob): ImageTensor {
  const [row] = rowsOf(decoded, null, [{ job, variants: [{ preprocessing: job.preprocessing }] }]);
  return row.tensors[0];
}

/** Values in another layout than the job's go by its dimensions, as if someone had reshaped them instead of moving the axes. */
function dimsFor(job: ModelJob, { layout }: Preprocessing, dims: number[]): number[] {
  const [a, b, c] = dims;
  const own = layout === job.preprocessing.layout ? dims : layout === 'nchw' ? [b, c, a] : [c, a, b];
  checkDims(job, own);
  return own;
}

function uprightOf({ pixels, header }: Decoded): Pixels {
  return orient(pixels, header.orientation);
}

function tensorOf(
  seen: Seen,
  preprocessing: Preprocessing,
  job: ModelJob,
  size: Size,
): Pick<ImageTensor, 'values' | 'dims'> {
  const shape = tensorShape(preprocessing, size);
  const values = valuesFor(job, shape.channels * shape.height * shape.width);
  writeValues(seen, preprocessing, values);
  return { values: values.buffer as ArrayBuffer, dims: imageDims(shape, preprocessing.layout) };
}
