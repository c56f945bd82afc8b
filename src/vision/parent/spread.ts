import { basename } from 'node:path';
import { Fault } from '../../model/fault.ts';
import type { EncodedImage } from '../../model/vision.ts';
import type { Frame } from '../frames.ts';
import type { Reply, Task } from '../protocol.ts';
import { type Child, type ChildSettings, type Death, startChild } from './process.ts';
import { createQueue } from './queue.ts';

export type ImageReply = Extract<Reply, { id: number }>;

/** One image's answer, or why there is none. */
export type Answered = { key: string; frame: Frame<ImageReply> } | { key: string; error: string };

export interface Spread {
  task: Task;
  /** Most child processes at once; a further one is started only when there is an image for it. */
  processes: number;
  /** Images that a child holds at once: at least `fewest`, at most `most`, and less when they are large. */
  fewest: number;
  most: number;
}

const HELD_BYTES = 256 * 2 ** 20;
const UNREAD_ANSWERS = 256;
/** Children that may die before the whole task is given up. */
const MOST_DEATHS = 32;

/**
 * Has child processes work through images, and survives what a single image does to them: images that a dead child
 * held are done again one by one, each in a child of its own; the one that kills it again is answered with the reason.
 *
 * @throws Fault when a child could not begin, gave up, or the model (not an image) ended it
 */
export async function* spreadImages(
  settings: ChildSettings,
  spread: Spread,
  images: AsyncIterable<EncodedImage>,
): AsyncGenerator<Answered> {
  const queue = createQueue<Answered>();
  const stop = new AbortController();
  const own = { ...settings, signal: AbortSignal.any([settings.signal, stop.signal]) };
  const source = oneAtATime(images, () => queue.room(UNREAD_ANSWERS));
  const deaths = { left: MOST_DEATHS };

  async function lane(): Promise<void> {
    let first = await source.next();
    while (first && !own.signal.aborted) {
      const { death, unanswered } = await workThrough(own, spread, first, source.next, queue.put);
      if (!death || death.cause === 'stopped') return;
      tolerate(death, spread.task, deaths, unanswered.length > 0);
      for (const image of unanswered) {
        const answered = await alone(own, spread.task, image, deaths);
        if (own.signal.aborted) return;
        queue.put(answered);
      }
      first = await source.next();
    }
  }

  const lanes = Promise.all(Array.from({ length: spread.processes }, lane));
  const onAbort = () => queue.end(settings.signal.reason);
  settings.signal.addEventListener('abort', onAbort, { once: true });
  lanes.then(
    () => queue.end(),
    (error) => {
      stop.abort();
      queue.end(error);
    },
  );
  try {
    yield* queue.items();
  } finally {
    settings.signal.removeEventListener('abort', onAbort);
    stop.abort();
    queue.end();
    const closed = source.close();
    if (!settings.signal.aborted) await closed;
  }
}

/** Hands the items of an iterable to several takers, each once, when there is room for its answer. */
function oneAtATime<T>(items: AsyncIterable<T>, room: () => Promise<void>) {
  const iterator = items[Symbol.asyncIterator]();
  let turn: Promise<unknown> = Promise.resolve();
  let done = false;
  return {
    next(): Promise<T | undefined> {
      const mine = turn.then(async () => {
        await room();
        if (done) return undefined;
        const { value, done: last } = await iterator.next();
        if (last) done = true;
        return last ? undefined : value;
      });
      turn = mine.catch(() => {
        done = true;
      });
      return mine;
    },
    async close(): Promise<void> {
      if (done) return;
      done = true;
      await iterator.return?.();
    },
  };
}

interface Outcome {
  death?: Death;
  unanswered: EncodedImage[];
}

/** Feeds one child until the images run out or it dies. */
function workThrough(
  settings: ChildSettings,
  { task, fewest, most }: Spread,
  first: EncodedImage,
  next: () => Promise<EncodedImage | undefined>,
  put: (answered: Answered) => void,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const held = new Map<number, EncodedImage>();
    let heldBytes = 0;
    let ids = 0;
    let exhausted = false;
    let feeding = false;
    let ended = false;

    const end = (death?: Death) => {
      if (ended) return;
      ended = true;
      resolve({ death, unanswered: [...held.values()] });
    };
    const child = startChild(
      settings,
      task,
      ({ head, body }) => {
        if (!('id' in head)) return head.type === 'ready' ? child.expectAnswers(held.size > 0) : undefined;
        const image = held.get(head.id);
        if (!image) return;
        held.delete(head.id);
        heldBytes -= image.bytes.length;
        put({ key: image.key, frame: { head, body } });
        child.expectAnswers(held.size > 0);
        if (exhausted && held.size === 0) {
          child.release();
          end();
        } else {
          void feed();
        }
      },
      end,
    );

    const hungry = () => held.size < fewest || (held.size < most && heldBytes < HELD_BYTES);
    async function give(image: EncodedImage): Promise<void> {
      const id = ids++;
      held.set(id, image);
      heldBytes += image.bytes.length;
      child.expectAnswers(true);
      await child.send({ type: 'image', id }, image.bytes);
    }
    async function feed(): Promise<void> {
      if (feeding || exhausted) return;
      feeding = true;
      while (hungry() && !ended) {
        const image = await next();
        if (!image) {
          exhausted = true;
          await child.send({ type: 'flush' });
          if (held.size === 0) {
            child.release();
            end();
          }
          return;
        }
        await give(image);
      }
      feeding = false;
    }
    give(first)
      .then(feed)
      .catch((error) => {
        child.release();
        reject(error);
      });
  });
}

/** Does one image in a child of its own. */
async function alone(
  settings: ChildSettings,
  task: Task,
  image: EncodedImage,
  deaths: { left: number },
): Promise<Answered> {
  let running = false;
  const answered = await new Promise<Answered | { death: Death }>((resolve) => {
    const child: Child = startChild(
      settings,
      task,
      ({ head, body }) => {
        if (head.type === 'running') running = true;
        if (!('id' in head)) return;
        child.release();
        resolve({ key: image.key, frame: { head, body } });
      },
      (death) => resolve({ death }),
    );
    void child.send({ type: 'image', id: 0 }, image.bytes);
    void child.send({ type: 'flush' });
  });
  if (!('death' in answered)) return answered;
  tolerate(answered.death, task, deaths, !running);
  return { key: image.key, error: `the decoder ${answered.death.reason}` };
}

/**
 * @param byImage - whether an image may have caused the death; else it is the model's or the machine's
 * @throws Fault when the task cannot go on
 */
function tolerate(death: Death, task: Task, deaths: { left: number }, byImage: boolean): void {
  if (death.cause === 'fault') throw new Fault(death.kind, `${subject(task)}${death.reason}`);
  if (death.cause === 'stopped' || (byImage && deaths.left-- > 0)) return;
  throw new Fault('unavailable', `${subject(task)}${deathSentence(death)}`);
}

export function deathSentence(death: Death): string {
  const ways = {
    memory: 'Raise the memory limit, or use a smaller model or batch.',
    stalled: 'Raise the time limit, or use a smaller model or batch.',
    crashed: 'Run it again; if it happens again, look at what the log says of it.',
    stopped: '',
    fault: '',
  };
  return `The process ${death.reason}. ${ways[death.cause]}`.trim();
}

function subject(task: Task): string {
  return 'job' in task ? `${basename(task.job.file)}: ` : '';
}
