import type { Gpu } from '../model/facts.ts';
import type { Vision } from '../model/vision.ts';

/** What the numbers of a report were made with: programs, provider, GPUs. */
export async function environmentOf(
  vision: Pick<Vision, 'versions' | 'gpus'>,
  provider: string,
): Promise<Record<string, string | string[]>> {
  const gpus = await vision.gpus();
  return {
    ...(await vision.versions()),
    provider,
    node: process.version,
    gpu: gpus.length === 0 ? 'none' : gpus.map(describeGpu).join('; '),
  };
}

/** `NVIDIA L4 (0), driver 570.124.06, 310 of 23,034 MB in use, 2,040 of 2,040 MHz, 41 °C`, and what disturbs it. */
export function describeGpu(gpu: Gpu): string {
  const { index, name, driver, memoryMb, usedMb, smClock, smClockMost, memoryClock, temperature } = gpu;
  const { utilisation, throttled, mig, processes } = gpu;
  const of = (value: number | null, most: number | null) =>
    most === null ? counted(value ?? 0) : `${value === null ? '?' : counted(value)} of ${counted(most)}`;
  return [
    `${name || 'NVIDIA GPU'} (${index})`,
    ...(driver === '' ? [] : [`driver ${driver}`]),
    ...(mig ? ['divided into instances (MIG)'] : []),
    ...(memoryMb === null ? [] : [`${of(usedMb, memoryMb)} MB in use`]),
    ...(smClock === null ? [] : [`${of(smClock, smClockMost)} MHz`]),
    ...(memoryClock === null ? [] : [`memory at ${counted(memoryClock)} MHz`]),
    ...(temperature === null ? [] : [`${temperature} °C`]),
    ...(utilisation === null || utilisation === 0 ? [] : [`${Math.round(100 * utilisation)} % busy`]),
    ...(throttled.length === 0 ? [] : [`held down by ${throttled.join(' and ')}`]),
    ...(processes.length === 0 ? [] : [`shared with ${processesOf(processes)}`]),
  ].join(', ');
}

const mostProcesses = 3;

function processesOf(processes: Gpu['processes']): string {
  const named = processes.slice(0, mostProcesses).map(({ name, pid, usedMb }) => {
    const program = name.slice(name.lastIndexOf('/') + 1) || 'a process';
    return `${program} (${pid}${usedMb === null ? '' : `, ${counted(usedMb)} MB`})`;
  });
  const more = processes.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(' and ');
}

const counted = (value: number): string => value.toLocaleString('en');
