import type { Report, RuleResult } from '../model/report.ts';
import { html } from './escape.ts';
import { hasLost, isNew, placeBeside } from './wording.ts';

/** JUnit XML: a suite for each cause, a case for each rule; only what fails the gate is a failure or an error. */
export function toJunit(report: Report): string {
  const suites = report.causes
    .filter(({ results }) => results.length > 0)
    .map(({ cause, results }) => suite(cause, results.map(toCase)));
  const mistakes = report.mistakes.map(({ at, message }) =>
    testcase('policy', `${at.path}:${at.line ?? 1}`, 'error', message),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="Vision Gate">',
    ...(mistakes.length > 0 ? [suite('policy', mistakes)] : []),
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

type State = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  state: State;
  xml: string;
}

function suite(name: string, cases: readonly Case[]): string {
  const count = (state: State) => cases.filter((one) => one.state === state).length;
  return [
    `  <testsuite name="${name}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}">`,
    ...cases.map(({ xml }) => xml),
    '  </testsuite>',
  ].join('\n');
}

function toCase(result: RuleResult): Case {
  const { cause, rule, outcome, reason, title, lost } = result;
  const failing = result.findings.filter((finding) => isNew(finding) && finding.severity === 'error');
  const lines = failing.map((finding) => `${placeBeside(finding)} ${finding.text}`.trim());
  if (outcome === 'errored') return testcase(cause, rule, 'error', `It could not look: ${reason ?? ''}`, lines);
  if (hasLost(result)) return testcase(cause, rule, 'error', `It lost what it judges: ${lost.join(', ')}`, lines);
  if (lines.length > 0) return testcase(cause, rule, 'failure', title, lines);
  if (outcome === 'skipped') return testcase(cause, rule, 'skipped', reason ?? '');
  return testcase(cause, rule, 'passed', '');
}

function testcase(group: string, name: string, state: State, message: string, lines: readonly string[] = []): Case {
  const body =
    state === 'passed'
      ? ''
      : lines.length > 0
        ? `<${state} message="${html(message)}">${lines.map(html).join('\n')}</${state}>`
        : `<${state} message="${html(message)}"/>`;
  return { state, xml: `    <testcase classname="${group}" name="${html(name)}">${body}</testcase>` };
}
