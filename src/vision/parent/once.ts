import { basename } from 'node:path';
import { Fault } from '../../model/fault.ts';
import type { Frame } from '../frames.ts';
import type { Reply, Task } from '../protocol.ts';
import { type ChildSettings, startChild } from './process.ts';
import { deathSentence } from './spread.ts';

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
      (death) => {
        if (settings.signal.aborted) return reject(settings.signal.reason);
        const names = 'job' in task ? [task.job] : 'first' in task ? [task.first, task.second] : [];
        const subject = [...new Set(names.map(({ file }) => basename(file)))].join(' and ');
        const sentence = death.cause === 'fault' ? death.reason : deathSentence(death);
        const kind = death.cause === 'fault' ? death.kind : 'unavailable';
        reject(new Fault(kind, subject ? `${subject}: ${sentence}` : sentence));
      },
    );
  });
}
