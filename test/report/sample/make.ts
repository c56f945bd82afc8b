import { fingerprint } from '../../../src/evaluate/fingerprint.ts';
import type { Finding, JudgedTest } from '../../../src/model/finding.ts';
import type { CauseResult, RuleResult } from '../../../src/model/report.ts';
import { type Cause, causes } from '../../../src/model/rule.ts';
import { type RuleId, rules } from './rules.ts';

export function finding(
  rule: RuleId,
  subject: string,
  text: string,
  rest: Partial<Omit<Finding, 'rule' | 'subject' | 'text'>> = {},
): Finding {
  const identity = rest.identity ?? subject;
  return {
    rule,
    cause: causeOf(rule),
    severity: rules[rule].severity,
    origin: 'introduced',
    fingerprint: fingerprint(rule, 'said', identity),
    message: 'said',
    text,
    subject,
    identity,
    ...rest,
  };
}

export function result(rule: RuleId, rest: Partial<RuleResult> = {}): RuleResult {
  return {
    rule,
    cause: causeOf(rule),
    ...rules[rule],
    outcome: 'ran',
    lost: [],
    findings: [],
    fixed: [],
    tests: [],
    ...rest,
  };
}

export function judged(
  rule: RuleId,
  subject: string,
  decision: JudgedTest['decision'],
  numbers: Pick<JudgedTest, 'effect' | 'interval' | 'tolerance' | 'p' | 'adjustedP' | 'n'> & Partial<JudgedTest>,
): JudgedTest {
  return {
    rule,
    message: 'said',
    subject,
    identity: subject,
    decision,
    family: 'classes and groups',
    ...numbers,
  };
}

export function byCause(results: readonly RuleResult[]): CauseResult[] {
  return causes.map((cause) => ({ cause, results: results.filter((one) => one.cause === cause) }));
}

function causeOf(rule: RuleId): Cause {
  return rule.slice(0, rule.indexOf('/')) as Cause;
}
