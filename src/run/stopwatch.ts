import type { Report } from '../model/report.ts';

export interface Stopwatch {
  /** Ends a step: the time since the last lap, or since the start, is its own. */
  lap(step: string): void;
  laps(): Report['timings'];
}

export function stopwatch(): Stopwatch {
  const laps: Report['timings'] = [];
  let last = performance.now();
  return {
    lap(step) {
      const now = performance.now();
      laps.push({ step, milliseconds: Math.round(now - last) });
      last = now;
    },
    laps: () => laps,
  };
}
