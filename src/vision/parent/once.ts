import type { Frame } from '../frames.ts';
import type { Reply, Task } from '../protocol.ts';
import { deathFault } from './deaths.ts';
import { type ChildSettings, startChild } from './process.ts';

/**
 * Asks a fresh child one question that needs no images.
 *
 * @param type - type of the answer
 * @throws Fault when the child gave up or died; the signal's reason when it was stopped
 */
export function once<T extends Reply['type']>(
  settings: ChildSettings,
  task: Task,
  type: T,
): Promise<Frame<Extract<Reply, { type: T }>>> {
  settings.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = startChild(
      settings,
      task,
      (frame) => {
        if (frame.head.type !== type) return;
        child.release();
        resolve(frame as Frame<Extract<Reply, { type: T }>>);
      },
      (death) => reject(settings.signal.aborted ? settings.signal.reason : deathFault(death, task)),
    );
  });
}
