import type { LatencyPair } from '../../model/facts.ts';
import type { Timing, TimingJob } from '../../model/vision.ts';
import { once } from './once.ts';
import type { ChildSettings } from './process.ts';

/**
 * Times base and head together, each time in a fresh process that holds base's session, base's once more and head's.
 * Base's second session is the noise floor, taken at the same moment and on the same machine. At least one process is
 * asked, however slow; none is begun after the limit.
 */
export async function timeModels(settings: ChildSettings, job: TimingJob): Promise<Omit<Timing, 'runtime'>> {
  const { base, head, sessions, runs, warmUp, limitSeconds } = job;
  const random = randomBits(0x5eed);
  const began = performance.now();
  const pairs: LatencyPair[] = [];
  let device = '';
  // Whose session is opened first alternates, so that neither model always finds the process untouched.
  let swapped = random();
  while (pairs.length < sessions && (pairs.length === 0 || performance.now() - began < limitSeconds * 1000)) {
    const task = { task: 'time', first: base, second: head, swapped, order: roundsOf(runs, random), warmUp } as const;
    const answer = await once(settings, task, 'timed');
    device = answer.head.device;
    const times = new Float64Array(answer.body.buffer);
    const of = (which: number) => times.slice(which * runs, (which + 1) * runs);
    const [first, second] = answer.head.cold;
    pairs.push({ base: of(0), head: of(1), again: of(2), cold: { base: first, head: second } });
    swapped = !swapped;
  }
  return { pairs, device };
}

const orders = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
];

/**
 * The order of the three sessions in each round: each order and then its reverse, so that a drift of the machine falls
 * on all alike, and who follows whom does too. Which order comes first is drawn.
 */
export function roundsOf(runs: number, random: () => boolean): number[][] {
  const first = Number(random()) + Number(random());
  return Array.from({ length: runs }, (_, round) => {
    const order = orders[(first + (round >> 1)) % orders.length];
    return round % 2 === 0 ? order : order.toReversed();
  });
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
