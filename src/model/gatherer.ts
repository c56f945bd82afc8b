import type { FactName, Facts, Gathered, PairFactName, PairFacts } from './facts.ts';
import type { Policy } from './policy.ts';
import type { Snapshot } from './snapshot.ts';
import type { Vision } from './vision.ts';

/** Facts kept by what they were computed from, never by path: `kind` names the fact and its version, `key` the content hash and parameters. */
export interface Cache {
  getMany(kind: string, keys: readonly string[]): Map<string, Uint8Array>;
  putMany(kind: string, entries: Iterable<readonly [key: string, value: Uint8Array]>): void;
  close(): void;
}

/** What gatherers work with. */
export interface Tools {
  vision: Vision;
  cache: Cache;
  signal: AbortSignal;
  /** Execution provider: `cpu`, `cuda` … */
  provider: string;
  /** The erasure register as the base branch has it now, and the secret that it is read with; absent where the policy names none. */
  erasure?: { text: string | null; secret: string | null };
  /** Private folder of this run, removed at its end. */
  scratch: string;
  progress(step: string, done: number, total: number): void;
  note(text: string): void;
}

/** Gathers one fact of one side. It may read the facts gathered before it, and those of the other side where that was gathered first: most of what a pull request holds, its base held already. */
export interface Gatherer<F extends FactName = FactName> {
  fact: F;
  gather(
    snapshot: Snapshot,
    policy: Policy,
    tools: Tools,
    sofar: Gathered,
    other?: Gathered,
  ): Promise<GatherResult<Facts[F]>>;
}

/** One commit, the policy with the paths that it has there, and what was gathered of it. */
export interface GatheredSide {
  snapshot: Snapshot;
  policy: Policy;
  gathered: Gathered;
}

/** Gathers one fact that exists only between the two sides. */
export interface PairGatherer<F extends PairFactName = PairFactName> {
  fact: F;
  gather(base: GatheredSide, head: GatheredSide, tools: Tools): Promise<GatherResult<PairFacts[F]>>;
}

/** The entries that could be read, and the faults of those that could not, by name. */
export interface GatherResult<T> {
  entries: T;
  faults: { name: string; fault: import('./fault.ts').Fault }[];
}
