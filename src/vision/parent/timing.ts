import type { LatencyPair } from '../../model/facts.ts';
import type { ModelJob, Timing, TimingJob } from '../../model/vision.ts';
import { once } from './once.ts';
import type { ChildSettings } from './process.ts';

/** Share of the time limit after which no further pair of the noise floor is begun. */
const FLOOR_SHARE = 0.5;

/**
 * Times base and head together. First the noise floor, base against base; then base against head, each pair of sessions
 * in a fresh process, with runs in alternating order (ABBA blocks, the leader drawn by a fixed seed). At least one pair
 * of each is taken, however slow; none is begun after the limit.
 */
export async function timeModels(settings: ChildSettings, job: TimingJob): Promise<Omit<Timing, 'runtime'>> {
  const random = randomBits(0x5eed);
  const began = performance.now();
  let device = '';

  async function pairs(second: ModelJob, limitSeconds: number): Promise<LatencyPair[]> {
    const taken: LatencyPair[] = [];
    while (taken.length < job.sessions && (taken.length === 0 || performance.now() - began < limitSeconds * 1000)) {
      const order = alternatingOrder(job.runs, random);
      const task = { task: 'time', first: job.base, second, swapped: random(), order, warmUp: job.warmUp } as const;
      const { head, body } = await once(settings, task, 'timed');
      device = head.device;
      const times = new Float64Array(body.buffer);
      taken.push({ base: times.slice(0, job.runs), head: times.slice(job.runs) });
    }
    return taken;
  }

  const floor = await pairs(job.base, job.limitSeconds * FLOOR_SHARE);
  return { floor, pairs: await pairs(job.head, job.limitSeconds), device };
}

/**
 * Who leads each pair of runs: blocks of two, first then second and second then first, or the reverse, so that a drift
 * of the machine falls on both alike.
 */
export function alternatingOrder(runs: number, random: () => boolean): boolean[] {
  const order: boolean[] = [];
  while (order.length < runs) {
    const leads = random();
    order.push(leads, !leads);
  }
  return order.slice(0, runs);
}

/** A repeatable coin (xorshift32). */
export function randomBits(seed: number): () => boolean {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state & 0x10000) !== 0;
  };
}
