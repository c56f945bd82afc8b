import type { Report, RuleResult } from '../model/report.ts';
import { html } from './escape.ts';
import { isNew, placeOf } from './wording.ts';

/** JUnit XML: a suite for each cause, a case for each rule; only what fails the gate is a failure. */
export function toJunit(report: Report): string {
  const suites = report.causes
    .filter(({ results }) => results.length > 0)
    .map(({ cause, results }) => {
      const failures = results.filter((result) => failing(result).length > 0).length;
      const errors = results.filter(({ outcome }) => outcome === 'errored').length;
      const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
      const cases = results.map(
        (result) => `    <testcase classname="${cause}" name="${html(result.rule)}">${body(result)}</testcase>`,
      );
      return [
        `  <testsuite name="${cause}" tests="${results.length}" failures="${failures}" errors="${errors}" skipped="${skipped}">`,
        ...cases,
        '  </testsuite>',
      ].join('\n');
    });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites name="Vision Gate">',
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function failing({ findings }: RuleResult) {
  return findings.filter((finding) => isNew(finding) && finding.severity === 'error');
}

function body(result: RuleResult): string {
  if (result.outcome === 'errored') return `<error message="${html(result.reason ?? '')}"/>`;
  if (result.outcome === 'skipped') return `<skipped message="${html(result.reason ?? '')}"/>`;
  const found = failing(result);
  if (found.length === 0) return '';
  const lines = found.map((finding) => html(`${placeOf(finding)} ${finding.text}`.trim()));
  return `<failure message="${html(result.title)}">${lines.join('\n')}</failure>`;
}
