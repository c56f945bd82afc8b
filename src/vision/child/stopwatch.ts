import { openSync, readSync } from 'node:fs';

/** Time in ms that a stretch of work took, without that in which its thread was ready and another process had the core. */
export type Stopwatch = () => () => number;

/**
 * A stopwatch for this thread. Linux counts how long a thread waited for a core (`schedstat`); elsewhere nothing is
 * taken off.
 */
export function stopwatch(): Stopwatch {
  const waited = waitCounter();
  return () => {
    const began = performance.now();
    const before = waited();
    return () => {
      const wait = waited() - before;
      return performance.now() - began - wait;
    };
  };
}

const NANOSECONDS_PER_MS = 1e6;

/** Milliseconds that this thread has waited for a core so far. */
function waitCounter(): () => number {
  try {
    const file = openSync('/proc/thread-self/schedstat', 'r');
    const text = Buffer.alloc(128);
    return () => {
      const length = readSync(file, text, 0, text.length, 0);
      return Number(text.toString('latin1', 0, length).split(' ')[1]) / NANOSECONDS_PER_MS;
    };
  } catch {
    return () => 0;
  }
}
