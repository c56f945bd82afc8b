import type { Gpu, MemoryPeak, OutOfMemory } from '../../model/facts.ts';
import type { ModelJob } from '../../model/vision.ts';
import type { Task } from '../protocol.ts';
import { deathFault } from './deaths.ts';
import { watchGpuMemory } from './gpus.ts';
import { type ChildSettings, type Death, startChild } from './process.ts';

/** What CUDA, cuBLAS, Vulkan and the like say when the device has no more. */
const ofDevice =
  /CUDA[^.]*out of memory|cudaErrorMemoryAllocation|CUDA_ERROR_OUT_OF_MEMORY|CUBLAS_STATUS_ALLOC_FAILED|CUDNN_STATUS_ALLOC_FAILED|out of (?:device |video )?memory|exceeds the max(?:imum)? (?:buffer|storage)/i;
const ofHost = /bad_alloc|ENOMEM|cannot allocate memory/i;
/** The runtime's arena says the same of the host's memory and of the device's. */
const ofArena = /failed to allocate memory for requested buffer/i;

/**
 * Runs a model once in a process of its own.
 *
 * @param gpus - the GPUs as they are before
 * @returns its peak memory, or where memory ran out
 * @throws Fault for any other end of the process; the signal's reason when it was stopped
 */
export function measureMemory(
  settings: ChildSettings,
  job: ModelJob,
  gpus: readonly Gpu[],
): Promise<MemoryPeak | OutOfMemory> {
  settings.signal.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<MemoryPeak | OutOfMemory>();
  const task: Task = { task: 'memory', job };
  const child = startChild(
    settings,
    task,
    ({ head }) => {
      if (head.type !== 'memory') return;
      child.release();
      resolve({ peakMb: head.peakMb, ...watch.end() });
    },
    (death) => {
      watch.end();
      if (settings.signal.aborted) return reject(settings.signal.reason);
      const full = outOfMemory(death, job);
      if (full) resolve(full);
      else reject(deathFault(death, task));
    },
  );
  const watch = watchGpuMemory(child.pid ?? 0, job.provider === 'cpu' || child.pid === undefined ? [] : gpus);
  return promise;
}

/** Where memory ran out, by how a process ended; `null` when it ended otherwise. */
export function outOfMemory(death: Death, { provider }: Pick<ModelJob, 'provider'>): OutOfMemory | null {
  if (death.cause === 'memory') return { where: 'host', reason: `it ${death.reason}` };
  if (death.cause !== 'fault') return null;
  const { reason } = death;
  const isOnDevice = provider !== 'cpu' && (ofDevice.test(reason) || ofArena.test(reason));
  if (isOnDevice) return { where: 'GPU', reason };
  return ofHost.test(reason) || ofArena.test(reason) || ofDevice.test(reason) ? { where: 'host', reason } : null;
}
