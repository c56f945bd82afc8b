import type { Finding } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Conclusion, RuleResult, Verdict } from '../model/report.ts';

/**
 * The verdict of one run. Failure: an error that this change brought in and nobody waived, a rule that could not look,
 * files that vanished; neutral: warnings brought in, or comparisons that the data cannot decide; else success.
 */
export function verdictOf(results: readonly RuleResult[], policy: Pick<Policy, 'strict' | 'lost'>): Verdict {
  const because: { conclusion: Conclusion; sentence: string }[] = [];
  const say = (conclusion: Conclusion, sentence: string) => because.push({ conclusion, sentence });

  const news = (result: RuleResult, severity: Finding['severity']) =>
    result.findings.filter(
      (finding) => finding.severity === severity && finding.origin !== 'inherited' && !finding.waiver,
    );
  for (const result of results) {
    const errors = news(result, 'error');
    if (errors.length > 0) say('failure', sentence(result, errors));
  }
  for (const { rule, outcome, reason } of results) {
    if (outcome === 'errored') say('failure', `${rule} could not look: ${reason}`);
  }
  for (const { rule, lost, severity } of results) {
    if (lost.length > 0 && severity !== 'off') say(policy.lost, `${rule} lost what it judges: ${lost.join(', ')}.`);
  }
  const undecided = results
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ tests }) => tests.filter(({ decision }) => decision === 'inconclusive'));
  if (undecided.length > 0) {
    const needed = Math.max(...undecided.map(({ requiredN }) => requiredN ?? 0));
    const enough = needed > 0 ? `; about ${needed.toLocaleString('en')} samples would decide` : '';
    const count = undecided.length === 1 ? 'One comparison is' : `${undecided.length} comparisons are`;
    say(policy.strict ? 'failure' : 'neutral', `${count} inconclusive${enough}.`);
  }
  for (const result of results) {
    const warnings = news(result, 'warning');
    if (warnings.length > 0) say('neutral', sentence(result, warnings));
  }

  const rank: Record<Conclusion, number> = { failure: 0, neutral: 1, success: 2 };
  because.sort((a, b) => rank[a.conclusion] - rank[b.conclusion]);
  const conclusion = because[0]?.conclusion ?? 'success';
  return {
    conclusion,
    because:
      conclusion === 'success'
        ? ['Nothing that this change brings in is at fault.']
        : because.map((item) => item.sentence),
  };
}

function sentence({ rule }: RuleResult, [first, ...others]: Finding[]): string {
  return others.length === 0 ? `${rule}: ${first.text}` : `${rule}: ${first.text} And ${others.length} more.`;
}
