import { spawn } from 'node:child_process';
import type { Duplex } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { decode } from '../src/vision/child/decode.ts';
import { loadDecoder, loadRuntime } from '../src/vision/child/natives.ts';
import { inputTensor, openSession, run } from '../src/vision/child/session.ts';
import { encodeFrame, frameReader } from '../src/vision/frames.ts';
import { openVision } from '../src/vision/open.ts';
import { preprocess } from '../src/vision/pixels/preprocess.ts';
import {
  BATCH,
  benchArguments,
  IMAGE_VALUES,
  imagenetJob,
  readPhotographs,
  replicate,
  SIDE,
  wait,
} from './overlap-job.ts';

/**
 * Four ways to lay decoding and inference out, in images a second on the same photographs and network: one thread in turns,
 * one thread with decoding begun ahead, the product's threads in one child, and two children with tensors in pipes.
 * Usage: node bench/overlap-layouts.ts FOLDER [rounds] [images]
 */
const [folder, rounds, images] = benchArguments(3, 320);
const photographs = readPhotographs(folder);
const job = imagenetJob(folder, 'mobilenet', 'cpu');
const door = fileURLToPath(new URL('./overlap-door.ts', import.meta.url));
const child = fileURLToPath(new URL('./overlap-layouts-child.ts', import.meta.url));
const THREADS = 2;

type Layout = (milliseconds: number) => Promise<number>;

/** @param ahead - batches that are being decoded while one runs */
function oneThread(ahead: number): Layout {
  return async (milliseconds) => {
    const sharp = loadDecoder(process.cwd());
    const runtime = loadRuntime(process.cwd());
    const session = await openSession(runtime, job, THREADS);
    const decodeBatch = async (first: number) => {
      const values = new Float32Array(BATCH * IMAGE_VALUES);
      const fill = async (row: number) => {
        const { pixels, header } = await decode(sharp, photographs[(first + row) % photographs.length], 1e8);
        const own = values.subarray(row * IMAGE_VALUES, (row + 1) * IMAGE_VALUES);
        preprocess(pixels, header.orientation, job.preprocessing, own);
      };
      await Promise.all(Array.from({ length: BATCH }, (_, row) => fill(row)));
      return values;
    };
    const began = performance.now();
    const pending: Promise<Float32Array>[] = [];
    for (let first = 0; first < images; first += BATCH) {
      while (pending.length <= ahead) pending.push(decodeBatch(first + pending.length * BATCH));
      const values = (await pending.shift()!) as Float32Array<ArrayBuffer>;
      if (milliseconds > 0) wait(milliseconds * BATCH);
      else await run(session, job, inputTensor(runtime, job, values, [BATCH, 3, SIDE, SIDE]));
    }
    return (1000 * images) / (performance.now() - began);
  };
}

const threadsInOneChild: Layout = async (milliseconds) => {
  const vision = openVision({ door, threads: { pixels: THREADS, run: THREADS } });
  const provider = milliseconds > 0 ? `decoded+wait:${milliseconds}` : 'decoded+cpu';
  let began = 0;
  let answered = 0;
  for await (const { error } of vision.predict([{ ...job, provider }], replicate(photographs, images + BATCH))) {
    if (error) throw new Error(error);
    if (++answered === BATCH) began = performance.now();
  }
  await vision.close();
  return (1000 * images) / (performance.now() - began);
};

const twoChildren: Layout = async (milliseconds) => {
  const start = (part: string) =>
    spawn(process.execPath, [child, part, folder, String(milliseconds), String(THREADS)], {
      stdio: ['pipe', 'inherit', 'inherit', 'pipe'],
    });
  const [pixels, runs] = [start('pixels'), start('run')];
  // They are killed in the midst of their work.
  for (const { stdin } of [pixels, runs]) stdin!.on('error', () => {});
  const inHand = 3 * BATCH;
  let began = 0;
  let sent = 0;
  const send = () => {
    const id = sent++;
    for (const piece of encodeFrame({ id }, photographs[id % photographs.length])) pixels.stdin!.write(piece);
  };
  const readTensors = frameReader<{ id: number }>(2 ** 30);
  (pixels.stdio[3] as Duplex).on('data', (chunk: Buffer) => {
    for (const { head, body } of readTensors(chunk))
      for (const piece of encodeFrame(head, body)) runs.stdin!.write(piece);
  });
  const readScores = frameReader<{ id: number }>(2 ** 30);
  await new Promise<void>((resolve) => {
    let batches = 0;
    (runs.stdio[3] as Duplex).on('data', (chunk: Buffer) => {
      for (const _ of readScores(chunk)) {
        if (++batches === 1) began = performance.now();
        if (batches === images / BATCH + 1) return resolve();
        for (let i = 0; i < BATCH; i++) send();
      }
    });
    for (let i = 0; i < inHand; i++) send();
  });
  const rate = (1000 * images) / (performance.now() - began);
  for (const process of [pixels, runs]) process.kill('SIGKILL');
  return rate;
};

const layouts: Record<string, Layout> = {
  'one thread, in turns': oneThread(0),
  'one thread, one batch ahead': oneThread(1),
  'threads in one child': threadsInOneChild,
  'two children': twoChildren,
};

for (const [what, milliseconds] of [
  ['cpu', 0],
  ['accelerator of 250/s', 4],
] as const) {
  const rates = new Map<string, number[]>();
  for (let round = 0; round < rounds; round++) {
    for (const [name, layout] of Object.entries(layouts)) {
      rates.set(name, [...(rates.get(name) ?? []), await layout(milliseconds)]);
    }
  }
  for (const [name, all] of rates) {
    console.log(`${what.padEnd(22)} ${name.padEnd(30)} ${all.map((rate) => rate.toFixed(0)).join('/')} images/s`);
  }
}
process.exit(0);
