import { Worker } from 'node:worker_threads';
import { Fault } from '../../model/fault.ts';
import type { ModelJob, Variant } from '../../model/vision.ts';
import { fixedShape } from '../pixels/preprocess.ts';
import { openLane, type RunLane } from './model-lane.ts';
import { loadDecoder } from './natives.ts';
import type { PixelsReply, PixelsRequest, PixelsThread } from './pixels-thread.ts';
import type { RowResult } from './run-thread.ts';
import type { Channel, ImageTask, Start, ThreadDoors } from './serve.ts';
import { sharedTurns } from './turns.ts';

/** Images of a probe that share a run, and the bytes of all their tensors. */
const MOST_PROBED = 16;
const PROBED_BYTES = 2 ** 27;
/** Images that a decoding thread has before a further one is started: one in the decoder, one in the arithmetic. */
const IN_HAND = 2;

interface Decoder {
  thread: Worker;
  inHand: number;
}

/** An image that is on its way, and what each model said of it. */
interface Pending {
  results: RowResult[];
  missing: number;
}

/**
 * Asks models of images with decoding overlapped with inference: threads decode and preprocess, one thread runs each
 * model. Every image is decoded once, however many models are asked.
 */
export async function modelTask(
  start: Extract<Start, { task: 'predict' | 'probe' }>,
  doors: ThreadDoors,
  { answer, fail }: Channel,
): Promise<ImageTask> {
  const { nativesRoot, limitPixels, threads } = start;
  const plans = plansOf(start);
  loadDecoder(nativesRoot);
  const turns = sharedTurns();
  const pending = new Map<number, Pending>();
  const decoders: Decoder[] = [];
  let arrived = 0;
  let flushed = 0;

  function settle(id: number, lane: number, result: RowResult): void {
    const image = pending.get(id)!;
    image.results[lane] = result;
    image.missing -= 1;
    if (image.missing > 0) return;
    pending.delete(id);
    reply(id, image.results);
  }

  function reply(id: number, results: RowResult[]): void {
    const refused = results.find((result) => result !== null && 'error' in result) as { error: string } | undefined;
    const parts = refused ? [] : results.flatMap((result) => (Array.isArray(result) ? result : []));
    const body = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    answer({ type: 'prediction', id, error: refused?.error ?? null, lengths: parts.map(({ length }) => length) }, body);
  }

  const lanes: RunLane[] = await Promise.all(
    plans.map(({ job, variants }, index) =>
      openLane(
        {
          door: doors.run,
          nativesRoot,
          threads: threads.run,
          job,
          preprocessings: variants.map(({ preprocessing }) => preprocessing),
          asked: start.task === 'probe' ? 'variants' : 'model',
        },
        {
          running: () => answer({ type: 'running' }),
          result: (id, result) => settle(id, index, result),
          fail,
        },
      ),
    ),
  );

  function startDecoder(): Decoder {
    const pixelsThread: PixelsThread = { role: 'pixels', nativesRoot, limitPixels, turns, plans };
    const decoder: Decoder = { thread: new Worker(doors.pixels, { workerData: pixelsThread }), inHand: 0 };
    decoder.thread.on('error', fail);
    decoder.thread.on('message', (message: PixelsReply) => {
      if ('fault' in message) return fail(new Fault(message.fault.kind, message.fault.message));
      decoder.inHand--;
      lanes.forEach((lane, index) => {
        lane.decoded(message.id, 'rows' in message ? message.rows[index] : { error: message.error });
        lane.send(flushed === arrived);
      });
    });
    decoders.push(decoder);
    return decoder;
  }

  /** The least busy thread; a further one once all have enough in hand. */
  function freeDecoder(): Decoder {
    const least = decoders.toSorted((a, b) => a.inHand - b.inHand)[0];
    return least && (least.inHand < IN_HAND || decoders.length >= threads.pixels) ? least : startDecoder();
  }

  return {
    image(id, bytes, targetAt) {
      pending.set(id, { results: plans.map(() => null), missing: plans.length });
      for (const lane of lanes) lane.expect(id);
      arrived++;
      const decoder = freeDecoder();
      decoder.inHand++;
      const target = targetAt === undefined ? null : bytes.slice(targetAt);
      const picture = targetAt === undefined ? bytes : bytes.slice(0, targetAt);
      const request: PixelsRequest = { id, bytes: picture, target };
      decoder.thread.postMessage(request, [
        picture.buffer as ArrayBuffer,
        ...(target ? [target.buffer as ArrayBuffer] : []),
      ]);
    },
    flush() {
      flushed = arrived;
      for (const lane of lanes) lane.send(true);
    },
  };
}

function plansOf(start: Extract<Start, { task: 'predict' | 'probe' }>): { job: ModelJob; variants: Variant[] }[] {
  if (start.task === 'predict')
    return start.jobs.map((job) => ({ job, variants: [{ preprocessing: job.preprocessing }] }));
  const { variants } = start;
  const job = { ...start.job, batch: Math.min(start.job.batch, probeBatch(variants)) };
  return [{ job, variants }];
}

/** Images of a probe that share a run, each with a tensor for every variant. */
function probeBatch(variants: readonly Variant[]): number {
  const bytes = variants.reduce((sum, { preprocessing }) => {
    const { channels, height, width } = fixedShape(preprocessing) ?? { channels: 3, height: 1024, width: 1024 };
    return sum + channels * height * width * Float32Array.BYTES_PER_ELEMENT;
  }, 0);
  return Math.max(1, Math.min(MOST_PROBED, Math.floor(PROBED_BYTES / bytes)));
}
