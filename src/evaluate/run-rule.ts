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
  comparisons: true,
  latency: true,
  gate: true,
};

const nothing: RuleRun['head'] = { problems: [], tests: [] };

/** Runs one rule on head, and on base as if it were head. Never throws: a rule that does is errored. */
export function runRule(rule: AnyRule, sides: BothSides, options: Record<string, unknown>): RuleRun {
  const reads: (FactName | PairFactName)[] = [...rule.meta.needs, ...(rule.meta.uses ?? [])];
  const sideReads = reads.filter(isSide);
  const pairReads = reads.filter(isPair);
  const required = sideReads.filter((fact) => rule.meta.needs.includes(fact));

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
  const empty = pick(pairReads, {});
  const baseFacts = sides.base ? pick(sideReads, sides.base.facts) : {};
  const baseComplete =
    sides.base && required.length > 0 && required.every((need) => hasEntries(sides.base?.facts[need]));
  try {
    return {
      rule,
      ran: true,
      reason: reasons.length > 0 ? reasons.join(' ') : null,
      ...place,
      errored: unread.length > 0,
      lost,
      head: collect(rule.evaluate({ base: baseFacts, head: pick(sideReads, sides.head.facts), pair, options })),
      base: baseComplete ? collect(rule.evaluate({ base: baseFacts, head: baseFacts, pair: empty, options })) : null,
    };
  } catch (error) {
    const threw = `The rule itself failed: ${error instanceof Error ? error.message : String(error)}. Report this as a bug of the gate.`;
    return { ...idle(threw), reason: threw, errored: true };
  }
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
  histories: 'No model of the policy has a training history that this commit has.',
  predictions: 'There are no predictions to judge.',
  scores: 'There are no predictions to score.',
  baselines: 'No baseline could be trained: that takes a model with labelled training and evaluation images.',
  probes: 'No preprocessing could be probed: that takes a model with labelled evaluation images.',
  governance: 'The policy declares neither datasets nor models.',
  targets: 'The policy declares no targets.',
  memory: 'No target limits memory.',
};

function nothingToRead(fact: FactName): string {
  return absence[fact];
}
