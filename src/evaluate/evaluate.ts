import type { FactName, Gathered, PairFactName } from '../model/facts.ts';
import type { JudgedTest, Test } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { CauseResult, RuleResult, Verdict } from '../model/report.ts';
import { type AnyRule, causes } from '../model/rule.ts';
import { decide } from './decide.ts';
import { causeOf, findingsOf } from './findings.ts';
import { type BaseRun, type BothSides, type RuleRun, runOnBase, runRule } from './run-rule.ts';
import { type Setting, settingOf } from './settings.ts';
import { verdictOf } from './verdict.ts';
import { waive } from './waivers.ts';

export interface Evaluation {
  verdict: Verdict;
  causes: CauseResult[];
}

export interface EvaluateOptions {
  policy: Policy;
  /** `YYYY-MM-DD`, for waivers. */
  today: string;
  /** Causes or rule ids to run; all when empty. */
  only: readonly string[];
}

/** The rules that a run is about: all, or those named by id or cause. */
function chosenRules(rules: readonly AnyRule[], only: readonly string[]): readonly AnyRule[] {
  return rules.filter((rule) => only.length === 0 || only.includes(rule.meta.id) || only.includes(causeOf(rule)));
}

/** Every fact that some rule of this run reads: nothing else need be gathered. */
export function factsRead(
  rules: readonly AnyRule[],
  policy: Policy,
  only: readonly string[],
): Set<FactName | PairFactName> {
  const active = chosenRules(rules, only).filter((rule) => settingOf(rule, policy).severity !== 'off');
  return new Set(active.flatMap(({ meta: { needs, uses } }) => [...needs, ...(uses ?? [])]));
}

/** What rules said of base, by rule. */
export type BaseRuns = ReadonlyMap<AnyRule, BaseRun>;

/** Runs every rule on base as if it were head, which takes no knowledge of head. */
export function evaluateBase(
  rules: readonly AnyRule[],
  base: Gathered,
  { policy, only }: Pick<EvaluateOptions, 'policy' | 'only'>,
): BaseRuns {
  const settings = chosenRules(rules, only).map((rule) => ({ rule, ...settingOf(rule, policy) }));
  const active = settings.filter(({ severity }) => severity !== 'off');
  return new Map(active.map(({ rule, options }) => [rule, runOnBase(rule, base, options)]));
}

/**
 * Facts → findings → verdict. Pure: the same facts give the same evaluation, in the order of the causes and of the rules' ids.
 *
 * @param onBase - what `evaluateBase` gave, where it was asked before
 */
export function evaluate(
  rules: readonly AnyRule[],
  sides: BothSides,
  options: EvaluateOptions,
  onBase: BaseRuns = sides.base ? evaluateBase(rules, sides.base, options) : new Map(),
): Evaluation {
  const { policy, only, today } = options;
  const chosen = chosenRules(rules, only);
  const runs = chosen.map((rule) => {
    const setting = settingOf(rule, policy);
    const run = setting.severity === 'off' ? null : runRule(rule, sides, setting.options, onBase.get(rule));
    return { rule, setting, run };
  });
  const decided = decideRuns(
    runs.flatMap(({ run }) => (run ? [run] : [])),
    policy.errorBudget,
  );
  const results = runs.map(({ rule, setting, run }) =>
    run && setting.severity !== 'off' ? resultOf(rule, setting, run, decided, policy, today) : offResult(rule, setting),
  );
  return {
    verdict: verdictOf(results, policy),
    causes: causes.map((cause) => ({ cause, results: results.filter((result) => result.cause === cause) })),
  };
}

type Decided = Map<Test | Omit<Test, 'message'>, JudgedTest>;

/** Head's tests and the tests of changes share the families' budgets; base's own tests are decided among themselves. */
function decideRuns(runs: readonly RuleRun[], budget: Policy['errorBudget']): Decided {
  const decided: Decided = new Map();
  const settle = (tests: { rule: string; test: Test; original: Test | Omit<Test, 'message'> }[]) => {
    for (const [index, judged] of decide(tests, budget).entries()) decided.set(tests[index].original, judged);
  };
  settle(
    runs.flatMap((run) => [
      ...run.head.tests.map((test) => ({ rule: run.rule.meta.id, test, original: test })),
      ...run.head.problems.flatMap(({ change, message }) =>
        change ? [{ rule: run.rule.meta.id, test: { ...change, message }, original: change }] : [],
      ),
    ]),
  );
  settle(
    runs.flatMap((run) => (run.base?.tests ?? []).map((test) => ({ rule: run.rule.meta.id, test, original: test }))),
  );
  return decided;
}

function resultOf(
  rule: AnyRule,
  setting: Setting,
  run: RuleRun,
  decided: Decided,
  policy: Policy,
  today: string,
): RuleResult {
  const judgedAll = (tests: readonly Test[]) => tests.flatMap((test) => decided.get(test) ?? []);
  const changes = new Map<number, JudgedTest>();
  run.head.problems.forEach(({ change }, index) => {
    const judged = change && decided.get(change);
    if (judged) changes.set(index, judged);
  });
  const baseTests = judgedAll(run.base?.tests ?? []);
  const headTests = markInherited(judgedAll(run.head.tests), baseTests);
  const severity = setting.severity === 'off' ? rule.meta.severity : setting.severity;
  const { findings, fixed } = findingsOf({
    run,
    severity,
    headTests,
    baseTests,
    changes,
  });
  return {
    ...describe(rule, setting),
    outcome: run.errored ? 'errored' : run.ran ? 'ran' : 'skipped',
    ...(run.reason ? { reason: run.reason } : {}),
    ...(run.reasonAt ? { reasonAt: run.reasonAt } : {}),
    lost: run.lost,
    findings: waive(findings, policy.waivers, today),
    fixed,
    tests: [...headTests, ...changes.values()],
  };
}

/** Marks the undecided tests that base left undecided as well. */
function markInherited(tests: readonly JudgedTest[], atBase: readonly JudgedTest[]): JudgedTest[] {
  const key = ({ message, identity }: JudgedTest) => `${message}\0${identity}`;
  const undecided = new Set(atBase.filter(({ decision }) => decision === 'inconclusive').map(key));
  return tests.map((test) =>
    test.decision === 'inconclusive' && undecided.has(key(test)) ? { ...test, inherited: true } : test,
  );
}

function offResult(rule: AnyRule, setting: Setting): RuleResult {
  return {
    ...describe(rule, setting),
    outcome: 'skipped',
    reason: setting.reason ?? 'Switched off.',
    lost: [],
    findings: [],
    fixed: [],
    tests: [],
  };
}

function describe(
  rule: AnyRule,
  setting: Setting,
): Pick<RuleResult, 'rule' | 'cause' | 'title' | 'why' | 'fix' | 'severity'> {
  const { id, title, why, fix } = rule.meta;
  return { rule: id, cause: causeOf(rule), title, why, fix, severity: setting.severity };
}
