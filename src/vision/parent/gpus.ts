import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Gpu } from '../../model/facts.ts';
import { childEnvironment } from '../environment.ts';
import { printable } from '../printable.ts';
import { gpuFields, parseGpus, parseProcess, queryGpus, queryProcesses, unknownField } from './nvidia-smi.ts';

const program = 'nvidia-smi';
const limitMs = 20_000;
const sampleMs = 100;

/** The GPUs that `nvidia-smi` knows, with what runs on them; none where there is no such program, or no driver. */
export async function findGpus(signal: AbortSignal): Promise<Gpu[]> {
  let asked = gpuFields;
  for (;;) {
    const { output, failed } = await ask(queryGpus(asked), signal);
    const unknown = failed ? unknownField(output) : null;
    if (unknown !== null && asked.some((field) => field === unknown)) {
      asked = asked.filter((field) => field !== unknown);
      continue;
    }
    const gpus = failed ? [] : parseGpus(output, asked);
    return gpus.length === 0 ? [] : withProcesses(gpus, signal);
  }
}

async function withProcesses(gpus: Gpu[], signal: AbortSignal): Promise<Gpu[]> {
  const { output } = await ask(queryProcesses(), signal);
  const running = output.split('\n').flatMap((line) => parseProcess(line) ?? []);
  return gpus.map((gpu) => ({
    ...gpu,
    name: printable(gpu.name, 80),
    driver: printable(gpu.driver, 40),
    processes: running.flatMap(({ uuid, ...process }) =>
      uuid === gpu.uuid ? [{ ...process, name: printable(process.name, 200) }] : [],
    ),
  }));
}

function ask(args: string[], signal: AbortSignal): Promise<{ output: string; failed: boolean }> {
  const { promise, resolve } = Promise.withResolvers<{ output: string; failed: boolean }>();
  const options = { env: childEnvironment(process.env, 1), signal, timeout: limitMs, windowsHide: true };
  execFile(program, args, options, (error, stdout, stderr) =>
    resolve({ output: `${stdout}${stderr}`, failed: error !== null }),
  );
  return promise;
}

/** Watches the memory that a process takes on GPUs. */
export interface GpuWatch {
  /** Ends the watch; the most megabytes that it saw, or `null` where the process was never seen. */
  end(): number | null;
}

/**
 * Samples the GPU memory of a process ten times a second. Within a container a driver may name processes as the host
 * counts them, and then this one is never seen.
 */
export function watchGpuMemory(pid: number): GpuWatch {
  const sampler = spawn(program, queryProcesses(sampleMs), {
    env: childEnvironment(process.env, 1),
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  let most: number | null = null;
  sampler.on('error', () => {});
  createInterface({ input: sampler.stdout }).on('line', (line) => {
    const seen = parseProcess(line);
    if (seen?.pid === pid && seen.usedMb !== null) most = Math.max(most ?? 0, seen.usedMb);
  });
  return {
    end() {
      // Without a process of its own the signal would go to every process of this group.
      if (sampler.pid !== undefined) sampler.kill('SIGKILL');
      return most;
    },
  };
}
