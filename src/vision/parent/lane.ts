import type { Question } from '../../model/vision.ts';
import type { Frame } from '../frames.ts';
import type { Reply, Task } from '../protocol.ts';
import type { Stage } from './deaths.ts';
import { type Child, type ChildSettings, type Death, startChild } from './process.ts';

export type ImageReply = Extract<Reply, { id: number }>;

/** How a child's work ended: with its death, or with every image answered. */
export interface Outcome {
  death: { death: Death; stage: Stage } | null;
  /** Images that it took and did not answer. */
  unanswered: Question[];
}

export interface Window {
  /** Images that a child holds at once: at least `fewest`, at most `most`, and less when they are large. */
  fewest: number;
  most: number;
}

const HELD_BYTES = 256 * 2 ** 20;

/**
 * Feeds one child with images until they run out or it dies.
 *
 * @param next - the next image; `undefined` when there is none
 * @param put - takes each answer
 */
export function workThrough(
  settings: ChildSettings,
  task: Task,
  { fewest, most }: Window,
  next: () => Promise<Question | undefined>,
  put: (key: string, frame: Frame<ImageReply>) => void,
): Promise<Outcome> {
  const held = new Map<number, Question>();
  let heldBytes = 0;
  let ids = 0;
  let stage: Stage = 'starting';
  let feeding = false;
  let exhausted = false;
  let dead: Death | null = null;

  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const child = startChild(settings, task, hear, (death) => {
    dead = death;
    settle();
  });

  /** Ends once nothing is owed: an image that is still being fetched for a dead child belongs to the unanswered. */
  function settle(): void {
    if (feeding) return;
    if (dead) {
      resolve({ death: { death: dead, stage }, unanswered: [...held.values()] });
    } else if (exhausted && held.size === 0) {
      child.release();
      resolve({ death: null, unanswered: [] });
    }
  }

  function hear({ head, body }: Frame<Reply>): void {
    if (head.type === 'ready' || head.type === 'running') stage = head.type;
    if ('id' in head && held.has(head.id)) {
      const { key } = held.get(head.id)!;
      heldBytes -= bytesOf(held.get(head.id)!);
      held.delete(head.id);
      put(key, { head, body });
    }
    child.expectAnswers(held.size > 0);
    settle();
    feed();
  }

  function feed(): void {
    if (feeding || exhausted || dead) return;
    feeding = true;
    fill().then(
      () => {
        feeding = false;
        settle();
        // Answers that came while this was on its way made room that nobody filled.
        if (hasRoom()) feed();
      },
      (error) => {
        child.release();
        reject(error);
      },
    );
  }

  function hasRoom(): boolean {
    return held.size < fewest || (held.size < most && heldBytes < HELD_BYTES);
  }

  async function fill(): Promise<void> {
    while (!dead && hasRoom()) {
      const image = await next();
      if (!image) {
        exhausted = true;
        return child.send({ type: 'flush' });
      }
      const id = ids++;
      held.set(id, image);
      heldBytes += bytesOf(image);
      child.expectAnswers(true);
      await sendImage(child, id, image);
    }
  }

  feed();
  return promise;
}

function bytesOf({ bytes, target }: Question): number {
  return bytes.length + (target?.length ?? 0);
}

function sendImage(child: Child, id: number, { bytes, target }: Question): Promise<void> {
  return target
    ? child.send({ type: 'image', id, targetAt: bytes.length }, Buffer.concat([bytes, target]))
    : child.send({ type: 'image', id }, bytes);
}
