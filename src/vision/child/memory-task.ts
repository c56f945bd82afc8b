import { idle } from './idle.ts';
import { loadRuntime } from './natives.ts';
import type { Answer, Start } from './serve.ts';
import { openSession, run } from './session.ts';
import { stimulus } from './stimulus.ts';

const HELD_MS = 1000;
const KB_PER_MB = 1024;
const BYTES_PER_MB = 1024 * 1024;

/** Opens and runs a model once and tells how far that lifted the process above an idle runtime, at its highest. */
export async function measureMemory(start: Extract<Start, { task: 'memory' }>, answer: Answer): Promise<void> {
  const runtime = loadRuntime(start.nativesRoot);
  await idle(runtime);
  const before = process.memoryUsage.rss() / BYTES_PER_MB;
  const session = await openSession(runtime, start.job, start.threads.run);
  await run(session, start.job, stimulus(runtime, start.job));
  // The sampler of the GPU must see what the session holds.
  if (start.job.provider !== 'cpu') await new Promise((resolve) => setTimeout(resolve, HELD_MS));
  answer({ type: 'memory', peakMb: Math.max(0, process.resourceUsage().maxRSS / KB_PER_MB - before) });
}
