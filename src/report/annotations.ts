import type { Finding } from '../model/finding.ts';
import type { Annotation, Report, RuleResult } from '../model/report.ts';
import { oneLine } from './escape.ts';
import { allResults, isNew } from './wording.ts';

/**
 * Annotations for what this change brings in, most important first: mistakes of the policy, errors, warnings, then
 * rules that could not look. A finding without a place of its own stands on the policy.
 */
export function annotationsOf(report: Report): Annotation[] {
  const mistakes = report.mistakes.map(({ at, message }) =>
    annotation(at, 'failure', message, 'Mistake in the policy'),
  );
  const fresh = allResults(report).flatMap((result) =>
    result.findings.filter(isNew).map((finding) => ({ finding, result })),
  );
  const ordered = [
    ...fresh.filter(({ finding }) => finding.severity === 'error'),
    ...fresh.filter(({ finding }) => finding.severity === 'warning'),
  ];
  const findings = ordered.map(({ finding, result }) => ofFinding(finding, result, report));
  return [...mistakes, ...findings];
}

function ofFinding(finding: Finding, { title, why, fix, rule }: RuleResult, report: Report): Annotation {
  const level = finding.severity === 'error' ? 'failure' : 'warning';
  const at = finding.at ?? { path: report.policy?.path ?? 'vision-gate.yml', line: 1 };
  return annotation(
    at,
    level,
    [finding.text, why, fix].map(oneLine).join('\n'),
    `${rule}: ${title.replace(/\.$/, '')}`,
  );
}

function annotation(
  at: NonNullable<Finding['at']>,
  level: Annotation['annotation_level'],
  message: string,
  title: string,
): Annotation {
  const line = Math.max(1, at.line ?? 1);
  return {
    path: at.path,
    start_line: line,
    end_line: line,
    ...(at.column ? { start_column: at.column, end_column: at.column } : {}),
    annotation_level: level,
    message,
    title: oneLine(title),
  };
}
