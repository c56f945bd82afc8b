import type { Finding, JudgedTest, Origin, Problem } from '../model/finding.ts';
import type { AnyRule, Severity } from '../model/rule.ts';
import { fingerprint } from './fingerprint.ts';
import { fillMessage } from './message.ts';
import type { RuleRun } from './run-rule.ts';

export interface JudgedRun {
  run: RuleRun;
  severity: Severity;
  /** Decisions of head's tests, in the order yielded, and of base's. */
  headTests: JudgedTest[];
  baseTests: JudgedTest[];
  /** Decision of each problem's `change`, by the problem's index. */
  changes: Map<number, JudgedTest>;
}

/** Problems and failed tests of head in their context, most urgent first, and what base had and head has not. */
export function findingsOf(judged: JudgedRun): { findings: Finding[]; fixed: Finding[] } {
  const { run, severity } = judged;
  const rule = run.rule;
  const atBase = new Map<string, Problem>();
  for (const problem of run.base?.problems ?? []) {
    const key = fingerprintOf(rule, problem);
    if (!atBase.has(key)) atBase.set(key, problem);
  }
  const failedAtBase = new Set(
    judged.baseTests.filter(({ decision }) => decision === 'worse').map((test) => fingerprintOf(rule, test)),
  );

  const findings: Finding[] = [];
  const atHead = new Set<string>();
  run.head.problems.forEach((problem, index) => {
    const key = fingerprintOf(rule, problem);
    atHead.add(key);
    const before = atBase.get(key);
    const change = judged.changes.get(index);
    findings.push({
      ...toFinding(rule, severity, problem, originOf(rule, problem, before, change)),
      ...(before?.measured === undefined ? {} : { was: before.measured }),
      ...(change ? { test: change } : {}),
    });
  });
  for (const test of judged.headTests) {
    if (test.decision !== 'worse') continue;
    const key = fingerprintOf(rule, test);
    atHead.add(key);
    const origin: Origin = failedAtBase.has(key) ? 'inherited' : 'introduced';
    findings.push({
      ...toFinding(rule, severity, { ...test, measured: test.effect, limit: test.tolerance }, origin),
      test,
    });
  }

  const fixed = [...atBase]
    .filter(([key, problem]) => !atHead.has(key) && !run.lost.includes(problem.subject))
    .map(([, problem]) => toFinding(rule, severity, problem, 'inherited'));
  return { findings: findings.sort(byUrgency), fixed: run.ran && run.lost.length === 0 ? fixed.sort(byUrgency) : [] };
}

/** A step past the limit counts; a noisy value counts only when head is also worse than base beyond the noise. */
function originOf(
  rule: AnyRule,
  problem: Problem,
  before: Problem | undefined,
  change: JudgedTest | undefined,
): Origin {
  const further = before === undefined ? true : excess(problem) > excess(before);
  if (!further) return 'inherited';
  const origin: Origin = before === undefined ? 'introduced' : 'worsened';
  if (rule.meta.measure === 'counted') return origin;
  if (change) return change.decision === 'worse' ? origin : 'inherited';
  if (problem.noise !== undefined) {
    const step = before === undefined ? excess(problem) : excess(problem) - excess(before);
    return step > problem.noise ? origin : 'inherited';
  }
  return before === undefined ? 'introduced' : 'inherited';
}

/** Distance past the limit; a value without a limit is past it by itself. */
function excess({ measured, limit }: Problem): number {
  if (measured === undefined) return 0;
  return limit === undefined ? measured : Math.abs(measured - limit);
}

function fingerprintOf(rule: AnyRule, { message, identity }: { message: string; identity: string }): string {
  return fingerprint(rule.meta.id, message, identity);
}

function toFinding(rule: AnyRule, severity: Severity, problem: Problem, origin: Origin): Finding {
  const { message, subject, identity, at, measured, limit, unit, data, evidence } = problem;
  return {
    rule: rule.meta.id,
    cause: causeOf(rule),
    severity: problem.severity ?? severity,
    origin,
    fingerprint: fingerprintOf(rule, problem),
    message,
    text: fillMessage(rule.meta.messages[message] ?? message, problem),
    subject,
    identity,
    ...(at ? { at } : {}),
    ...(measured === undefined ? {} : { measured }),
    ...(limit === undefined ? {} : { limit }),
    ...(unit === undefined ? {} : { unit }),
    ...(data ? { data } : {}),
    ...(evidence ? { evidence } : {}),
  };
}

export function causeOf(rule: AnyRule): Finding['cause'] {
  return rule.meta.id.slice(0, rule.meta.id.indexOf('/')) as Finding['cause'];
}

const urgency = { introduced: 0, worsened: 1, inherited: 2 } as const;

function byUrgency(a: Finding, b: Finding): number {
  if (a.origin !== b.origin) return urgency[a.origin] - urgency[b.origin];
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  return (
    compare(a.at?.path ?? a.subject, b.at?.path ?? b.subject) ||
    (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
