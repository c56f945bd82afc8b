import { workerData } from 'node:worker_threads';
import { type PixelsThread, servePixels } from './pixels-thread.ts';
import { type RunThread, serveRuns } from './run-thread.ts';

/** What a thread of a child process is started for. */
export type ThreadData = PixelsThread | RunThread;

export function serveThread(): void {
  const data = workerData as ThreadData;
  if (data.role === 'pixels') servePixels(data);
  else void serveRuns(data);
}
