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
    inconclusive: results.flatMap(({ tests }) => tests).filter(({ decision }) => decision === 'inconclusive').length,
  };
}

/** `Failed: 3 errors and 2 warnings that this change brings in`. */
export function headline(report: Report): string {
  if (report.mistakes.length > 0) return `Failed: ${plural(report.mistakes.length, 'mistake')} in the policy`;
  const { errors, warnings, errored, inconclusive } = countsOf(allResults(report));
  const parts = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(warnings > 0 ? [plural(warnings, 'warning')] : []),
    ...(errored > 0 ? [`${plural(errored, 'rule')} that could not look`] : []),
    ...(errors + warnings + errored === 0 && inconclusive > 0 ? [plural(inconclusive, 'undecided comparison')] : []),
  ];
  const words = conclusionWords[report.verdict.conclusion];
  return parts.length > 0
    ? `${words}: ${listed(parts)}`
    : `${words}: ${lowerFirst(report.verdict.because[0] ?? 'nothing is at fault').replace(/\.$/, '')}`;
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

export function shortCommit(commit: string): string {
  return commit.slice(0, 8);
}

/** `data/a.csv:3:1`, as editors and terminals open it. */
export function placeOf({ at }: Pick<Finding, 'at'>): string {
  if (!at) return '';
  return [at.path, ...(at.line ? [at.line, ...(at.column ? [at.column] : [])] : [])].join(':');
}
