import type { Question } from '../../model/vision.ts';
import type { Frame } from '../frames.ts';
import type { Task } from '../protocol.ts';
import { createTolerance } from './deaths.ts';
import { type ImageReply, type Window, workThrough } from './lane.ts';
import type { ChildSettings } from './process.ts';
import { createQueue } from './queue.ts';
import { openSource } from './source.ts';

export type { ImageReply } from './lane.ts';

/** One image's answer, or why there is none. */
export type Answered = { key: string; frame: Frame<ImageReply> } | { key: string; error: string };

export interface Spread extends Window {
  task: Task;
  /** Most child processes at once; a further one is started only when there is an image for it. */
  processes: number;
}

const UNREAD_ANSWERS = 256;
/** Room for a second image, so that the child hears at once that there is none. */
const ALONE: Window = { fewest: 2, most: 2 };

/**
 * Has child processes work through images, and survives what a single image does to them: images that a dead child
 * held are done again one by one, each in a child of its own; the one that kills it again is answered with the reason.
 *
 * @throws Fault when a child could not begin, gave up, or the model (not an image) ended it
 */
export async function* spreadImages(
  settings: ChildSettings,
  { task, processes, ...window }: Spread,
  images: AsyncIterable<Question>,
): AsyncGenerator<Answered> {
  const queue = createQueue<Answered>();
  const stop = new AbortController();
  const own = { ...settings, signal: AbortSignal.any([settings.signal, stop.signal]) };
  const source = openSource(images, () => queue.room(UNREAD_ANSWERS));
  const tolerance = createTolerance(task);
  const put = (key: string, frame: Frame<ImageReply>) => queue.put({ key, frame });

  async function lane(): Promise<void> {
    for (let first = await source.next(); first && !own.signal.aborted; first = await source.next()) {
      const { death, unanswered } = await workThrough(own, task, window, startingWith(first, source.next), put);
      if (!death) return;
      // Among several images the guilty one is unknown, and so is whether it was the model.
      tolerance.bear(death.death, death.stage === 'running' ? 'ready' : death.stage);
      for (const image of unanswered) await alone(image);
    }
  }

  /** Does one image in a child of its own, again while the child is killed before it can begin. */
  async function alone(image: Question): Promise<void> {
    while (!own.signal.aborted) {
      const { death, unanswered } = await workThrough(own, task, ALONE, startingWith(image, nothing), put);
      if (!death || unanswered.length === 0) return;
      tolerance.bear(death.death, death.stage);
      if (death.stage === 'starting') continue;
      return queue.put({ key: image.key, error: `the decoder ${death.death.reason}` });
    }
  }

  const onAbort = () => queue.end(settings.signal.reason);
  settings.signal.addEventListener('abort', onAbort, { once: true });
  Promise.all(Array.from({ length: processes }, lane)).then(
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

const nothing = async () => undefined;

function startingWith<T>(first: T, next: () => Promise<T | undefined>): () => Promise<T | undefined> {
  let given = false;
  return async () => {
    if (given) return next();
    given = true;
    return first;
  };
}
