import type { FactName, Facts, PairFactName, PairFacts } from '../../../src/model/facts.ts';
import type { Problem, Test } from '../../../src/model/finding.ts';
import type { Rule } from '../../../src/model/rule.ts';

export type Need = FactName | PairFactName;
// biome-ignore lint/suspicious/noExplicitAny: the shape of a rule's defaults; defineRule checked them.
export type Defaults = Record<string, any>;

/** What a rule is run on. Facts that are left out are empty collections; `base` left out means that nothing changed. */
export interface RuleCase<N extends Need, M extends string, D extends Defaults> {
  name: string;
  base?: Partial<Pick<Facts, Extract<N, FactName>>>;
  head?: Partial<Pick<Facts, Extract<N, FactName>>>;
  pair?: Partial<Pick<PairFacts, Extract<N, PairFactName>>>;
  options?: Partial<{ [K in keyof D]: D[K] extends number ? number : D[K] extends boolean ? boolean : D[K] }>;
  /** Every test that the rule yields, in order; only the named parts are compared. */
  tests?: Expected<Test<M>, M>[];
}

/** A case in which the rule speaks: each problem that it yields, in order; only the named parts are compared. */
export interface FailingCase<N extends Need, M extends string, D extends Defaults> extends RuleCase<N, M, D> {
  problems?: Expected<Problem<M>, M>[];
  /** The sentences that a reader sees, in the order of problems, then tests. */
  texts?: string[];
}

type Expected<T, M extends string> = Partial<Omit<T, 'message'>> & { message: M };

export interface RuleCases<N extends Need, M extends string, D extends Defaults> {
  passes: RuleCase<N, M, D>[];
  fails: FailingCase<N, M, D>[];
}

export type AnyCase = FailingCase<Need, string, Defaults>;
export type TestedRule = Rule<Need, string, Defaults>;
