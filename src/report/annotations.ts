import type { Position } from '../model/fault.ts';
import type { Finding } from '../model/finding.ts';
import type { Annotation, Report, RuleResult } from '../model/report.ts';
import { oneLine } from './escape.ts';
import { allResults, before, hasLost, isNew, listed } from './wording.ts';

/**
 * Annotations for what this change brings in, most important first: mistakes of the policy, errors, rules that could
 * not look or lost what they judge, warnings, then notes that have a place. What has no place stands on the policy.
 */
export function annotationsOf(report: Report): Annotation[] {
  const results = allResults(report);
  const policy = { path: placeOfPolicy(report), line: 1 };
  const found = (severity: Finding['severity']) =>
    results.flatMap((result) =>
      result.findings
        .filter((finding) => isNew(finding) && finding.severity === severity)
        .map((finding) => ofFinding(finding, result, policy)),
    );
  return [
    ...report.mistakes.map(({ at, message }) =>
      annotation(at, 'failure', oneLine(message), report.policy ? 'Mistake in the policy' : 'Nothing was checked'),
    ),
    ...found('error'),
    ...ofTroubles(results, policy),
    ...found('warning'),
    ...report.notes.flatMap(({ at, text }) => (at ? [annotation(at, 'notice', oneLine(text), 'Vision Gate')] : [])),
  ];
}

/** GitHub takes paths of the repository only, and a policy may lie outside. */
function placeOfPolicy({ policy }: Report): string {
  return policy && policy.side !== 'given' ? policy.path : '.github/vision-gate.yml';
}

function ofFinding(finding: Finding, { title, why, fix, rule }: RuleResult, policy: Position): Annotation {
  const was = before(finding);
  return annotation(
    finding.at ?? policy,
    finding.severity === 'error' ? 'failure' : 'warning',
    [`${finding.text}${was ? ` ${was}` : ''}`, why, fix].map(oneLine).join('\n'),
    `${rule}: ${title.replace(/\.$/, '')}`,
  );
}

/** One annotation for each thing that could not be looked at, and for each that was lost: a broken model troubles many rules. */
function ofTroubles(results: readonly RuleResult[], policy: Position): Annotation[] {
  const errored = results.filter(({ outcome }) => outcome === 'errored');
  const bereft = results.filter(hasLost);
  return [
    ...[...Map.groupBy(errored, ({ reason }) => reason ?? 'It gave no reason.')].map(([reason, blind]) =>
      troubleAnnotation(blind[0].reasonAt ?? policy, reason, blind, 'could not look'),
    ),
    ...[...Map.groupBy(bereft, ({ lost }) => listed(lost.map(oneLine)))].map(([names, losers]) =>
      troubleAnnotation(
        policy,
        `Head no longer has ${names}. Restore it, or take it out of the policy first.`,
        losers,
        losers.length === 1 ? 'lost what it judges' : 'lost what they judge',
      ),
    ),
  ];
}

function troubleAnnotation(at: Position, message: string, results: readonly RuleResult[], trouble: string): Annotation {
  const rules = results.map(({ rule }) => rule);
  if (rules.length === 1) return annotation(at, 'failure', oneLine(message), `${rules[0]} ${trouble}`);
  return annotation(at, 'failure', `${oneLine(message)}\n${rules.join(', ')}`, `${rules.length} rules ${trouble}`);
}

function annotation(at: Position, level: Annotation['annotation_level'], message: string, title: string): Annotation {
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
