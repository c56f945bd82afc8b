/** A GPU of this runner, or a part of one (MIG), as `nvidia-smi` describes it. What it does not tell is `null`. */
export interface Gpu {
  index: string;
  uuid: string;
  name: string;
  driver: string;
  /** Megabytes (2²⁰ bytes). */
  memoryMb: number | null;
  usedMb: number | null;
  /** MHz. */
  smClock: number | null;
  smClockMost: number | null;
  memoryClock: number | null;
  /** °C. */
  temperature: number | null;
  /** Share of the last second in which something ran on it, 0–1. */
  utilisation: number | null;
  /** Why its clocks are held down, in words; empty when nothing holds them. */
  throttled: string[];
  /** Whether it is divided into instances. */
  mig: boolean;
  /** Processes that compute on it. */
  processes: { pid: number; name: string; usedMb: number | null }[];
}
