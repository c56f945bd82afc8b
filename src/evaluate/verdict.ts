import type { Finding, JudgedTest } from '../model/finding.ts';
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
  const errored = results.filter(({ outcome }) => outcome === 'errored');
  for (const [reason, blind] of Map.groupBy(errored, ({ reason }) => reason ?? '')) {
    say('failure', `${rulesIn(blind)} could not look: ${reason}`);
  }
  const bereft = results.filter(({ lost, severity }) => lost.length > 0 && severity !== 'off');
  for (const [names, losers] of Map.groupBy(bereft, ({ lost }) => lost.join(', '))) {
    say(policy.lost, `${rulesIn(losers)} lost what ${losers.length === 1 ? 'it judges' : 'they judge'}: ${names}.`);
  }
  const undecided = results
    .filter(({ severity }) => severity === 'error')
    .flatMap(({ tests }) => tests.filter(({ decision, inherited }) => decision === 'inconclusive' && !inherited));
  if (undecided.length > 0) say(policy.strict ? 'failure' : 'neutral', undecidedSentence(undecided));
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

function rulesIn(results: readonly RuleResult[]): string {
  return results.length === 1 ? results[0].rule : `${results.length} rules`;
}

/** Which comparisons are open, and what would decide the nearest: most take more images, timings a quieter machine. */
function undecidedSentence(tests: readonly JudgedTest[]): string {
  const count = tests.length === 1 ? 'One comparison is' : `${tests.length} comparisons are`;
  const rules = [...new Set(tests.map(({ rule }) => rule))].join(', ');
  const images = tests.flatMap(({ family, requiredN }) => (family === 'latency' || !requiredN ? [] : [requiredN]));
  const ways = [
    ...(images.length > 0
      ? [
          `about ${Math.min(...images).toLocaleString('en')} images would decide ${images.length > 1 ? 'the nearest' : 'it'}`,
        ]
      : []),
    ...(tests.some(({ family }) => family === 'latency') ? ['a quieter runner would decide the latency'] : []),
  ];
  return `${count} inconclusive (${rules})${ways.length > 0 ? `; ${ways.join(', and ')}` : ''}.`;
}

function sentence({ rule }: RuleResult, [first, ...others]: Finding[]): string {
  return others.length === 0 ? `${rule}: ${first.text}` : `${rule}: ${first.text} And ${others.length} more.`;
}
