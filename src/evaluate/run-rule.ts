import type { FactName, Facts, Gathered, GatheredPair, PairFactName, PairFacts, Unread } from '../model/facts.ts';
import type { Position } from '../model/fault.ts';
import type { Problem, Test } from '../model/finding.ts';
import type { AnyRule } from '../model/rule.ts';

/** What one rule said of both sides, before anything is judged. */
export interface RuleRun {
  rule: AnyRule;
  ran: boolean;
  /** Why it did not run, or not on everything. */
  reason: string | null;
  /** Where the first thing lies that could not be read. */
  reasonAt?: Position;
  errored: boolean;
  lost: string[];
  head: { problems: Problem[]; tests: Test[] };
  /** Base as head; `null` when there is no base to compare with. */
  base: { problems: Problem[]; tests: Test[] } | null;
}

export interface BothSides {
  /** `null` for an audit of one commit. */
  base: Gathered | null;
  head: Gathered;
  pair: GatheredPair;
}

const pairFacts: Record<PairFactName, true> = {
  changes: true,
  modelChanges: true,
  modelDiffs: true,
  comparisons: true,
  latency: true,
  fragility: true,
  gate: true,
};

const nothing: RuleRun['head'] = { problems: [], tests: [] };

/** What a rule said of base as if it were head; `null` where base has not all that the rule needs. */
export type BaseRun = { said: RuleRun['base'] } | { error: unknown };

/** Runs one rule on base as if it were head. Head need not be known yet. */
export function runOnBase(rule: AnyRule, base: Gathered, options: Record<string, unknown>): BaseRun {
  const { sideReads, pairReads, required } = readsOf(rule);
  if (required.length === 0 || !required.every((need) => hasEntries(base.facts[need]))) return { said: null };
  const facts = pick(sideReads, base.facts);
  try {
    return { said: collect(rule.evaluate({ base: facts, head: facts, pair: pick(pairReads, {}), options })) };
  } catch (error) {
    return { error };
  }
}

/**
 * Runs one rule on head. Never throws: a rule that does is errored.
 *
 * @param onBase - what `runOnBase` gave, when there is a base
 */
export function runRule(
  rule: AnyRule,
  sides: BothSides,
  options: Record<string, unknown>,
  onBase: BaseRun = sides.base ? runOnBase(rule, sides.base, options) : { said: null },
): RuleRun {
  const { reads, sideReads, pairReads, required } = readsOf(rule);

  const lost = namesLost(required, sides);
  const unread = unreadOf(reads, sides);
  const reasons = unread.map(({ name, source, reason }) => `${source ?? name}: ${reason}`);
  const at = unread.find((entry) => entry.at)?.at;
  const place = at ? { reasonAt: at } : {};
  const idle = (reason: string): RuleRun => ({
    rule,
    ran: false,
    reason: [...reasons, ...(unread.length > 0 ? [] : [reason])].join(' '),
    ...place,
    errored: unread.length > 0,
    lost,
    head: nothing,
    base: null,
  });

  const absent = required.find((need) => !hasEntries(sides.head.facts[need]));
  if (absent) {
    return idle(lost.length > 0 ? `Head no longer has what it reads: ${lost.join(', ')}.` : nothingToRead(absent));
  }
  if (!sides.base && pairReads.some((fact) => rule.meta.needs.includes(fact)))
    return idle('It compares two commits, and this is an audit of one.');

  const pair = pick(pairReads, sides.pair.facts);
  const baseFacts = sides.base ? pick(sideReads, sides.base.facts) : {};
  try {
    if ('error' in onBase) throw onBase.error;
    return {
      rule,
      ran: true,
      reason: reasons.length > 0 ? reasons.join(' ') : null,
      ...place,
      errored: unread.length > 0,
      lost,
      head: collect(rule.evaluate({ base: baseFacts, head: pick(sideReads, sides.head.facts), pair, options })),
      base: onBase.said,
    };
  } catch (error) {
    const threw = `The rule itself failed: ${error instanceof Error ? error.message : String(error)}. Report this as a bug of the gate.`;
    return { ...idle(threw), reason: threw, errored: true };
  }
}

function readsOf({ meta }: AnyRule) {
  const reads: (FactName | PairFactName)[] = [...meta.needs, ...(meta.uses ?? [])];
  const sideReads = reads.filter(isSide);
  return {
    reads,
    sideReads,
    pairReads: reads.filter(isPair),
    required: sideReads.filter((fact) => meta.needs.includes(fact)),
  };
}

function isPair(fact: FactName | PairFactName): fact is PairFactName {
  return fact in pairFacts;
}

function isSide(fact: FactName | PairFactName): fact is FactName {
  return !isPair(fact);
}

function collect(said: Iterable<Problem | Test>): RuleRun['head'] {
  const problems: Problem[] = [];
  const tests: Test[] = [];
  for (const item of said) {
    if ('p' in item) tests.push(item);
    else problems.push(item);
  }
  return { problems, tests };
}

function hasEntries(collection: object | undefined): boolean {
  return collection !== undefined && Object.keys(collection).length > 0;
}

function pick<K extends FactName | PairFactName>(
  names: readonly K[],
  facts: Partial<Facts & PairFacts>,
): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, facts[name] ?? {}]));
}

/** Datasets and models that base had and head has neither read nor failed to read. */
function namesLost(needs: readonly FactName[], { base, head }: BothSides): string[] {
  if (!base) return [];
  const lost = new Set<string>();
  for (const need of needs) {
    const failed = new Set(head.unread.filter(({ fact }) => fact === need).map(({ name }) => name));
    for (const name of Object.keys(base.facts[need] ?? {})) {
      if (!failed.has(name) && !Object.hasOwn(head.facts[need] ?? {}, name)) lost.add(name);
    }
  }
  return [...lost].sort();
}

/** What the rule would have read and could not. Broken bytes at the base count as no base, else no pull request could mend them. */
function unreadOf(needs: readonly (FactName | PairFactName)[], { base, head, pair }: BothSides): Unread[] {
  const seen = new Map<string, Unread>();
  const all = [...head.unread, ...pair.unread, ...(base?.unread ?? []).filter(({ kind }) => kind === 'unavailable')];
  for (const unread of all) {
    const key = `${unread.source ?? unread.name}\n${unread.reason}`;
    if (needs.includes(unread.fact) && !seen.has(key)) seen.set(key, unread);
  }
  return [...seen.values()];
}

const absence: Record<FactName, string> = {
  samples: 'The policy declares no dataset that this commit has.',
  images: 'The policy declares no dataset that this commit has.',
  nearDuplicates: 'The policy declares no dataset that this commit has.',
  masks: 'The policy declares no dataset with masks that this commit has.',
  models: 'The policy declares no model that this commit has.',
  modelFiles: 'This commit has no file that could hold a model.',
  histories: 'No model of the policy has a training history that this commit has.',
  trainings: 'No model of the policy has a training history that this commit has.',
  predictions: 'There are no predictions to judge.',
  scores: 'There are no predictions to score.',
  baselines: 'No baseline could be trained: that takes a model with labelled training and evaluation images.',
  mildness: 'The policy gives `augmentation` for no model with labelled evaluation images.',
  augmentation: 'The policy gives `augmentation` for no model.',
  serving: 'The policy gives neither `serving` nor `reference_tensors` for a model that this commit has.',
  pixelStatistics: 'The policy declares no model with images that this commit has.',
  probes: 'No preprocessing could be probed: that takes a model with labelled evaluation images.',
  metadata: 'The policy declares no dataset that this commit has.',
  personalData: 'The policy declares no dataset that this commit has.',
  erasure: 'The policy names no erasure register.',
  erasedSamples: 'The policy names no erasure register, or no dataset that this commit has.',
  governance: 'The policy declares neither datasets nor models.',
  targets: 'The policy declares no targets.',
  memory: 'No target limits memory.',
  pace: 'No target of the policy has an accelerator and a model with evaluation images.',
  placements: 'No model of the policy is run on another provider than the CPU.',
  newFragility: 'No model with labelled evaluation images is new.',
  determinism: 'No model could be asked twice: that takes one with labelled evaluation images.',
  parity: 'The policy names no model `variant_of` another one.',
  durations: 'No target limits the latency of a model that is new.',
};

function nothingToRead(fact: FactName): string {
  return absence[fact];
}
