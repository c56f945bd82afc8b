import type { FactName, Facts, PairFactName, PairFacts } from '../../../src/model/facts.ts';
import type { Problem, Test } from '../../../src/model/finding.ts';
import type { AnyCase, Need, TestedRule } from './cases.ts';

export interface Said {
  problems: Problem[];
  tests: Test[];
  /** The needs that the rule looked at. */
  read: Set<string>;
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

interface Sides {
  base: Partial<Facts>;
  head: Partial<Facts>;
  pair: Partial<PairFacts>;
}

/** The sides of a case; `base` left out is head. */
export function sidesOf({ base, head = {}, pair = {} }: AnyCase): Sides {
  return { base: base ?? head, head, pair };
}

/**
 * Runs a rule as the engine does: it is handed the facts that it needs and no others.
 *
 * @throws Error when it reads a fact outside its needs, or writes to a fact
 */
export function runRule(rule: TestedRule, sides: Sides, options: object = {}): Said {
  const needs: Need[] = [...rule.meta.needs, ...(rule.meta.uses ?? [])];
  const read = new Set<string>();
  const sideNeeds = needs.filter((need): need is FactName => !(need in pairFacts));
  const pairNeeds = needs.filter((need): need is PairFactName => need in pairFacts);
  const said = [
    ...rule.evaluate({
      base: narrow(sides.base, sideNeeds, 'base', read, false),
      head: narrow(sides.head, sideNeeds, 'head', read, true),
      pair: narrow(sides.pair, pairNeeds, 'pair', read, true),
      options: Object.freeze({ ...rule.defaults, ...options }),
    } as Parameters<TestedRule['evaluate']>[0]),
  ];
  return {
    problems: said.filter((item): item is Problem => !('p' in item)),
    tests: said.filter((item): item is Test => 'p' in item),
    read,
  };
}

function narrow(facts: object, needs: readonly string[], side: string, read: Set<string>, complete: boolean): object {
  const given: Record<string, unknown> = {};
  for (const need of needs) {
    const collection = (facts as Record<string, unknown>)[need] ?? (complete ? {} : undefined);
    if (collection !== undefined) given[need] = deepFreeze(collection);
  }
  return new Proxy(Object.freeze(given), {
    get(target, key) {
      if (typeof key === 'string') {
        if (!needs.includes(key)) {
          throw new Error(`Expected a fact in \`needs\` but \`${side}.${key}\` was read. Declare it in meta.needs.`);
        }
        read.add(key);
      }
      return Reflect.get(target, key);
    },
  });
}

/** Freezes plain objects and arrays; typed arrays cannot be frozen, and are compared afterwards instead. */
function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
