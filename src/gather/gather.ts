import type { FactName, Gathered, GatheredPair, PairFactName, Unread } from '../model/facts.ts';
import { Fault } from '../model/fault.ts';
import type { GatheredSide, Gatherer, GatherResult, PairGatherer, Tools } from '../model/gatherer.ts';
import type { Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { augmentation } from './augmentation/augmentation.ts';
import { changes, gate, modelChanges } from './changes/changes.ts';
import { modelDiffs } from './changes/model-diff.ts';
import { durations } from './durations.ts';
import { erasedSamples, erasure } from './erasure.ts';
import { baselines } from './evaluation/baselines/gather.ts';
import { comparisons } from './evaluation/comparisons.ts';
import { determinism } from './evaluation/determinism.ts';
import { fragility, newFragility } from './evaluation/fragility.ts';
import { mildness } from './evaluation/mildness.ts';
import { parity } from './evaluation/parity.ts';
import { pixelStatistics } from './evaluation/pixel-statistics.ts';
import { predictions } from './evaluation/predictions.ts';
import { probes } from './evaluation/probes.ts';
import { scores } from './evaluation/scores.ts';
import { governance } from './governance.ts';
import { histories } from './histories/histories.ts';
import { images } from './images.ts';
import { latency } from './latency.ts';
import { masks } from './masks.ts';
import { memory } from './memory.ts';
import { metadata } from './metadata.ts';
import { modelFiles } from './model-safety/model-files.ts';
import { models } from './models/models.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { pace } from './pace.ts';
import { personalData } from './personal-data.ts';
import { placements } from './placements.ts';
import { samples } from './samples.ts';
import { serving } from './serving/serving.ts';
import { targets } from './targets.ts';
import { trainings } from './training/trainings.ts';

/** In order: each may read the facts of those before it. */
const gatherers: Gatherer[] = [
  samples,
  images,
  metadata,
  personalData,
  erasure,
  erasedSamples,
  nearDuplicates,
  masks,
  models,
  modelFiles,
  histories,
  trainings,
  governance,
  targets,
  predictions,
  scores,
  baselines,
  augmentation,
  serving,
  pixelStatistics,
  probes,
  mildness,
  placements,
  pace,
  memory,
  durations,
  determinism,
  parity,
  newFragility,
];
const pairGatherers: PairGatherer[] = [changes, modelChanges, modelDiffs, gate, comparisons, latency, fragility];

type Fact = FactName | PairFactName;

/** The facts that each one is made from. */
const sources: Partial<Record<Fact, Fact[]>> = {
  images: ['samples'],
  metadata: ['samples'],
  personalData: ['samples'],
  erasedSamples: ['samples', 'erasure'],
  nearDuplicates: ['images'],
  masks: ['samples'],
  trainings: ['histories'],
  predictions: ['models', 'samples'],
  scores: ['predictions'],
  baselines: ['predictions'],
  serving: ['models'],
  pixelStatistics: ['models', 'samples'],
  mildness: ['predictions', 'images', 'augmentation'],
  probes: ['predictions', 'images', 'pixelStatistics'],
  memory: ['models', 'targets', 'placements'],
  placements: ['models', 'targets'],
  pace: ['models', 'targets', 'samples', 'placements'],
  durations: ['models', 'targets'],
  determinism: ['predictions'],
  parity: ['predictions'],
  newFragility: ['predictions'],
  changes: ['samples'],
  modelChanges: ['models'],
  modelDiffs: ['models'],
  comparisons: ['predictions'],
  latency: ['models', 'targets'],
  fragility: ['predictions'],
};

/** The facts to gather so that the asked ones can be: what nobody reads costs nothing. */
export function withSources(asked: Iterable<Fact>, policy?: Policy): Set<Fact> {
  const wanted = new Set<Fact>();
  const add = (fact: Fact) => {
    if (wanted.has(fact)) return;
    wanted.add(fact);
    sources[fact]?.forEach(add);
  };
  for (const fact of asked) add(fact);
  // The report tells what became of each model.
  if (wanted.has('models')) for (const fact of ['modelChanges', 'modelDiffs'] as const) add(fact);
  // Images that look alike are no independent evidence, and objects may be marked in fractions of their image.
  if (wanted.has('predictions') && policy) add('nearDuplicates');
  return wanted;
}

/** Gathers one side; `other` is the side that was gathered before. What cannot be read is an entry of `unread`, never an exception; only an abort throws. */
export async function gatherSide(
  snapshot: Snapshot,
  policy: Policy,
  tools: Tools,
  wanted: ReadonlySet<Fact>,
  other?: Gathered,
): Promise<Gathered> {
  const gathered: Gathered = { facts: {}, unread: [] };
  for (const gatherer of gatherers.filter(({ fact }) => wanted.has(fact))) {
    tools.signal.throwIfAborted();
    const result = await attempt(() => gatherer.gather(snapshot, policy, tools, gathered, other), tools.signal);
    if (Object.keys(result.entries).length > 0) Object.assign(gathered.facts, { [gatherer.fact]: result.entries });
    gathered.unread.push(...unreadOf(gatherer.fact, result));
  }
  gathered.unread.push(...consequences(policy, gathered.unread));
  return gathered;
}

/** Gathers what exists only between the two sides. */
export async function gatherPair(
  base: GatheredSide,
  head: GatheredSide,
  tools: Tools,
  wanted: ReadonlySet<Fact>,
): Promise<GatheredPair> {
  const pair: GatheredPair = { facts: {}, unread: [] };
  for (const gatherer of pairGatherers.filter(({ fact }) => wanted.has(fact))) {
    tools.signal.throwIfAborted();
    const result = await attempt(() => gatherer.gather(base, head, tools), tools.signal);
    Object.assign(pair.facts, { [gatherer.fact]: result.entries });
    pair.unread.push(...unreadOf(gatherer.fact, result));
  }
  return pair;
}

async function attempt<T>(work: () => Promise<GatherResult<T>>, signal: AbortSignal): Promise<GatherResult<T>> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw error;
    const fault =
      error instanceof Fault
        ? error
        : new Fault('unavailable', `The gate failed here, which is a bug of ours: ${messageOf(error)}`);
    return { entries: {} as T, faults: [{ name: 'everything', fault }] };
  }
}

function unreadOf(fact: FactName | PairFactName, { faults }: GatherResult<unknown>): Unread[] {
  return faults.map(({ name, fault }) => ({
    fact,
    name,
    kind: fault.kind === 'broken' ? 'broken' : 'unavailable',
    reason: fault.message,
    ...(fault.at ? { at: fault.at } : {}),
  }));
}

/** Facts by dataset; all others have models' names. */
const ofDatasets: ReadonlySet<Fact> = new Set([
  'samples',
  'images',
  'metadata',
  'personalData',
  'erasedSamples',
  'nearDuplicates',
  'masks',
  'changes',
]);

/** What is made from an unread fact is unread too: a rule that reads scores must not pass because the model was broken. */
function consequences(policy: Policy, unread: readonly Unread[]): Unread[] {
  const also = new Map<string, Unread>();
  for (const cause of unread) {
    for (const fact of madeFrom(cause.fact)) {
      const isOfModels = ofDatasets.has(cause.fact) && !ofDatasets.has(fact);
      const names = isOfModels
        ? Object.values(policy.models).flatMap(({ name, data }) => (data === cause.name ? [name] : []))
        : [cause.name];
      for (const name of names) also.set(`${fact}/${name}`, { ...cause, fact, name, source: cause.name });
    }
  }
  return [...also.values()];
}

/** All facts that are made from one, directly or not. */
function madeFrom(source: Fact): Fact[] {
  return (Object.keys(sources) as Fact[]).filter((fact) => fact !== source && withSources([fact]).has(source));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
