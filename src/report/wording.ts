import type { Finding } from '../model/finding.ts';
import type { Conclusion, Report, RuleResult } from '../model/report.ts';

export const conclusionWords: Record<Conclusion, string> = {
  success: 'Passed',
  neutral: 'Passed, with remarks',
  failure: 'Failed',
};

/** `1 error`, `3 errors`. */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

export function allResults(report: Report): RuleResult[] {
  return report.causes.flatMap(({ results }) => results);
}

export function allFindings(report: Report): Finding[] {
  return allResults(report).flatMap(({ findings }) => findings);
}

/** Whether a finding is of this change and nobody waived it. */
export function isNew({ origin, waiver }: Finding): boolean {
  return origin !== 'inherited' && !waiver;
}

export interface Counts {
  errors: number;
  warnings: number;
  inherited: number;
  waived: number;
  fixed: number;
  /** Rules that could not look. */
  errored: number;
  /** Rules whose datasets or models base has and head lost. */
  lost: number;
  inconclusive: number;
}

export function countsOf(results: readonly RuleResult[]): Counts {
  const findings = results.flatMap((result) => result.findings);
  const fresh = findings.filter(isNew);
  return {
    errors: fresh.filter(({ severity }) => severity === 'error').length,
    warnings: fresh.filter(({ severity }) => severity === 'warning').length,
    inherited: findings.filter(({ origin, waiver }) => origin === 'inherited' && !waiver).length,
    waived: findings.filter(({ waiver }) => waiver).length,
    fixed: results.reduce((sum, { fixed }) => sum + fixed.length, 0),
    errored: results.filter(({ outcome }) => outcome === 'errored').length,
    lost: results.filter(hasLost).length,
    inconclusive: results
      .flatMap(({ tests }) => tests)
      .filter(({ decision, inherited }) => decision === 'inconclusive' && !inherited).length,
  };
}

/** Whether a rule lost what it judges: not a pass, unless the policy says so. */
export function hasLost({ lost, severity }: RuleResult): boolean {
  return lost.length > 0 && severity !== 'off';
}

type Urgency = Finding['severity'];

/** How urgent a rule's news is; `null` when it has none. What could not be looked at is as urgent as an error. */
export function urgencyOf(result: RuleResult): Urgency | null {
  const fresh = result.findings.filter(isNew);
  if (result.outcome === 'errored' || hasLost(result) || fresh.some(({ severity }) => severity === 'error'))
    return 'error';
  return fresh.length > 0 ? 'warning' : null;
}

/** The rules that have news, most urgent first, else in the report's order. */
export function rulesWithNews(report: Report): RuleResult[] {
  const results = allResults(report);
  return (['error', 'warning'] as const).flatMap((urgency) =>
    results.filter((result) => urgencyOf(result) === urgency),
  );
}

/** `Failed: 3 errors, 1 rule that could not look and 2 warnings`. */
export function headline(report: Report): string {
  if (report.mistakes.length > 0 && report.policy)
    return `Failed: ${plural(report.mistakes.length, 'mistake')} in the policy`;
  const { errors, warnings, errored, lost, inconclusive } = countsOf(allResults(report));
  const parts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(errored > 0 ? [`${plural(errored, 'rule')} that could not look`] : []),
    ...(lost > 0 ? [`${plural(lost, 'rule')} that lost what ${lost === 1 ? 'it judges' : 'they judge'}`] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
  ];
  if (parts.length === 0 && inconclusive > 0) parts.push(plural(inconclusive, 'undecided comparison'));
  const words = conclusionWords[report.verdict.conclusion];
  return parts.length > 0
    ? `${words}: ${listed(parts)}`
    : `${words}: ${lowerFirst(report.verdict.because[0] ?? 'nothing is at fault').replace(/\.$/, '')}`;
}

/** A reason of the verdict, apart from the rule that it begins with. */
export function reasonsOf({ verdict, causes }: Report): { rule: string | null; text: string }[] {
  const rules = causes.flatMap(({ results }) => results.map(({ rule }) => rule));
  return verdict.because.map((reason) => {
    const rule = rules.find((id) => reason.startsWith(`${id}:`) || reason.startsWith(`${id} `));
    return rule
      ? { rule, text: reason.slice(rule.length).replace(/^: ?/, '').trimStart() }
      : { rule: null, text: reason };
  });
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts[parts.length - 1]}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** A score or share with the digits that matter: `0.874`. A missing one is a dash. */
export function figure(value: number | null | undefined, digits = 3): string {
  return value === null || value === undefined || !Number.isFinite(value) ? '–' : value.toFixed(digits);
}

/** A difference with its sign: `+0.012`, `−0.300`, `±0.000`. */
export function signed(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return `±${text}`;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** A change of a number of things: `+120`, `−3`, `±0`. */
export function signedCount(change: number): string {
  return `${change < 0 ? '−' : change > 0 ? '+' : '±'}${Math.abs(change).toLocaleString('en')}`;
}

/** `0.034`, `2e-7`, `< 1e-15`. */
export function probability(p: number): string {
  if (p < 1e-15) return '< 1e-15';
  return p >= 0.001 ? p.toFixed(3) : p.toExponential(0);
}

/** A measured value: `31`, `10,240`, `0.121`. */
export function amount(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: Number.isInteger(value) ? 15 : 3 });
}

/** `It was 0.121 at the base.`, for a finding that got worse; else nothing. */
export function before({ origin, was }: Finding): string {
  return origin === 'worsened' && was !== undefined ? `It was ${amount(was)} at the base.` : '';
}

/** The start and the end of a text of more than `most` characters: of a path, both ends tell. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 3);
  return `${text.slice(0, most - 1 - end)}…${text.slice(-end)}`.toWellFormed();
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 8);
}

/** Where a finding is, unless its sentence begins by saying it. */
export function placeBeside(finding: Finding): string {
  const place = placeOf(finding);
  return finding.text.startsWith(`${place} `) ? '' : place;
}

/** `data/a.csv:3:1`, as editors and terminals open it. */
export function placeOf({ at }: Pick<Finding, 'at'>): string {
  if (!at) return '';
  return [at.path, ...(at.line ? [at.line, ...(at.column ? [at.column] : [])] : [])].join(':');
}
