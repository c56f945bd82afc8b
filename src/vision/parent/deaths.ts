import { basename } from 'node:path';
import { Fault } from '../../model/fault.ts';
import type { ModelJob } from '../../model/vision.ts';
import type { Task } from '../protocol.ts';
import type { Death } from './process.ts';

/** Children that may die before a whole task is given up. */
const MOST_DEATHS = 32;

const WAYS_OUT: Record<Death['cause'], string> = {
  memory: 'Raise the memory limit, or use a smaller model or batch.',
  stalled: 'Raise the time limit, or use a smaller model or batch.',
  crashed: 'Run it again; if it happens again, look at what the log says of it.',
  stopped: '',
  fault: '',
};

/** The fault that a child's death is for its whole task: named by the models that it was about. */
export function deathFault(death: Death, task: Task): Fault {
  const jobs = jobsOf(task);
  const subject = [...new Set(jobs.map(({ file }) => basename(file)))].join(' and ');
  const sentence = death.cause === 'fault' ? death.reason : `The process ${death.reason}. ${WAYS_OUT[death.cause]}`;
  return new Fault(
    death.cause === 'fault' ? death.kind : 'unavailable',
    subject ? `${subject}: ${sentence}` : sentence,
  );
}

function jobsOf(task: Task): ModelJob[] {
  if ('jobs' in task) return task.jobs;
  if ('first' in task) return [task.first, task.second];
  if ('other' in task && task.other) return [task.job, task.other];
  return 'job' in task ? [task.job] : [];
}

/** Decides after each death whether the task goes on. */
export interface Tolerance {
  /**
   * @param stage - how far the child had come: before `ready` nothing can be an image's doing but a crash from outside,
   * and while `running` it is the model's, if one image was alone with it
   * @throws Fault when the task cannot go on
   */
  bear(death: Death, stage: Stage): void;
}

export type Stage = 'starting' | 'ready' | 'running';

export function createTolerance(task: Task): Tolerance {
  let left = MOST_DEATHS;
  return {
    bear(death, stage) {
      if (death.cause === 'stopped') return;
      const fatal =
        death.cause === 'fault' || stage === 'running' || (stage === 'starting' && death.cause !== 'crashed');
      if (fatal || left-- === 0) throw deathFault(death, task);
    },
  };
}
