/** What never fails the gate, folded: fixed, waived, inherited, the comparisons made, the rules that did not run. */
import type { Finding } from '../../model/finding.ts';
import type { Report, RuleResult } from '../../model/report.ts';
import { code, html, markdown } from '../escape.ts';
import { allResults, figure, probability, shortened, signed } from '../wording.ts';
import { findingLine, folded, listOf } from './parts.ts';

const shownTests = 60;
const longestReason = 400;

export function fixed(report: Report, length: number): string {
  return older(report, length, 'Fixed by this change', (result) => result.fixed);
}

export function waived(report: Report, length: number): string {
  return older(report, length, 'Waived', ({ findings }) => findings.filter(({ waiver }) => waiver));
}

export function inherited(report: Report, length: number): string {
  return older(report, length, 'Inherited from the base', ({ findings }) =>
    findings.filter(({ origin, waiver }) => origin === 'inherited' && !waiver),
  );
}

function older(report: Report, length: number, heading: string, of: (result: RuleResult) => Finding[]): string {
  const findings = allResults(report).flatMap(of);
  if (findings.length === 0) return '';
  return folded(
    `${heading}: ${findings.length}`,
    listOf(findings, length, (finding) => {
      const { waiver } = finding;
      const reason = waiver
        ? ` Waived until ${markdown(waiver.until)}: ${markdown(shortened(waiver.reason, longestReason))}`
        : '';
      return `\`${finding.rule}\` ${findingLine(finding)}${reason}`;
    }),
  );
}

/** Every comparison, significant or not: a clean report shows what was tested. */
export function comparisons(report: Report): string {
  const all = allResults(report).flatMap(({ tests }) => tests);
  if (all.length === 0) return '';
  const rows = all.slice(0, shownTests).map((test) => {
    const { rule, subject, decision, effect, interval, tolerance, adjustedP, n, requiredN } = test;
    return `| ${[
      `\`${rule}\``,
      markdown(shortened(subject, 100)),
      decision === 'worse' ? '**worse**' : decision,
      signed(effect),
      `${signed(interval[0])} … ${signed(interval[1])}`,
      figure(tolerance),
      markdown(probability(adjustedP)),
      `${n}${decision === 'inconclusive' && requiredN ? ` of ${requiredN}` : ''}`,
    ].join(' | ')} |`;
  });
  return folded(`Comparisons made: ${all.length}`, [
    '| Rule | Subject | Decision | Loss | 95 % interval | Tolerance | p, corrected | n |',
    '|---|---|---|--:|--:|--:|--:|--:|',
    ...rows,
    ...(all.length > shownTests ? ['', `… and ${all.length - shownTests} more in the report.`] : []),
  ]);
}

/** The presets that the policy extends, and what each of them sets. */
export function presets({ policy }: Report): string {
  const uses = policy?.presets ?? [];
  if (uses.length === 0) return '';
  return folded(`Presets: ${uses.map(({ name }) => `<code>${html(name)}</code>`).join(', ')}`, [
    ...uses.map(({ name, sets }) => `- ${code(name)}: ${sets.map(code).join(', ') || 'nothing of its own'}`),
  ]);
}

export function idle(report: Report): string {
  const all = allResults(report).filter(({ outcome }) => outcome !== 'ran');
  if (all.length === 0) return '';
  const lines = all.map(({ rule, reason, lost }) => {
    const missing = lost.length > 0 ? ` Lost: ${lost.map(code).join(', ')}.` : '';
    return `- \`${rule}\` ${markdown(shortened(reason ?? 'It gave no reason.', longestReason))}${missing}`;
  });
  return folded(`Rules that did not run, or not on everything: ${all.length}`, lines);
}
