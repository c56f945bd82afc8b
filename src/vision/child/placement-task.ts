import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { InferenceSession } from 'onnxruntime-node';
import { Fault } from '../../model/fault.ts';
import type { ModelJob } from '../../model/vision.ts';
import { identity } from './identity.ts';
import { loadRuntime, type Runtime } from './natives.ts';
import { type ProfiledNodes, readProfile } from './profile.ts';
import type { Answer, Start } from './serve.ts';
import { openSession, reasonOf, run, sessionOptions } from './session.ts';
import { stimulus } from './stimulus.ts';

const nothingRan: ProfiledNodes = { nodes: 0, milliseconds: 0, strays: [], copies: 0 };

/** Tells whether the provider can be had, and where it puts the model's nodes: one run, profiled by the runtime itself. */
export async function placeNodes(start: Extract<Start, { task: 'place' }>, answer: Answer): Promise<void> {
  const runtime = loadRuntime(start.nativesRoot);
  const offered = runtime.listSupportedBackends().flatMap(({ name, bundled }) => (bundled ? [name] : []));
  const missing = await missingReason(runtime, start.job, start.threads.run);
  const placed = missing === null ? await profile(runtime, start.job, start.threads.run, start.folder) : nothingRan;
  answer({ type: 'placed', missing, offered, ...placed });
}

/** Why not even the smallest model opens on the provider; the CPU is no substitute here. */
async function missingReason(runtime: Runtime, job: ModelJob, threads: number): Promise<string | null> {
  const options = sessionOptions(job, threads);
  const session = { ...(options.extra?.session as object), disable_cpu_ep_fallback: '1' };
  const strict = job.provider === 'cpu' ? options : { ...options, extra: { session } };
  try {
    const opened = await runtime.InferenceSession.create(identity, strict);
    await opened.run({ x: new runtime.Tensor('float32', Float32Array.of(0), [1]) });
    await opened.release();
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

async function profile(runtime: Runtime, job: ModelJob, threads: number, folder: string): Promise<ProfiledNodes> {
  const own = await mkdtemp(join(folder, 'profile-'));
  try {
    const profiled = { enableProfiling: true, profileFilePrefix: join(own, 'run') };
    const session = await openSession(runtime, job, threads, profiled);
    await run(session, job, stimulus(runtime, job));
    endProfiling(session);
    const [file] = await readdir(own);
    if (file === undefined) {
      throw new Fault(
        'unavailable',
        'Expected a profile of the run but the runtime wrote none. Check that there is room for temporary files.',
      );
    }
    return await readProfile(createInterface({ input: createReadStream(join(own, file)) }), job.provider);
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The public class forwards this; its type leaves it out. */
function endProfiling(session: InferenceSession): void {
  (session as InferenceSession & { endProfiling(): void }).endProfiling();
}
