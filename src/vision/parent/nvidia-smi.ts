import type { Gpu } from '../../model/facts.ts';

/** What is asked of each GPU, in this order. The first four are what every driver answers. */
const fields = [
  'index',
  'uuid',
  'name',
  'driver_version',
  'memory.total',
  'memory.used',
  'clocks.sm',
  'clocks.max.sm',
  'clocks.mem',
  'temperature.gpu',
  'utilization.gpu',
  'clocks_throttle_reasons.active',
  'mig.mode.current',
] as const;
export type GpuField = (typeof fields)[number];
export const gpuFields: readonly GpuField[] = fields;

const processFields = 'gpu_uuid,pid,process_name,used_memory';
const csv = '--format=csv,noheader,nounits';

export const queryGpus = (asked: readonly GpuField[]): string[] => [`--query-gpu=${asked.join(',')}`, csv];
/** @param everyMs - asks again and again, until it is ended */
export const queryProcesses = (everyMs?: number): string[] => [
  `--query-compute-apps=${processFields}`,
  csv,
  ...(everyMs === undefined ? [] : [`--loop-ms=${everyMs}`]),
];

/** The field that an older driver does not know, by what `nvidia-smi` says of it. */
export function unknownField(output: string): string | null {
  return /Field "([^"]+)" is not a valid field/.exec(output)?.[1] ?? null;
}

/** NVML's bits for why clocks are held down. That a GPU idles, or that somebody set its clocks, is no throttling. */
const reasons: readonly (readonly [bit: number, words: string])[] = [
  [0x04, 'power cap'],
  [0x08, 'hardware slowdown'],
  [0x20, 'temperature (software)'],
  [0x40, 'temperature (hardware)'],
  [0x80, 'power brake'],
];

/**
 * Reads `nvidia-smi --query-gpu`: a line each. `[N/A]`, `[Not Supported]`, `[Insufficient Permissions]` and the like are
 * values that nobody knows.
 *
 * @param asked - the fields of the query
 * @returns the GPUs in its order, without processes; lines that are none are left out
 */
export function parseGpus(output: string, asked: readonly GpuField[]): Gpu[] {
  return output.split('\n').flatMap((line) => {
    const cells = line.split(',').map((cell) => cell.trim());
    if (cells.length !== asked.length) return [];
    const text = (field: GpuField) => known(cells[asked.indexOf(field)]);
    const number = (field: GpuField) => numberOf(text(field));
    const uuid = text('uuid');
    if (!uuid.startsWith('GPU-')) return [];
    const percent = number('utilization.gpu');
    const active = number('clocks_throttle_reasons.active') ?? 0;
    return [
      {
        index: text('index'),
        uuid,
        name: text('name'),
        driver: text('driver_version'),
        memoryMb: number('memory.total'),
        usedMb: number('memory.used'),
        smClock: number('clocks.sm'),
        smClockMost: number('clocks.max.sm'),
        memoryClock: number('clocks.mem'),
        temperature: number('temperature.gpu'),
        utilisation: percent === null ? null : percent / 100,
        throttled: reasons.flatMap(([bit, words]) => ((active & bit) !== 0 ? [words] : [])),
        mig: text('mig.mode.current') === 'Enabled',
        processes: [],
      },
    ];
  });
}

export type GpuProcess = { uuid: string } & Gpu['processes'][number];

/** Reads a line of `nvidia-smi --query-compute-apps`; a process's name may hold commas. `null` for any other line. */
export function parseProcess(line: string): GpuProcess | null {
  const [uuid = '', pid = '', ...rest] = line.split(',').map((cell) => cell.trim());
  const number = numberOf(known(pid));
  if (!/^(?:GPU|MIG)-/.test(uuid) || number === null || rest.length < 2) return null;
  return { uuid, pid: number, name: known(rest.slice(0, -1).join(', ')), usedMb: numberOf(known(rest.at(-1))) };
}

function known(cell: string | undefined): string {
  return cell === undefined || /^\[.*\]$/.test(cell) || cell === 'N/A' ? '' : cell;
}

function numberOf(text: string): number | null {
  return /^(?:0x[0-9a-f]+|-?\d+(?:\.\d+)?)$/i.test(text) ? Number(text) : null;
}
