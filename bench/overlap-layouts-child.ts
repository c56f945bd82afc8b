import { Socket } from 'node:net';
import { decode } from '../src/vision/child/decode.ts';
import { loadDecoder, loadRuntime } from '../src/vision/child/natives.ts';
import { inputTensor, openSession, run } from '../src/vision/child/session.ts';
import { encodeFrame, type Frame, frameReader } from '../src/vision/frames.ts';
import { preprocess } from '../src/vision/pixels/preprocess.ts';
import { BATCH, IMAGE_VALUES, imagenetJob, SIDE, wait } from './overlap-job.ts';

/** One of the two children of a lay-out in bench/overlap-layouts.ts: tensors, or scores, come back on descriptor 3. */
const [part, folder, milliseconds, threads] = process.argv.slice(2);
const out = new Socket({ fd: 3, readable: false, writable: true });
const read = frameReader<{ id: number }>(2 ** 30);
const work = part === 'pixels' ? pixels() : await runs();
process.stdin.on('data', (chunk: Buffer) => {
  for (const frame of read(chunk)) void work(frame);
});
process.stdin.on('end', () => process.exit(0));

function reply(id: number, body: Uint8Array): void {
  for (const piece of encodeFrame({ id }, body)) out.write(piece);
}

function pixels() {
  const sharp = loadDecoder(process.cwd());
  const { preprocessing } = imagenetJob(folder, 'mobilenet', 'cpu');
  return async ({ head, body }: Frame<{ id: number }>) => {
    const decoded = await decode(sharp, body, 1e8);
    const values = new Float32Array(IMAGE_VALUES);
    preprocess(decoded.pixels, decoded.header.orientation, preprocessing, values);
    reply(head.id, new Uint8Array(values.buffer));
  };
}

async function runs() {
  const job = imagenetJob(folder, 'mobilenet', 'cpu');
  const runtime = loadRuntime(process.cwd());
  const session = await openSession(runtime, job, Number(threads));
  let values = new Float32Array(BATCH * IMAGE_VALUES);
  let rows = 0;
  return async ({ head, body }: Frame<{ id: number }>) => {
    values.set(new Float32Array(body.buffer), rows++ * IMAGE_VALUES);
    if (rows < BATCH) return;
    const full = values;
    [values, rows] = [new Float32Array(BATCH * IMAGE_VALUES), 0];
    if (Number(milliseconds) > 0) wait(Number(milliseconds) * BATCH);
    else await run(session, job, inputTensor(runtime, job, full, [BATCH, 3, SIDE, SIDE]));
    reply(head.id, new Uint8Array(0));
  };
}
