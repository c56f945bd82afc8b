import { cpus } from 'node:os';
import { Fault } from '../../model/fault.ts';
import { loadRuntime } from './natives.ts';
import type { Answer, Start } from './serve.ts';
import { openSession, run } from './session.ts';
import { stimulus } from './stimulus.ts';

/**
 * Times two models in one fresh process: both sessions are opened (the second one first when `swapped`), warmed up in
 * turns, then run in the order asked; each run is timed where it happens, without the pipe.
 */
export async function timeSessions(start: Extract<Start, { task: 'time' }>, answer: Answer): Promise<void> {
  const runtime = loadRuntime(start.nativesRoot);
  const jobs = [start.first, start.second];
  const runs: (() => Promise<number>)[] = [];
  for (const i of start.swapped ? [1, 0] : [0, 1]) {
    const job = jobs[i];
    const session = await openSession(runtime, job, start.threads.run);
    const tensor = stimulus(runtime, job);
    runs[i] = async () => {
      const began = performance.now();
      await run(session, job, tensor);
      return performance.now() - began;
    };
  }
  for (let i = 0; i < start.warmUp; i++) {
    for (const once of runs) await once();
  }

  const times: number[][] = [[], []];
  for (const firstLeads of start.order) {
    for (const i of firstLeads ? [0, 1] : [1, 0]) times[i].push(await runs[i]());
  }
  const all = Float64Array.from(times.flat());
  if (all.some((time) => !(time > 0))) {
    throw new Fault(
      'unavailable',
      'Expected times above 0 ms but the clock stood still. Raise the batch of the target.',
    );
  }
  answer({ type: 'timed', device: deviceName(start.first.provider) }, new Uint8Array(all.buffer));
}

function deviceName(provider: string): string {
  const [cpu] = cpus();
  const host = `${cpu?.model.trim() ?? 'unknown processor'} × ${cpus().length}`;
  return provider === 'cpu' ? host : `${provider} beside ${host}`;
}
