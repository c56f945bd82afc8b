import { availableParallelism, cpus } from 'node:os';
import { Fault } from '../../model/fault.ts';
import { idle } from './idle.ts';
import { loadRuntime } from './natives.ts';
import type { Answer, Start } from './serve.ts';
import { openSession, run } from './session.ts';
import { stimulus } from './stimulus.ts';
import { stopwatch } from './stopwatch.ts';

const SESSIONS = 3;

/**
 * Times two models in one fresh process: a session of each is opened (the second one first when `swapped`), then another
 * one of the first model; after a warm-up in turns they run in the order asked. Each run is timed where it happens,
 * without the pipe.
 */
export async function timeSessions(start: Extract<Start, { task: 'time' }>, answer: Answer): Promise<void> {
  const runtime = loadRuntime(start.nativesRoot);
  await idle(runtime);
  // A core is left to the rest of the machine: a run that waits for a thread of its own to get one times the neighbours.
  const threads = Math.max(1, Math.min(start.threads.run, availableParallelism() - 1));
  const watch = stopwatch();
  const jobs = [start.first, start.second, start.first];
  const tensors = jobs.map((job) => stimulus(runtime, job));
  const cold: number[] = [];
  const runs: (() => Promise<number>)[] = [];
  for (const i of start.swapped ? [1, 0, 2] : [0, 1, 2]) {
    const stop = watch();
    const session = await openSession(runtime, jobs[i], threads);
    await run(session, jobs[i], tensors[i]);
    cold[i] = stop();
    runs[i] = async () => {
      const end = watch();
      await run(session, jobs[i], tensors[i]);
      return end();
    };
  }
  for (let i = 0; i < start.warmUp; i++) {
    for (const once of runs) await once();
  }

  const times = Array.from({ length: SESSIONS }, (): number[] => []);
  for (const round of start.order) {
    for (const i of round) times[i].push(await runs[i]());
  }
  const all = Float64Array.from(times.flat());
  if (all.some((time) => !(time > 0))) {
    throw new Fault(
      'unavailable',
      'Expected times above 0 ms but the clock stood still. Raise the batch of the target.',
    );
  }
  const device = deviceName(start.first.provider, threads);
  answer({ type: 'timed', device, cold: [cold[0], cold[1]] }, new Uint8Array(all.buffer));
}

function deviceName(provider: string, threads: number): string {
  const [cpu] = cpus();
  const host = `${cpu?.model.trim() ?? 'unknown processor'} × ${cpus().length}`;
  return provider === 'cpu'
    ? `${host}, ${threads === 1 ? '1 thread' : `${threads} threads`}`
    : `${provider} beside ${host}`;
}
