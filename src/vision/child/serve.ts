import { Socket } from 'node:net';
import { Fault } from '../../model/fault.ts';
import { encodeFrame, frameReader } from '../frames.ts';
import type { Reply, Request } from '../protocol.ts';
import { compareTask } from './compare-task.ts';
import { decoderTask } from './decoder-task.ts';
import { measureMemory } from './memory-task.ts';
import { modelTask } from './model-task.ts';
import { paceTask } from './pace-task.ts';
import { placeNodes } from './placement-task.ts';
import { timeSessions } from './timing-task.ts';
import { versions } from './versions-task.ts';
import { readWeights } from './weights-task.ts';

/** Sends one message to the gate. */
export type Answer = (reply: Reply, body?: Uint8Array) => void;

/** What a task does with the images that arrive; each is answered once, in any order. */
export interface ImageTask {
  /** @param targetAt - where in the bytes a second picture begins, the one that the first should become */
  image(id: number, bytes: Uint8Array, targetAt?: number): void;
  /** Answer what waits for more images. */
  flush(): void;
}

export type Start = Extract<Request, { type: 'start' }>;

/** Files that a child's threads begin at; a benchmark may put its own in their place. */
export interface ThreadDoors {
  pixels: string;
  run: string;
}

const MESSAGE_LIMIT = 2 ** 31;
const REPLIES = 3;

/** The way back to the gate. */
export interface Channel {
  answer: Answer;
  /** Gives up the whole task. */
  fail(error: unknown): void;
}

/** Serves the gate: messages come in on standard input and leave on file descriptor 3; ends when the gate is gone. */
export function serve(doors: ThreadDoors = { pixels: process.argv[1], run: process.argv[1] }): void {
  const out = new Socket({ fd: REPLIES, readable: false, writable: true });
  out.on('error', vanish);
  const answer: Answer = (reply, body) => {
    for (const piece of encodeFrame(reply, body)) out.write(piece);
  };
  const fail = (error: unknown) => {
    answer({ type: 'fault', ...faultOf(error) });
    out.end(vanish);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);

  let task: Promise<ImageTask>;
  const read = frameReader<Request>(MESSAGE_LIMIT);
  process.stdin.on('data', (chunk: Buffer) => {
    for (const { head, body } of read(chunk)) {
      if (head.type === 'start') {
        task = begin(head, doors, { answer, fail });
        task.then(() => answer({ type: 'ready' }), fail);
      } else {
        task.then(
          (begun) => (head.type === 'image' ? begun.image(head.id, body, head.targetAt) : begun.flush()),
          () => {},
        );
      }
    }
  });
  process.stdin.on('end', vanish);
  process.stdin.on('error', vanish);
}

/** Ends the process at once: a plain exit would wait for a run that may never come back. */
function vanish(): void {
  process.kill(process.pid, 'SIGKILL');
}

async function begin(start: Start, doors: ThreadDoors, channel: Channel): Promise<ImageTask> {
  switch (start.task) {
    case 'describe':
    case 'thumbnails':
    case 'features':
    case 'miniatures':
    case 'tensors':
    case 'untouched':
    case 'looks':
      return decoderTask(start, channel);
    case 'predict':
    case 'probe':
      return modelTask(start, doors, channel);
    case 'compare':
      return compareTask(start, channel);
    case 'pace':
      return paceTask(start, doors, channel);
    case 'time':
      return once(timeSessions(start, channel.answer));
    case 'memory':
      return once(measureMemory(start, channel.answer));
    case 'weights':
      return once(readWeights(start, channel.answer));
    case 'place':
      return once(placeNodes(start, channel.answer));
    case 'versions':
      return once(versions(start, channel.answer));
  }
}

async function once(work: Promise<void>): Promise<ImageTask> {
  await work;
  return { image() {}, flush() {} };
}

function faultOf(error: unknown): { kind: 'broken' | 'unavailable'; message: string } {
  const kind = error instanceof Fault && error.kind === 'broken' ? 'broken' : 'unavailable';
  return { kind, message: error instanceof Error ? error.message : String(error) };
}
