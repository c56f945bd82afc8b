import type { FactName, Facts, PairFactName, PairFacts } from './facts.ts';
import type { Problem, Test } from './finding.ts';

export const causes = [
  'training-data',
  'fitting',
  'model-choice',
  'preprocessing',
  'compute',
  'metrics',
  'deployment',
  'ethics',
] as const;
export type Cause = (typeof causes)[number];
export type Severity = 'error' | 'warning';

type Need = FactName | PairFactName;
type Scalar = number | boolean | string;
type Option = Scalar | readonly Scalar[];

/** Literals of the defaults widened to their types: `20` → number. */
type Widen<T> = T extends number ? number : T extends boolean ? boolean : T extends string ? string : T;
type Options<D> = { readonly [K in keyof D]: Widen<D[K]> };

export interface RuleMeta<N extends Need = Need, M extends string = string, O extends string = string> {
  /** `<cause>/<fault>`: the file's path under `rules/`. */
  id: `${Cause}/${string}`;
  /** What is wrong, as a sentence. */
  title: string;
  /** Why it matters. */
  why: string;
  /** What to do. */
  fix: string;
  severity: Severity;
  recommended: boolean;
  /** `measured` values (scores, times, memory) are noisy: a problem is new only if head is also worse than base beyond the noise. */
  measure: 'counted' | 'measured';
  /** The facts without which it has nothing to say; it is handed these and `uses`, nothing else. */
  needs: readonly N[];
  /** The facts that it also reads where there are any; empty collections stand in for them. */
  uses?: readonly N[];
  /** Sentences with `{slots}`, filled from a problem's `data`. */
  messages: Readonly<Record<M, string>>;
  /** One sentence for each option. */
  options: Readonly<Record<O, string>>;
}

/** The facts of one side that a rule asked for. */
export type HeadOf<N extends Need> = { readonly [K in Extract<N, FactName>]: Facts[K] };
/** At the base each fact may be missing. */
export type BaseOf<N extends Need> = { readonly [K in Extract<N, FactName>]?: Facts[K] };
export type PairOf<N extends Need> = { readonly [K in Extract<N, PairFactName>]: PairFacts[K] };

export interface RuleInput<N extends Need, D> {
  base: BaseOf<N>;
  head: HeadOf<N>;
  /** Empty collections when base stands in for head. */
  pair: PairOf<N>;
  options: Options<D>;
}

export interface Rule<
  N extends Need = Need,
  M extends string = string,
  D extends Record<string, Option> = Record<string, Option>,
> {
  meta: RuleMeta<N, M, Extract<keyof D, string>>;
  defaults: D;
  /** Pure and synchronous: a `Problem` where the matter is certain, a `Test` for every statistical comparison. */
  evaluate(input: RuleInput<N, D>): Generator<Problem<M> | Test<M>, void, undefined>;
}

/** A rule whose type arguments are forgotten: what the engine runs. */
// biome-ignore lint/suspicious/noExplicitAny: variance of the input; each rule's own type was checked by defineRule.
export type AnyRule = Rule<any, any, any>;

/** Checks a rule's literal: facts outside `needs`, unknown messages and options without a sentence do not compile. */
export function defineRule<const N extends Need, const M extends string, const D extends Record<string, Option>>(
  rule: Rule<N, M, D>,
): Rule<N, M, D> {
  return rule;
}
