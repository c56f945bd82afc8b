/** One fresh process: a session of base, a second one of base and one of head, run in turns. */
export interface LatencyPair {
  /** Milliseconds of each run; the i-th runs of all three were neighbours. */
  base: Float64Array;
  head: Float64Array;
  /** Base's second session: what a model differs from itself. */
  again: Float64Array;
  /** Milliseconds to open the session and to run it for the first time, in a process whose runtime is warm. */
  cold: { base: number; head: number };
}

export interface Latency {
  model: string;
  target: string;
  provider: string;
  batch: number;
  tolerance: number;
  pairs: LatencyPair[];
  runtime: string;
  device: string;
}
