/** The report as GitHub Markdown: what a reviewer needs in ten seconds, then details folded. */
import type { CauseResult, ModelScores, Report, RuleResult } from '../model/report.ts';
import { deviceSentence } from './device.ts';
import { code, html, markdown, prose } from './escape.ts';
import { dataSection } from './markdown/data.ts';
import { comparisons, fixed, idle, inherited, presets, waived } from './markdown/details.ts';
import { groups } from './markdown/groups.ts';
import { modelsSection } from './markdown/models.ts';
import { findingLine, folded, listOf } from './markdown/parts.ts';
import {
  countsOf,
  figure,
  hasLost,
  isNew,
  listed,
  plural,
  reasonsOf,
  rulesWithNews,
  shortCommit,
  shortened,
  signed,
  urgencyOf,
} from './wording.ts';

const shownReasons = 12;
const longestReason = 400;

/**
 * The news, most important first; each section stands alone, so that a limit cuts between them.
 * @param length findings that each rule lists
 */
export function sectionsOf(report: Report, length: number): string[] {
  return [
    verdict(report),
    causes(report.causes),
    scores(report.scores),
    ...rulesWithNews(report).map((result) => ruleSection(result, length)),
    dataSection(report, length),
    modelsSection(report),
    footer(report),
  ].filter((section) => section !== '');
}

/** What a reviewer may want to know besides. */
export function detailsOf(report: Report, length: number): string[] {
  return [
    groups(report),
    fixed(report, length),
    waived(report, length),
    inherited(report, length),
    comparisons(report),
    presets(report),
    idle(report),
  ].filter((section) => section !== '');
}

function verdict(report: Report): string {
  const reasons = reasonsOf(report);
  const lines = reasons.slice(0, shownReasons).map(({ rule, text }) => {
    const sentence = markdown(shortened(text, longestReason));
    return rule ? `- **\`${rule}\`** ${sentence}` : `- ${sentence}`;
  });
  const more = reasons.length > shownReasons ? [`- … and ${reasons.length - shownReasons} more below.`] : [];
  return [...lines, ...more].join('\n');
}

function causes(all: readonly CauseResult[]): string {
  if (all.length === 0) return '';
  const rows = all.map(({ cause, results }) => {
    const counts = countsOf(results);
    const { errors, warnings, errored, lost } = counts;
    const ran = results.filter(({ outcome }) => outcome === 'ran').length;
    const state = errors + errored + lost > 0 ? '❌' : warnings > 0 ? '⚠️' : ran === 0 ? '▫️' : '✅';
    const run = [
      `${ran} of ${results.length}`,
      ...(errored > 0 ? [`**${errored} could not look**`] : []),
      ...(lost > 0 ? [`**${lost} lost what ${lost === 1 ? 'it judges' : 'they judge'}**`] : []),
    ].join(', ');
    return `| ${state} | ${cause} | ${errors || ''} | ${warnings || ''} | ${counts.inherited || ''} | ${counts.fixed || ''} | ${run} |`;
  });
  return [
    '| | Cause | New errors | New warnings | Inherited | Fixed | Rules that ran |',
    '|:-:|---|--:|--:|--:|--:|---|',
    ...rows,
  ].join('\n');
}

function scores(models: readonly ModelScores[]): string {
  if (models.length === 0) return '';
  const value = (side: ModelScores['base']) => {
    const interval = side?.declared.interval;
    return `${figure(side?.declared.value)}${interval ? `<br><sub>${figure(interval[0])} – ${figure(interval[1])}</sub>` : ''}`;
  };
  const rows = models.map(({ model, origin, score, split, base, head, comparison }) => {
    const images = plural(head?.n ?? base?.n ?? 0, 'image');
    return `| ${code(model)}${origin === 'claimed' ? '<br><sub>claimed</sub>' : ''} | ${markdown(score)} on ${images} of ${markdown(split)} | ${value(base)} | ${value(head)} | ${signed(comparison?.modelEffect)} | ${signed(comparison?.dataEffect)} |`;
  });
  return [
    '### Scores',
    '| Model | Score | Base | Head | Effect of the model | Effect of the data |',
    '|---|---|--:|--:|--:|--:|',
    ...rows,
    '',
    ...(models.some(({ origin }) => origin === 'claimed')
      ? ['<sub>Claimed: the answers were read from files of the repository, not made here.</sub>', '']
      : []),
    '<sub>With 95 % intervals. The model’s effect is measured on the base’s own evaluation data, so that easier images cannot hide a worse model.</sub>',
  ].join('\n');
}

function ruleSection(result: RuleResult, length: number): string {
  const { rule, title, why, fix, findings } = result;
  const fresh = findings.filter(isNew);
  const mark = urgencyOf(result) === 'error' ? '❌' : '⚠️';
  const count = fresh.length > 0 ? [plural(fresh.length, 'finding')] : [];
  const said = [
    ...(result.outcome === 'errored' ? ['could not look'] : []),
    ...(hasLost(result) ? ['lost what it judges'] : []),
  ];
  return folded(
    `${mark} <code>${html(rule)}</code>: ${[...said, ...count].join(', ')}. ${prose(title, html, (part) => `<code>${html(part)}</code>`)}`,
    [
      ...troubles(result),
      ...listOf(fresh, length, findingLine),
      '',
      `**Why it matters.** ${prose(why, markdown, code)}`,
      '',
      `**What to do.** ${prose(fix, markdown, code)}`,
    ],
  );
}

function troubles(result: RuleResult): string[] {
  const { outcome, reason, lost } = result;
  return [
    ...(outcome === 'errored' ? [`- It could not look: ${markdown(shortened(reason ?? '', longestReason))}`] : []),
    ...(hasLost(result)
      ? [`- Head no longer has ${listed(lost.map(code))}. Restore it, or take it out of the policy first.`]
      : []),
  ];
}

function footer(report: Report): string {
  const { base, head, policy, notes, tool } = report;
  const device = deviceSentence(report);
  const commits = base
    ? `compared ${shortCommit(base.commit)} with ${shortCommit(head.commit)}`
    : `looked at ${shortCommit(head.commit)} alone`;
  const from = policy
    ? ` Policy: ${code(policy.path)} of ${policy.side === 'given' ? 'this machine' : `the ${policy.side}`}.`
    : '';
  const lines = notes.map(({ text }) => `- ${markdown(text)}`);
  return [
    ...(lines.length > 0 ? ['### Notes', ...lines, ''] : []),
    `<sub>Vision Gate ${markdown(tool)} ${commits}.${from}${device === '' ? '' : ` ${markdown(device)}`}</sub>`,
  ].join('\n');
}
