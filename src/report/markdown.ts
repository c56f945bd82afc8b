/** The report as GitHub Markdown: what a reviewer needs in ten seconds, then details folded. */
import type { Finding } from '../model/finding.ts';
import type { ModelScores, Report, RuleResult } from '../model/report.ts';
import { code, markdown } from './escape.ts';
import { allResults, countsOf, figure, isNew, placeOf, plural, shortCommit, signed } from './wording.ts';

const shownReasons = 12;
const shownFindings = 25;

/** Sections, most important first; each stands alone, so that a limit cuts between them. */
export function sectionsOf(report: Report): string[] {
  return [
    verdict(report),
    report.mistakes.length > 0 ? '' : causes(report),
    scores(report.scores),
    ...allResults(report)
      .filter(({ findings }) => findings.some(isNew))
      .map(ruleSection),
    changes(report),
    older(report),
    tests(allResults(report)),
    notRun(allResults(report)),
    footer(report),
  ].filter((section) => section !== '');
}

function verdict({ verdict: { because } }: Report): string {
  const shown = because.slice(0, shownReasons).map((reason) => `- ${markdown(reason)}`);
  const more = because.length > shownReasons ? [`- … and ${because.length - shownReasons} more below.`] : [];
  return [...shown, ...more].join('\n');
}

function causes(report: Report): string {
  const rows = report.causes.map(({ cause, results }) => {
    const { errors, warnings, inherited, fixed, errored } = countsOf(results);
    const ran = results.filter(({ outcome }) => outcome === 'ran').length;
    const state = errors + errored > 0 ? '❌' : warnings > 0 ? '⚠️' : ran === 0 ? '▫️' : '✅';
    return `| ${state} | ${cause} | ${errors || ''} | ${warnings || ''} | ${inherited || ''} | ${fixed || ''} | ${ran} of ${results.length} |`;
  });
  if (rows.length === 0) return '';
  return [
    '| | Cause | New errors | New warnings | Inherited | Fixed | Rules run |',
    '|:-:|---|--:|--:|--:|--:|--:|',
    ...rows,
  ].join('\n');
}

function scores(models: readonly ModelScores[]): string {
  if (models.length === 0) return '';
  const rows = models.map(({ model, score, split, base, head, comparison }) => {
    const value = (side: ModelScores['base']) => {
      const interval = side?.declared.interval;
      return `${figure(side?.declared.value)}${interval ? ` <sub>${figure(interval[0])} – ${figure(interval[1])}</sub>` : ''}`;
    };
    return `| ${code(model)} | ${score} on ${split} (n = ${head?.n ?? base?.n ?? 0}) | ${value(base)} | ${value(head)} | ${signed(comparison?.modelEffect)} | ${signed(comparison?.dataEffect)} |`;
  });
  return [
    '### Scores',
    '| Model | Score | Base | Head | Effect of the model | Effect of the data |',
    '|---|---|--:|--:|--:|--:|',
    ...rows,
    '',
    '<sub>With 95 % intervals. The model’s effect is measured on the base’s own evaluation data, so that easier images cannot hide a worse model.</sub>',
  ].join('\n');
}

function ruleSection({ rule, title, why, fix, findings }: RuleResult): string {
  const fresh = findings.filter(isNew);
  const lines = fresh.slice(0, shownFindings).map((finding) => `- ${findingLine(finding)}`);
  const more = fresh.length > shownFindings ? [`- … and ${fresh.length - shownFindings} more in the report.`] : [];
  const mark = fresh.some(({ severity }) => severity === 'error') ? '❌' : '⚠️';
  return [
    `<details><summary>${mark} <code>${rule}</code> – ${fresh.length === 1 ? 'one finding' : plural(fresh.length, 'finding')}. ${markdown(title)}</summary>`,
    '',
    ...lines,
    ...more,
    '',
    `**Why it matters.** ${markdown(why)}`,
    '',
    `**What to do.** ${markdown(fix)}`,
    '',
    '</details>',
  ].join('\n');
}

function findingLine(finding: Finding): string {
  const place = placeOf(finding);
  const was = finding.origin === 'worsened' && finding.was !== undefined ? ` (was ${figure(finding.was)})` : '';
  return `${place ? `${code(place)}: ` : ''}${markdown(finding.text)}${was}`;
}

function changes({ changes: { datasets, models } }: Report): string {
  const moved = datasets.filter(({ samples }) => samples.length > 0);
  const touched = models.filter(({ weights, preprocessing }) => weights !== 'same' || preprocessing !== 'same');
  if (moved.length + touched.length === 0) return '';
  const rows = moved.map(({ dataset, samples }) => {
    const count = (kind: string) => samples.filter((sample) => sample.kind === kind).length || '';
    return `| ${code(dataset)} | ${['added', 'removed', 'modified', 'renamed', 'moved', 'relabelled'].map(count).join(' | ')} |`;
  });
  const table =
    moved.length > 0
      ? [
          '| Dataset | Added | Removed | Modified | Renamed | Other split | Relabelled |',
          '|---|--:|--:|--:|--:|--:|--:|',
          ...rows,
        ]
      : [];
  const lines = touched.map(
    ({ model, weights, preprocessing }) => `- ${code(model)}: weights ${weights}, preprocessing ${preprocessing}`,
  );
  return ['### What changed', ...table, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}

/** Inherited, waived and fixed: shown, never failing. */
function older(report: Report): string {
  const groups: [string, (result: RuleResult) => Finding[]][] = [
    ['Fixed by this change', ({ fixed }) => fixed],
    ['Waived', ({ findings }) => findings.filter(({ waiver }) => waiver)],
    [
      'Inherited from the base',
      ({ findings }) => findings.filter(({ origin, waiver }) => origin === 'inherited' && !waiver),
    ],
  ];
  const parts = groups.flatMap(([heading, of]) => {
    const findings = allResults(report).flatMap((result) =>
      of(result).map((finding) => ({ rule: result.rule, finding })),
    );
    if (findings.length === 0) return [];
    const lines = findings.slice(0, shownFindings).map(({ rule, finding }) => {
      const reason = finding.waiver ? ` — ${markdown(finding.waiver.reason)} (until ${finding.waiver.until})` : '';
      return `- \`${rule}\` ${findingLine(finding)}${reason}`;
    });
    const more =
      findings.length > shownFindings ? [`- … and ${findings.length - shownFindings} more in the report.`] : [];
    return [`<details><summary>${heading}: ${findings.length}</summary>`, '', ...lines, ...more, '', '</details>'];
  });
  return parts.join('\n');
}

function tests(results: readonly RuleResult[]): string {
  const all = results.flatMap(({ rule, tests: own }) => own.map((test) => ({ rule, test })));
  if (all.length === 0) return '';
  const rows = all
    .slice(0, 60)
    .map(
      ({ rule, test }) =>
        `| \`${rule}\` | ${markdown(test.subject)} | ${test.decision === 'worse' ? '**worse**' : test.decision} | ${signed(test.effect)} | ${signed(test.interval[0])} … ${signed(test.interval[1])} | ${figure(test.tolerance)} | ${probability(test.adjustedP)} | ${test.n}${test.decision === 'inconclusive' && test.requiredN ? ` of ${test.requiredN}` : ''} |`,
    );
  return [
    `<details><summary>Comparisons made: ${all.length}</summary>`,
    '',
    '| Rule | Subject | Decision | Loss | 95 % interval | Tolerance | p, corrected | n |',
    '|---|---|---|--:|--:|--:|--:|--:|',
    ...rows,
    ...(all.length > 60 ? ['', `… and ${all.length - 60} more in the report.`] : []),
    '',
    '</details>',
  ].join('\n');
}

/** `0.034`, `2e-7`, `< 1e-15`. */
export function probability(p: number): string {
  if (p < 1e-15) return '&lt; 1e-15';
  return p >= 0.001 ? p.toFixed(3) : p.toExponential(0);
}

function notRun(results: readonly RuleResult[]): string {
  const idle = results.filter(({ outcome }) => outcome !== 'ran');
  if (idle.length === 0) return '';
  const lines = idle.map(({ rule, outcome, reason, lost }) => {
    const missing = lost.length > 0 ? ` Lost: ${lost.map(code).join(', ')}.` : '';
    return `- ${outcome === 'errored' ? '❌ ' : ''}\`${rule}\`: ${markdown(reason ?? 'It did not run.')}${missing}`;
  });
  return [
    `<details><summary>Rules that did not run, or not on everything: ${idle.length}</summary>`,
    '',
    ...lines,
    '',
    '</details>',
  ].join('\n');
}

function footer({ base, head, policy, notes, tool }: Report): string {
  const commits = base ? `${shortCommit(base.commit)} … ${shortCommit(head.commit)}` : shortCommit(head.commit);
  const from = policy
    ? ` Policy: ${code(policy.path)} of ${policy.side === 'given' ? 'this machine' : `the ${policy.side}`}.`
    : '';
  const lines = notes.map(({ text }) => `- ${markdown(text)}`);
  return [
    ...lines,
    ...(lines.length > 0 ? [''] : []),
    `<sub>Vision Gate ${tool} compared ${commits}.${from}</sub>`,
  ].join('\n');
}
