import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Gpu, MemoryPeak } from '../../model/facts.ts';
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

/** Watches GPU memory while a process runs. */
export interface GpuWatch {
  /** Ends the watch; the most megabytes that it saw. */
  end(): Pick<MemoryPeak, 'gpuMb' | 'gpuMbOf'>;
}

/**
 * Samples the GPU memory of a process ten times a second, and beside it what each device gained: within a container a
 * driver names processes as the host counts them, and then this one is never seen.
 *
 * @param before - the GPUs as they were without the process
 */
export function watchGpuMemory(pid: number, before: readonly Gpu[]): GpuWatch {
  if (before.length === 0) return { end: () => ({ gpuMb: null, gpuMbOf: null }) };
  let own: number | null = null;
  let gained: number | null = null;
  const ends = [
    sample(queryProcesses(sampleMs), (line) => {
      const seen = parseProcess(line);
      if (seen?.pid === pid && seen.usedMb !== null) own = Math.max(own ?? 0, seen.usedMb);
    }),
    sample([...queryGpus(gpuFields.slice(0, 6)), `--loop-ms=${sampleMs}`], (line) => {
      for (const { uuid, usedMb } of parseGpus(line, gpuFields.slice(0, 6))) {
        const was = before.find((gpu) => gpu.uuid === uuid)?.usedMb;
        if (usedMb !== null && was != null) gained = Math.max(gained ?? 0, usedMb - was);
      }
    }),
  ];
  return {
    end() {
      for (const end of ends) end();
      if (own !== null) return { gpuMb: own, gpuMbOf: 'process' };
      return gained === null ? { gpuMb: null, gpuMbOf: null } : { gpuMb: gained, gpuMbOf: 'device' };
    },
  };
}

function sample(args: string[], hear: (line: string) => void): () => void {
  const sampler = spawn(program, args, {
    env: childEnvironment(process.env, 1),
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  });
  sampler.on('error', () => {});
  createInterface({ input: sampler.stdout }).on('line', hear);
  // Without a process of its own the signal would go to every process of this group.
  return () => void (sampler.pid !== undefined && sampler.kill('SIGKILL'));
}
